/**
 * Running the stages in which something is kept or comes back.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { advance, fillDefault, type Given, joined, type Op } from "../ops/mod.ts";
import { nameOf } from "../plan/bookkeeping.ts";
import { type KeptPlace, type KeptRow, placeName } from "../plan/kept.ts";
import { type Schema, sql, tableKey, type TableName } from "../schema/mod.ts";
import { restoreStages, type Stage } from "./keep_stages.ts";
import { countRows } from "./loss_rows.ts";
import { inspectLive, type Session } from "./standing.ts";
import { namesOf } from "./version.ts";

/** Runs ops, rendered from what is there. */
export type RunOps = (ops: readonly Op[]) => Promise<void>;

/** Where stages run, and how. */
export interface StageRun {
  /** The database. */
  readonly session: Session;
  /** Runs their ops. */
  readonly run: RunOps;
}

/** Gives something back: its name, what it was like, and what hung on it. */
export async function giveBack(
  { session, run }: StageRun,
  row: KeptRow,
  wanted: Given & { readonly others: KeptRow["definition"]["items"] },
): Promise<void> {
  await refuseNulls(session, row, wanted);
  const names = namesOf(session);
  const stages = restoreStages(row, wanted, { dialect: session.dialect, names });
  await runStages({ session, run }, row, stages);
}

/** Runs stages, each from what is there when it begins. */
export async function runStages(
  { session, run }: StageRun,
  row: KeptRow,
  stages: readonly Stage[],
): Promise<void> {
  const tables = [row.table, keptTable(row)];
  const look = (): Promise<Schema> => inspectLive(session, { tables });
  if (!session.dialect.rebuild) {
    for (const stage of stages) {
      const ops = stage(await look());
      if (ops.length > 0) await run(ops);
    }
    return;
  }
  // All of it at once, so that the table is built anew only once.
  let state = await look();
  const ops: Op[] = [];
  for (const stage of stages) {
    const found = stage(state);
    ops.push(...found);
    state = joined(found).reduce(advance, state);
  }
  if (ops.length > 0) await run(joined(ops));
}

/** A column that must not be null can't come back over rows that have no value for it. */
export async function refuseNulls(session: Session, row: KeptRow, given: Given): Promise<void> {
  const { column } = given;
  if (!column || column.nullable || fillDefault(row.table, column).length > 0) return;
  const live = await inspectLive(session, { tables: [row.table] });
  const table = live.tables.get(tableKey(row.table));
  const found = table?.columns.find(({ name }) => name === row.kept) ??
    table?.columns.find(({ name }) => name === column.name);
  if (!found?.nullable) return;
  const { writer } = session.dialect;
  const where = sql`${sql.name(found.name)} IS NULL`;
  const rows = await countRows(session, { table: row.table }, where);
  if (rows.rows === 0) return;
  const set = sql`UPDATE ${nameOf(row.table)} SET ${sql.name(found.name)} = `;
  const fill = `${writer.text(set)}… WHERE ${writer.text(where)}`;
  throw new RetortError("kept/nulls", { object: placeName(row), rows: rows.rows, fill });
}

/** Where something is while it is kept. */
export function keptPlace(row: KeptRow): KeptPlace {
  if (row.column === undefined) return { table: keptTable(row) };
  return { table: row.table, column: row.kept };
}

/** The table that something is, or is in, while it is kept. */
export function keptTable({ table, column, kept }: KeptRow): TableName {
  return column === undefined ? { ...table, name: kept } : table;
}
