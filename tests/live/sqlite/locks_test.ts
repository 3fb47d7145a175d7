/** Several runs at once on one database. */
import assert from "node:assert/strict";
import { integer, migrate, op } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { bookkeepingOf } from "@retort/core/plan";
import { withLock } from "@retort/core/run";
import { sqlite } from "@retort/sqlite";
import { freeze, race, rounds, type Scene, start } from "../locks.ts";
import { until } from "../others.ts";
import { finished } from "./process.ts";

async function withFile(work: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_locks_" }));
  try {
    const url = `sqlite:${folder}/app.db`;
    await work({
      dialect: "sqlite",
      url,
      connect: async () => {
        const { connect } = await import("../../../dialects/sqlite/driver.ts");
        return await connect(url);
      },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test(`ten runs at once run each revision once (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round++) await withFile(race);
});

Deno.test("a run that was frozen and replaced changes nothing any more", () => withFile(freeze));

for (const kind of ["think", "grind"]) {
  const what = kind === "think" ? "transaction" : "statement";
  Deno.test(`a run that is at one ${what} for long is not taken for dead behind it`, () =>
    withFile((scene) => isWaitedFor(scene, kind)));
}

async function isWaitedFor(scene: Scene, kind: string): Promise<void> {
  // Each revision is followed by a second in which no sign of life can be given either.
  const first = finished(start(scene, kind, "halt"));
  const db = await scene.connect();
  // The first revision is done, the second has the database to itself.
  await until("the first revision", async () => (await rowsOf(db)).length > 0);
  await db.close();
  const second = await finished(start(scene, kind));
  const { code, text } = await first;
  assert.equal(code, 0, text);
  assert.equal(text, "ran a\nran b\nran c\nat c\n");
  assert.equal(second.text, "at c\n");
}

async function rowsOf(db: Connection): Promise<readonly unknown[]> {
  return await db.rows?.({ name: "retort_version" }, ["version_num"]) ?? [];
}

Deno.test("a run that waits for less than a second says for how long", () =>
  withFile(async ({ connect }) => {
    const [first, second] = [await connect(), await connect()];
    const common = { dialect: sqlite, tables: bookkeepingOf({ versionTable: "retort_version" }) };
    const run = (db: typeof first, work: () => Promise<void>): Promise<void> =>
      withLock({ ...common, db }, { wait: 100, ttl: 60_000 }, work);
    await run(first, async () => {
      const refused = { code: "lock/held", message: /waited 0\.1 s for it$/ };
      await assert.rejects(run(second, () => Promise.resolve()), refused);
    });
    await first.close();
    await second.close();
  }));

Deno.test("at the target nothing is locked", () =>
  withFile(async ({ connect, url }) => {
    const upgrade = [op.createTable("t", { id: integer() })];
    const revisions = [{ revision: "a", downRevision: null, upgrade }];
    const run = () => migrate({ url, dialect: sqlite, revisions });
    await run();
    const other = await connect();
    // Whoever wrote now, or took the lease, would find the database locked.
    await other.execute({ sql: "BEGIN IMMEDIATE" });
    for (let time = 0; time < 10; time++) assert.deepEqual((await run()).steps, []);
    await other.execute({ sql: "ROLLBACK" });
    await other.close();
  }));
