/**
 * Reading and writing what is recorded of kept columns and tables.
 *
 * @module
 */
import {
  keptBack,
  keptColumns,
  keptDelete,
  keptInsert,
  keptQuery,
  type KeptRow,
  keptRowOf,
} from "../plan/kept.ts";
import { keptOp } from "../plan/own_tables.ts";
import { tableKey } from "../schema/mod.ts";
import { writeHeld } from "./lease.ts";
import type { Session } from "./standing.ts";
import { executeOwn } from "./version.ts";

/** What is kept, oldest first; nothing where nothing ever was. */
export async function readKept(session: Session): Promise<readonly KeptRow[]> {
  const rows = await readRows(session);
  return rows.map(keptRowOf).toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
}

async function readRows(
  { db, dialect, tables }: Session,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (db.rows) return await db.rows(tables.kept, keptColumns) ?? [];
  const live = await dialect.inspect?.(db, { tables: [tables.kept] });
  if (!live?.tables.has(tableKey(tables.kept))) return [];
  return await db.query(dialect.writer.query(keptQuery(tables)));
}

/** Writes down what is about to be kept; makes the table where it is missing. */
export async function writeKept(session: Session, row: KeptRow): Promise<void> {
  const { tables, token } = session;
  await executeOwn(session, [keptOp(tables)]);
  await writeHeld(session, keptInsert(tables, row, token));
}

/** Writes down that something has its name again. */
export async function markBack(session: Session, { kept }: KeptRow): Promise<void> {
  await writeHeld(session, keptBack(session.tables, kept, session.token));
}

/** Forgets something that is no longer kept. */
export async function forgetKept(session: Session, { kept }: KeptRow): Promise<void> {
  await writeHeld(session, keptDelete(session.tables, kept, session.token));
}
