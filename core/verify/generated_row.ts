/**
 * One generated row as an INSERT.
 *
 * @module
 */
import { nameOf } from "../plan/bookkeeping.ts";
import { type Literal, type Sql, sql, type Table, type TableName } from "../schema/mod.ts";
import type { Samples } from "./samples.ts";

/** Where the values of a foreign key's column come from. */
export interface ParentColumn {
  /** The referenced table. */
  readonly table: TableName;
  /** The referenced column. */
  readonly column: string;
  /** All columns that the key references: rows are counted in their order. */
  readonly key: readonly string[];
  /** How many rows there are. */
  readonly rows: number;
  /** Whether the table references itself; a row then points at itself. */
  readonly self: boolean;
}

/** How a column of generated rows gets its values. */
export interface ColumnPlan {
  /** The column. */
  readonly name: string;
  /** Whether it may be null. */
  readonly nullable: boolean;
  /** Whether no two rows may have the same. */
  readonly unique: boolean;
  /** The values of its type. */
  readonly samples: Samples;
  /** Values that checks seem to want. */
  readonly candidates: readonly Literal[];
  /** What it points at. */
  readonly parent?: ParentColumn;
}

/** How the rows of a table are made. */
export interface RowPlan {
  /** The table. */
  readonly table: Table;
  /** The columns that are written. */
  readonly columns: readonly ColumnPlan[];
  /** Whether a column that the server always numbers is written. */
  readonly overriding: boolean;
}

/** One of the rows that are tried, one after the other, until the server takes it. */
export interface Try {
  /** Whether values are edges of their types; else harmless ones. */
  readonly edges: boolean;
  /** Which of the values that checks seem to want their columns get; absent: those of the type. */
  readonly pick?: number;
}

/** What is tried for a row: the boldest first. */
export function triesOf({ columns }: RowPlan, bold: boolean): readonly Try[] {
  const checked = columns.filter(({ candidates }) => candidates.length > 0);
  const most = Math.max(0, ...checked.map(({ candidates }) => candidates.length)) *
    Math.min(checked.length, 3);
  const picks = Array.from({ length: most }, (_, pick) => pick);
  return (bold ? [true, false] : [false])
    .flatMap((edges) => [{ edges }, ...picks.map((pick) => ({ edges, pick }))]);
}

/** Which row, and how often it was tried before. */
export interface RowPlace {
  /** The row of this filling: its edge. */
  readonly row: number;
  /** The row of the table, so that no two are alike. */
  readonly seq: number;
  /** Which values it gets. */
  readonly attempt: Try;
}

/** In this row of a filling everything that may be null is. */
const nullRow = 1;

/** The INSERT of a row. */
export function makeRow(plan: RowPlan, place: RowPlace): Sql {
  const { table, columns, overriding } = plan;
  const names = joined(columns.map(({ name }) => sql`${sql.name(name)}`));
  const values = joined(columns.map((column) => valueOf(column, plan, place)));
  const clause = overriding ? sql` OVERRIDING SYSTEM VALUE` : sql``;
  return sql`INSERT INTO ${nameOf(table)} (${names})${clause} VALUES (${values})`;
}

function joined(items: readonly Sql[]): Sql {
  return items.reduce((all, item) => all.sql.length === 0 ? item : sql`${all}, ${item}`, sql``);
}

function valueOf(column: ColumnPlan, plan: RowPlan, place: RowPlace): Sql {
  const { nullable, parent } = column;
  const isNull = nullable && place.attempt.edges && place.row === nullRow;
  if (isNull) return sql`${null}`;
  if (parent === undefined) return sql`${literalOf(column, place)}`;
  if (!parent.self) return chosen(parent, place);
  const own = plan.columns.find(({ name }) => name === parent.column);
  if (own === undefined) return sql`${null}`;
  return own.parent?.self ? sql`${literalOf(own, place)}` : valueOf(own, plan, place);
}

/** A value of a row that is there already. */
function chosen({ table, column, key, rows }: ParentColumn, { seq }: RowPlace): Sql {
  const order = joined(key.map((name) => sql`${sql.name(name)}`));
  const at = sql.raw(String(seq % rows));
  return sql`(SELECT ${sql.name(column)} FROM ${
    nameOf(table)
  } ORDER BY ${order} LIMIT 1 OFFSET ${at})`;
}

function literalOf(column: ColumnPlan, { row, seq, attempt }: RowPlace): Literal {
  const { samples, unique, candidates } = column;
  const { edges, pick } = attempt;
  if (pick !== undefined && candidates.length > 0) {
    const at = pick < candidates.length ? pick : mixed(pick, column.name) % candidates.length;
    return candidates[at] ?? null;
  }
  if (!edges || unique || samples.edges.length === 0) return samples.tame(seq);
  return samples.edges[row % samples.edges.length] ?? null;
}

/** A number for each try that is another one for each column, so that values are combined. */
function mixed(pick: number, name: string): number {
  let hash = pick;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 16777619);
  return hash >>> 13;
}
