/**
 * Running the stages in which something is kept or comes back.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { advance, changeColumn, fillDefault, type Given, joined, type Op } from "../ops/mod.ts";
import { nameOf } from "../plan/bookkeeping.ts";
import { type KeptPlace, type KeptRow, placeName } from "../plan/kept.ts";
import { compact, type Schema, sql, type Table, tableKey, type TableName } from "../schema/mod.ts";
import { restoreStages, type Stage } from "./keep_stages.ts";
import { isAllowed, type LossPolicy, refusal } from "./loss.ts";
import { countRows } from "./loss_rows.ts";
import { countNarrowings } from "./narrowing.ts";
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

/** A column is not given back as a type that its values do not fit, unless that was allowed. */
export async function refuseUnfit(
  session: Session,
  row: KeptRow,
  { given, losses }: { readonly given: Given; readonly losses: LossPolicy },
): Promise<void> {
  const { column } = given;
  const object = placeName(row);
  if (!column || losses.otherwise !== "refuse" || isAllowed(object, losses)) return;
  const live = await inspectLive(session, { tables: [row.table] });
  const names = live.tables.get(tableKey(row.table))?.columns.map(({ name }) => name) ?? [];
  const now = [row.kept, column.name].find((name) => names.includes(name));
  if (now === undefined) return;
  const ops = changeColumn(row.table, now, { type: column.type });
  const found = await countNarrowings(session, ops, { written: false });
  const unfit = found.map((loss) => ({ ...loss, object }));
  if (unfit.length > 0) throw refusal(unfit, unfit, losses);
}

/** The server would refuse to drop what others point at; to rename it, it would not. */
export function refuseReferenced(live: Schema, { table, column }: KeptPlace): void {
  const points = (other: Table): boolean =>
    other.foreignKeys.some(({ columns, references }) => {
      const own = tableKey(other) === tableKey(table);
      // What a table's own key hangs on goes with it.
      if (own && (column === undefined || columns.includes(column))) return false;
      const to = tableKey(compact({ name: references.table, schema: references.schema }));
      return to === tableKey(table) &&
        (column === undefined || references.columns.includes(column));
    });
  const by = [...live.tables.values()].find(points);
  if (!by) return;
  const problem = `a foreign key of ${by.name} points at it`;
  throw new RetortError("kept/impossible", {
    object: placeName(compact({ table, column })),
    problem,
  });
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
