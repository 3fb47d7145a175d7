/**
 * What must hold where a run is told to stop, the same on every database.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, type MigrateOptions, op } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";
import type { ErrorData } from "@retort/core/errors";
import { bookkeepingOf } from "@retort/core/plan";
import { readVersions } from "@retort/core/run";

/** A database that is empty at first. */
export interface AbortGround {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Opens a connection to it. */
  connect(): Promise<Connection>;
}

const table = (name: string): ReturnType<typeof op.createTable> =>
  op.createTable(name, { id: integer().primaryKey() });

/** Three revisions; in the middle of the second, something happens. */
function revisions(happens: () => void): readonly unknown[] {
  const middle = [table("b1"), op.run("in the middle", () => Promise.resolve(happens()))];
  return [
    { revision: "a", downRevision: null, upgrade: [table("a1")] },
    { revision: "b", downRevision: "a", upgrade: [...middle, table("b2")] },
    { revision: "c", downRevision: "b", upgrade: [table("c1")] },
  ];
}

async function standing({ dialect }: AbortGround, db: Connection): Promise<readonly string[]> {
  const tables = bookkeepingOf({ versionTable: "retort_version" });
  return await readVersions({ dialect, db, tables });
}

async function tablesOf({ dialect }: AbortGround, db: Connection): Promise<readonly string[]> {
  const schema = await dialect.inspect?.(db);
  return [...schema?.tables.keys() ?? []].filter((name) => /^[abc]\d$/.test(name)).sort();
}

/** The data of the error that a stopped run ends with. */
async function stopped(
  options: MigrateOptions,
): Promise<ErrorData["run/aborted"] & { readonly hint: string }> {
  const error = await migrate(options).then(() => undefined, (reason: unknown) => reason);
  assert.ok(isRetortError(error) && error.code === "run/aborted", String(error));
  assert.equal(error.exit, 130);
  assert.equal((error.cause as Error).message, "enough");
  return { ...error.data as ErrorData["run/aborted"], hint: String(error.hint) };
}

/** Nobody holds the lock, and the next run does the rest. */
async function goesOn(ground: AbortGround, db: Connection): Promise<void> {
  const lease = await db.query<{ holder: string }>({ sql: "SELECT holder FROM retort_lease" });
  assert.deepEqual(lease.map(({ holder }) => holder), [""]);
  const again = revisions(() => {});
  await migrate({
    ...{ connection: db, dialect: ground.dialect, revisions: again },
    lock: { wait: 0 },
  });
  assert.deepEqual(await standing(ground, db), ["c"]);
  assert.deepEqual(await tablesOf(ground, db), ["a1", "b1", "b2", "c1"]);
}

/** A signal that fires between two revisions: the one before is done, the other not begun. */
export async function betweenRevisions(ground: AbortGround): Promise<void> {
  const db = await ground.connect();
  const control = new AbortController();
  const found = await stopped({
    connection: db,
    dialect: ground.dialect,
    revisions: revisions(() => {}),
    signal: control.signal,
    listener: (event) => {
      if (event.kind === "step-finished") control.abort(new Error("enough"));
    },
  });
  assert.deepEqual([found.done, found.revision, found.kept], [["a"], undefined, []]);
  assert.equal(found.hint, '"a" is done; run the command again to go on');
  assert.deepEqual(await standing(ground, db), ["a"]);
  await goesOn(ground, db);
}

/** A run that is told to stop in the middle of the second revision. */
async function stoppedInside(
  ground: AbortGround,
  options: Pick<MigrateOptions, "transactionMode"> = {},
): Promise<{ readonly db: Connection; readonly found: Awaited<ReturnType<typeof stopped>> }> {
  const db = await ground.connect();
  const control = new AbortController();
  const found = await stopped({
    ...options,
    connection: db,
    dialect: ground.dialect,
    revisions: revisions(() => control.abort(new Error("enough"))),
    signal: control.signal,
  });
  return { db, found };
}

/** A signal that fires in the middle of a revision: it is rolled back as far as that can be. */
export async function insideRevision(ground: AbortGround): Promise<void> {
  const { db, found } = await stoppedInside(ground);
  const { transactionalDdl } = ground.dialect.can;
  assert.deepEqual([found.done, found.revision, found.op], [["a"], "b", "create table b2"]);
  assert.deepEqual(await standing(ground, db), ["a"]);
  assert.deepEqual(await tablesOf(ground, db), transactionalDdl ? ["a1"] : ["a1", "b1"]);
  assert.match(
    found.hint,
    transactionalDdl
      ? /^nothing of "b" was kept; "a" before it is done; run the command again to go on$/
      : /^"create table b1" and .* are committed .*; "a" before it is done; run the command again/,
  );
  const [event] = await db.query<{ event: string; error: string }>({
    sql: "SELECT event, error FROM retort_history WHERE revision = 'b'",
  });
  assert.equal(event?.event, "failed");
  assert.match(String(event?.error), /^run\/aborted: The upgrade of revision "b" was stopped/);
  await goesOn(ground, db);
}

/** Without transactions: the journal says of the step at which it was stopped that it was, not that it failed. */
export async function betweenSteps(ground: AbortGround): Promise<void> {
  const { db, found } = await stoppedInside(ground, { transactionMode: "none" });
  assert.deepEqual([found.done, found.revision, found.op], [["a"], "b", "create table b2"]);
  const journal = await db.query<{ op: string; state: string }>({
    sql: "SELECT op, state FROM retort_journal ORDER BY step",
  });
  assert.deepEqual(journal.map(({ op, state }) => `${op}: ${state}`), [
    "create table b1: done",
    'run "in the middle": done',
    "create table b2: stopped",
  ]);
  await goesOn(ground, db);
}

/** One transaction for all: none of it is kept. */
export async function insideTogether(ground: AbortGround): Promise<void> {
  const { db, found } = await stoppedInside(ground, { transactionMode: "all" });
  assert.deepEqual([found.done, found.undone, found.revision], [[], ["a"], "b"]);
  assert.deepEqual(await standing(ground, db), []);
  await goesOn(ground, db);
}

/** A signal that fires between two batches: the rest is done by the next run. */
export async function insideBackfill(ground: AbortGround): Promise<void> {
  const db = await ground.connect();
  const rows = Array.from({ length: 30 }, (_, id) => ({ id }));
  const fill = op.backfill("n", { table: "a1", set: { n: 1 }, key: ["id"], batch: 10 });
  const columns = { id: integer().primaryKey(), n: integer() };
  const upgrade = [op.createTable("a1", columns), op.bulkInsert("a1", rows)];
  const set = [
    { revision: "a", downRevision: null, upgrade },
    { revision: "b", downRevision: "a", upgrade: [fill] },
  ];
  const control = new AbortController();
  const common = { connection: db, dialect: ground.dialect, revisions: set };
  const found = await stopped({
    ...common,
    signal: control.signal,
    listener: (event) => {
      if (event.kind !== "backfill-progress" || event.rows < 10) return;
      control.abort(new Error("enough"));
    },
  });
  assert.deepEqual([found.done, found.revision], [["a"], "b"]);
  assert.match(found.hint, /10 rows of backfill "n" of a1/);
  const seen: number[] = [];
  await migrate({
    ...common,
    listener: (event) => void (event.kind === "backfill-progress" && seen.push(event.rows)),
  });
  assert.deepEqual(seen, [10, 20, 30, 30]);
  assert.deepEqual(await db.query({ sql: "SELECT id FROM a1 WHERE n IS NULL" }), []);
}

/** A signal that fires while a backfill pauses between two batches: the pause is not waited for. */
export async function pausedBackfill(ground: AbortGround): Promise<void> {
  const db = await ground.connect();
  const rows = Array.from({ length: 3 }, (_, id) => ({ id }));
  const how = { set: { n: 1 }, key: ["id"], batch: 1, pause: "30s" };
  const columns = { id: integer().primaryKey(), n: integer() };
  const upgrade = [op.createTable("a1", columns), op.bulkInsert("a1", rows)];
  const control = new AbortController();
  const begun = performance.now();
  const found = await stopped({
    ...{ connection: db, dialect: ground.dialect, signal: control.signal },
    revisions: [
      { revision: "a", downRevision: null, upgrade },
      { revision: "b", downRevision: "a", upgrade: [op.backfill("n", { table: "a1", ...how })] },
    ],
    listener: (event) => {
      if (event.kind !== "backfill-progress" || event.rows < 1) return;
      setTimeout(() => control.abort(new Error("enough")), 100);
    },
  });
  assert.ok(performance.now() - begun < 20_000);
  assert.match(found.hint, /1 rows? of backfill "n" of a1/);
}

/** A signal that has fired before: nothing happens, not even retort's own tables. */
export async function beforeRun(ground: AbortGround): Promise<void> {
  const db = await ground.connect();
  const found = await stopped({
    connection: db,
    dialect: ground.dialect,
    revisions: revisions(() => {}),
    signal: AbortSignal.abort(new Error("enough")),
  });
  assert.deepEqual(found.done, []);
  assert.equal(found.hint, "nothing was changed; run the command again");
  assert.deepEqual([...(await ground.dialect.inspect?.(db))?.tables.keys() ?? []], []);
}

/** A signal that fires while another run has the lock: the waiting ends. */
export async function whileWaiting(ground: AbortGround): Promise<void> {
  const db = await ground.connect();
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const [first, , last] = revisions(() => {});
  const held = op.run("hold", async () => {
    reached.resolve();
    await go.promise;
  });
  const second = { revision: "b", downRevision: "a", upgrade: [table("b1"), held, table("b2")] };
  const common = { dialect: ground.dialect, transactionMode: "none" as const };
  const long = migrate({ ...common, connection: db, revisions: [first, second, last] });
  await reached.promise;
  const control = new AbortController();
  const waiting = stopped({
    ...common,
    connection: await ground.connect(),
    revisions: revisions(() => {}),
    signal: control.signal,
    listener: (event) => {
      if (event.kind === "waiting-for-lock") control.abort(new Error("enough"));
    },
  });
  assert.deepEqual((await waiting).done, []);
  go.resolve();
  assert.deepEqual((await long).to, ["c"]);
}
