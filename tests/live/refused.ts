/**
 * What a run writes last is refused where something else has come between, the same on every server.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";

/** A database, and a way into it beside the run. */
export interface Meeting {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Its URL. */
  readonly url: string;
  /** Opens another connection. */
  readonly connect: () => Promise<Connection>;
}

/** Another process writes to the version table while a revision runs. */
export async function movedMeanwhile(meeting: Meeting): Promise<void> {
  const other = await meeting.connect();
  const { code, rows } = await interrupted(meeting, other, async () => {
    await other.execute({ sql: "UPDATE retort_version SET version_num = 'x'" });
  });
  assert.equal(code, "run/concurrent");
  assert.deepEqual(rows, [{ version_num: "x" }]);
  await refused(meeting, other);
}

/** Another run takes the lease over while a revision runs; `also` is done to the database then. */
export async function takenMeanwhile(
  meeting: Meeting,
  also: readonly string[] = [],
): Promise<void> {
  const other = await meeting.connect();
  const { code, rows } = await interrupted(meeting, other, async () => {
    for (const sql of also) await other.execute({ sql });
    await other.execute({ sql: "UPDATE retort_lease SET token = token + 1, holder = 'another'" });
  });
  assert.equal(code, "lock/lost");
  assert.deepEqual(rows, [{ version_num: "a" }]);
  await refused(meeting, other);
}

async function interrupted(
  { dialect, url }: Meeting,
  other: Connection,
  meanwhile: () => Promise<void>,
): Promise<{ readonly code: string; readonly rows: readonly object[] }> {
  const first = { revision: "a", downRevision: null, upgrade: [table("one")] };
  const second = {
    revision: "b",
    downRevision: "a",
    upgrade: [op.run("meanwhile", meanwhile), op.bulkInsert("one", [{ id: 1 }])],
  };
  await migrate({ url, dialect, revisions: [first] });
  const revisions = [first, second];
  const error = await migrate({ url, dialect, revisions }).then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(isRetortError(error), String(error));
  const rows = await other.query({ sql: "SELECT version_num FROM retort_version" });
  return { code: error.code, rows };
}

function table(name: string): ReturnType<typeof op.createTable> {
  return op.createTable(name, { id: integer().notNull() });
}

/** Nothing of the revision is there, and the history does not say that it is finished. */
async function refused({ dialect }: Meeting, other: Connection): Promise<void> {
  const events = await other.query({
    sql: "SELECT revision FROM retort_history WHERE event = 'finished'",
  });
  assert.deepEqual(events, [{ revision: "a" }]);
  const rows = await other.query({ sql: "SELECT id FROM one" });
  assert.deepEqual(rows, [], dialect.name);
  await other.close();
}
