/**
 * What must hold where several runs meet on one database, the same on every server.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { until } from "./others.ts";
import { finished, root, spawn } from "./sqlite/process.ts";

/** A database that processes of tests upgrade. */
export interface Scene {
  /** The name of its dialect. */
  readonly dialect: string;
  /** Its URL. */
  readonly url: string;
  /** How runs are kept apart; by the session unless said. */
  readonly lock?: "session" | "lease";
  /** Opens a connection to it. */
  connect(): Promise<Connection>;
}

/** How often the races run: often by `deno task faults`, less often with all other tests. */
export const rounds: number = Number(Deno.env.get("RETORT_TEST_ROUNDS") ?? 2);

const program = new URL("tests/live/lock_program.ts", root).pathname;

/** Starts a process that upgrades the database. */
export function start(scene: Scene, kind: string, after: "go" | "halt" = "go"): Deno.ChildProcess {
  return spawn(program, ["-A"], [scene.dialect, scene.url, kind, after, scene.lock ?? "session"]);
}

/** Ten processes at once: each revision runs once, and all end well. */
export async function race(scene: Scene): Promise<void> {
  const children = Array.from({ length: 10 }, () => start(scene, "race"));
  const ends = await Promise.all(children.map((child) => finished(child)));
  for (const { code, text } of ends) assert.equal(code, 0, text);
  assert.ok(ends.every(({ text }) => text.endsWith("at d\n")), ends.map(({ text }) => text).join());
  const db = await scene.connect();
  const ran = await db.query({ sql: "SELECT revision FROM ran ORDER BY id" });
  assert.deepEqual(ran, [{ revision: "b" }, { revision: "d" }]);
  const history = await db.query({
    sql: "SELECT event, revision FROM retort_history ORDER BY id",
  });
  assert.deepEqual(
    history,
    ["a", "b", "c", "d"].map((revision) => ({
      event: "finished",
      revision,
    })),
  );
  assert.deepEqual(await holders(db), [""]);
  await db.close();
}

/** A process that is killed inside a statement: the next one goes on by itself. */
export async function kill(
  scene: Scene,
  { kind, inside, release }: {
    /** The revisions. */
    readonly kind: string;
    /** A query that gives a row while the statement runs. */
    readonly inside: string;
    /** Lets the statement end at once when it is run again. */
    readonly release: (db: Connection) => Promise<void>;
  },
): Promise<{ readonly seconds: number; readonly text: string }> {
  const db = await scene.connect();
  const first = start(scene, kind);
  await until("the statement", async () => (await db.query({ sql: inside })).length > 0);
  first.kill("SIGKILL");
  await Promise.all([first.stdout.cancel(), first.stderr.cancel(), first.status]);
  const begun = performance.now();
  const second = finished(start(scene, kind));
  await release(db);
  const { code, text } = await second;
  assert.equal(code, 0, text);
  const seconds = (performance.now() - begun) / 1000;
  const history = await db.query({ sql: "SELECT revision FROM retort_history ORDER BY id" });
  assert.deepEqual(history, [{ revision: "a" }, { revision: "b" }]);
  await db.close();
  return { seconds, text };
}

/** Who holds the lease. */
export async function holders(db: Connection): Promise<readonly string[]> {
  const rows = await db.query<{ holder: string }>({ sql: "SELECT holder FROM retort_lease" });
  return rows.map((row) => row.holder);
}

/** A process that is frozen for longer than its lease changes nothing once it wakes up. */
export async function freeze(scene: Scene): Promise<void> {
  const first = start(scene, "race", "halt");
  const lines = first.stdout.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await lines.read()).value, "ran a\n");
  first.kill("SIGSTOP");
  const second = await finished(start(scene, "race"));
  assert.equal(second.code, 0, second.text);
  assert.match(second.text, /ran b\nran c\nran d\nat d\n$/);
  first.kill("SIGCONT");
  let said = "";
  for (let item = await lines.read(); !item.done; item = await lines.read()) said += item.value;
  assert.match(said, /^lock\/lost: .*nothing was written after that/m);
  assert.equal((await first.status).code, 6);
  await first.stderr.cancel();
  const db = await scene.connect();
  const ran = await db.query({ sql: "SELECT revision FROM ran ORDER BY id" });
  assert.deepEqual(ran, [{ revision: "b" }, { revision: "d" }]);
  await db.close();
}

/** How often a look at the server sees a lock while something works. */
export async function seenDuring(
  work: Promise<unknown>,
  look: () => Promise<boolean>,
): Promise<number> {
  let seen = 0;
  let isOver = false;
  const ended = work.finally(() => isOver = true);
  while (!isOver) if (await look()) seen++;
  await ended;
  return seen;
}
