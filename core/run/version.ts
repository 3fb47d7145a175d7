/**
 * Writing where a database stands.
 *
 * @module
 */
import { renderOp, variantNames } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import type { RowWrite } from "../graph/mod.ts";
import type { Op } from "../ops/mod.ts";
import { versionQuery, versionWrite } from "../plan/bookkeeping.ts";
import { bookkeepingOps } from "../plan/own_tables.ts";
import { displayName, emptySchema, type Table, tableKey } from "../schema/mod.ts";
import { sameRows } from "./past.ts";
import { inspectLive, type Session } from "./standing.ts";

/**
 * Makes the tables that retort keeps, where they are missing.
 *
 * @throws {RetortError} `run/table-taken` where a table of that name is not one of retort's.
 */
export async function ensureTables(session: Session): Promise<void> {
  const { db, tables } = session;
  const ops = bookkeepingOps(tables);
  const there = await ownTables(session, ops.map((op) => op.table));
  // IF NOT EXISTS wants the right to create tables, also where they exist.
  const missing = ops.filter((op) => !there.has(tableKey(op.table)));
  if (missing.length === 0) return;
  await db.transaction(() => executeOwn(session, missing));
}

/** Runs ops on the tables that retort keeps: they need to know nothing of what is there. */
export async function executeOwn(session: Session, ops: readonly Op[]): Promise<void> {
  const { db, dialect } = session;
  const cx = { before: emptySchema, names: namesOf(session), offline: false };
  for (const statement of ops.flatMap((op) => renderOp(dialect, op, cx))) {
    await db.execute(statement);
  }
}

/** The tables of retort that are there. One of the project under such a name must not be written to. */
async function ownTables(
  { db, dialect, tables }: Session,
  wanted: readonly Table[],
): Promise<ReadonlyMap<string, Table>> {
  if (!dialect.inspect) return new Map();
  const live = await dialect.inspect(db, { tables: wanted });
  for (const own of wanted) {
    const found = live.tables.get(tableKey(own));
    if (!found) continue;
    const names = new Set(found.columns.map(({ name }) => name.toLowerCase()));
    const missing = own.columns.map(({ name }) => name).filter((name) => !names.has(name));
    if (missing.length === 0) continue;
    const versionTable = tables.version.name;
    throw new RetortError("run/table-taken", { table: displayName(own), missing, versionTable });
  }
  return live.tables;
}

/**
 * Refuses ids that the version table has no room for, where what ran before its row can't be taken
 * back: Alembic makes the table for 32 characters.
 *
 * @throws {RetortError} `source/long-id`.
 */
export async function refuseLongIds(session: Session, ids: readonly string[]): Promise<void> {
  const { dialect, tables } = session;
  const usual = 32;
  if (dialect.can.transactionalDdl || !ids.some((id) => id.length > usual)) return;
  const live = await inspectLive(session, { tables: [tables.version] });
  const [column] = live.tables.get(tableKey(tables.version))?.columns ?? [];
  const room = Number(column?.type.args?.[0] ?? Infinity);
  const revision = ids.find((id) => id.length > room);
  if (revision === undefined) return;
  throw new RetortError("source/long-id", { revision, table: displayName(tables.version), room });
}

/** Refuses to go on where another process has changed the rows since they were read. */
export async function expectVersions(
  session: Session,
  expected: readonly string[],
): Promise<void> {
  const { db, dialect, tables } = session;
  const query = { sql: dialect.writer.text(versionQuery(tables)) };
  const found = (await db.query<{ version_num: string }>(query)).map((row) => row.version_num);
  if (sameRows(found, expected)) return;
  const table = displayName(session.tables.version);
  throw new RetortError("run/concurrent", { table, expected, found });
}

/** Writes version rows; each write must change exactly one. */
export async function writeVersions(
  session: Session,
  writes: readonly RowWrite[],
): Promise<void> {
  const { db, dialect, tables } = session;
  // Sent one behind the other, not each after the answer to the one before.
  const sent = writes.map((write) =>
    db.execute({ sql: dialect.writer.text(versionWrite(tables, write)) })
  );
  const changes = await allSent(sent);
  for (const [index, write] of writes.entries()) {
    if (changes[index] === 1) continue;
    const expected = write.kind === "update" ? [write.from] : [write.revision];
    const table = displayName(tables.version);
    throw new RetortError("run/concurrent", { table, expected, found: [] });
  }
}

/**
 * What statements that were sent one behind the other come to. Of several that failed, the first is
 * the one to tell: those behind it may have failed for nothing else.
 */
export async function allSent<T>(sent: readonly Promise<T>[]): Promise<readonly T[]> {
  const ends = await Promise.allSettled(sent);
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}

/** The names under which variants for this database stand, the more particular first. */
export function namesOf({ db, dialect }: Pick<Session, "db" | "dialect">): readonly string[] {
  return variantNames(dialect, db.server.flavour);
}
