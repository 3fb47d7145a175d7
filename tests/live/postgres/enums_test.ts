/** Enums on a real PostgreSQL: a value that is added and used at once, and taken away again. */
import assert from "node:assert/strict";
import { enumeration, integer, isRetortError, migrate, op } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { downgradePath } from "@retort/core/graph";
import { bookkeepingOf, revisionsOf } from "@retort/core/plan";
import { readVersions, runPath } from "@retort/core/run";
import { postgres } from "@retort/postgres";
import { liveTest } from "./server.ts";

const mood = (values: readonly string[]) => enumeration("mood", values);

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createEnum("mood", ["sad", "happy"]),
    op.createTable("people", { id: integer().primaryKey(), mood: mood(["sad", "happy"]) }),
    op.createTable("pets", {
      id: integer().primaryKey(),
      mood: mood(["sad", "happy"]).notNull().default("sad"),
    }),
    op.execute("insert into people values (1, 'sad')"),
  ],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [
    op.addEnumValue("mood", "calm", { before: "happy" }),
    op.execute("insert into people values (2, 'calm')", {
      reverse: "delete from people where mood = 'calm'",
    }),
    op.alterColumn("pets", "mood", { default: "calm" }),
  ],
};
const revisions = [first, second];

async function down(db: Connection): Promise<void> {
  const set = revisionsOf(revisions);
  const session = {
    db,
    dialect: postgres,
    tables: bookkeepingOf({ versionTable: "retort_version" }),
  };
  const path = downgradePath(set.graph, "-1", await readVersions(session));
  await runPath(session, set, {
    path,
    x: {},
    losses: { allow: [], otherwise: "refuse", written: false, allowWith: () => "" },
    now: () => new Date(),
    tool: "test",
  });
}

async function values(db: Connection): Promise<readonly string[]> {
  const rows = await db.query<{ readonly name: string }>({
    sql: "select enumlabel as name from pg_enum order by enumsortorder",
  });
  return rows.map(({ name }) => name);
}

async function standard(db: Connection): Promise<unknown> {
  const sql =
    "select column_default as d from information_schema.columns where table_name = 'pets'";
  return (await db.query<{ readonly d: string }>({ sql })).map(({ d }) => d).filter(Boolean);
}

liveTest("a value is added and used in one revision; up, down, up", async (database) => {
  const db = await database.connect();
  for (let round = 0; round < 2; round++) {
    assert.deepEqual((await migrate({ connection: db, dialect: postgres, revisions })).to, ["b2"]);
    assert.deepEqual(await values(db), ["sad", "calm", "happy"]);
    assert.deepEqual(await standard(db), ["'calm'::mood"]);
    assert.deepEqual(await db.query({ sql: "select id from people where mood = 'calm'" }), [
      { id: 2 },
    ]);
    await down(db);
    assert.deepEqual(await values(db), ["sad", "happy"]);
    assert.deepEqual(await standard(db), ["'sad'::mood"]);
  }
});

liveTest("a value that a row holds is not taken away", async (database) => {
  const db = await database.connect();
  await migrate({ connection: db, dialect: postgres, revisions });
  await db.execute({ sql: "insert into pets values (1, 'calm')" });
  await assert.rejects(() => down(db), (error) => {
    assert.ok(isRetortError(error) && error.code === "run/op-failed", String(error));
    assert.match(error.message, /calm/);
    return true;
  });
  assert.deepEqual(await values(db), ["sad", "calm", "happy"]);
  const session = {
    db,
    dialect: postgres,
    tables: bookkeepingOf({ versionTable: "retort_version" }),
  };
  assert.deepEqual(await readVersions(session), ["b2"]);
});
