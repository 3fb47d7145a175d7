/**
 * What a database holds at a moment: its schema, and its rows as text that can be compared.
 *
 * @module
 */
import { diffSchemas } from "../diff/mod.ts";
import { spec } from "../ops/mod.ts";
import { isOwn, nameOf } from "../plan/bookkeeping.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import { namesOf } from "../run/version.ts";
import {
  canonical,
  canonicalTable,
  displayName,
  type Schema,
  sql,
  stableJson,
  type Table,
} from "../schema/mod.ts";

/** The rows of a table: for each the values of its columns as text, in the order of `columns`. */
export interface TableRows {
  /** The table as people write it: `users`, `audit.events`. */
  readonly name: string;
  /** The names of the columns. */
  readonly columns: readonly string[];
  /** The columns that tell rows apart; none where there is no key. */
  readonly key: readonly string[];
  /** The rows. */
  readonly rows: readonly (readonly string[])[];
}

/** The schema of a scratch database without retort's own tables, normalised. */
export async function lookAt(session: Session): Promise<Schema> {
  const { dialect, tables } = session;
  const found = await inspectLive(session, dialect.can.schemas ? { schemas: "all" } : {});
  const kept = [...found.tables].filter(([, table]) => !isOwn(tables, table));
  return dialect.normalize({ ...found, tables: new Map(kept) }, namesOf(session));
}

/** The rows of all tables. */
export async function readRows(session: Session, schema: Schema): Promise<readonly TableRows[]> {
  const found: TableRows[] = [];
  for (const table of schema.tables.values()) found.push(await rowsOf(session, table));
  return found;
}

async function rowsOf({ db, dialect }: Session, table: Table): Promise<TableRows> {
  const columns = table.columns.map(({ name }) => name);
  // By names of our own: a driver may not take all that a column can be called.
  const selected = columns.map((column, at) => `${dialect.writer.name(column)} AS c${at}`);
  const query = sql`SELECT ${sql.raw(selected.join(", "))} FROM ${nameOf(table)}`;
  const rows = await db.query(dialect.writer.query(query));
  return {
    name: displayName(table),
    columns,
    key: table.primaryKey?.columns ?? [],
    rows: rows.map((row) => columns.map((_column, at) => valueText(row[`c${at}`]))),
  };
}

/** A value as text that no other value has. */
export function valueText(value: unknown): string {
  if (typeof value === "bigint") return `n${value}`;
  if (value instanceof Uint8Array) return `b${Array.from(value).join(",")}`;
  if (value instanceof Date) return `d${value.toISOString()}`;
  return stableJson(value ?? null);
}

/** What it would take to get from one schema to another, in words; nothing where they are the same. */
export function differences(from: Schema, to: Schema, { dialect }: Session): readonly string[] {
  if (canonical(from) === canonical(to)) return [];
  const { types, can: { comments, frozenViews = false, caselessColumns = false } } = dialect;
  const cx = { types, comments, frozenViews, caselessColumns };
  const { ops, unchangeable } = diffSchemas(from, to, cx);
  const words = [
    ...ops.map((op) => spec(op).describe(op)),
    ...unchangeable.map(({ name, what }) => `${name}: ${what}`),
  ];
  return words.length > 0 ? words : details(from, to);
}

/** The tables that differ in what no comparison looks at. */
function details(from: Schema, to: Schema): readonly string[] {
  const texts = new Map([...from.tables].map(([key, table]) => [key, textOf(table)]));
  const found = [...to.tables].filter(([key, table]) => texts.get(key) !== textOf(table));
  const names = found.map(([, table]) => `a detail of ${displayName(table)}`);
  return names.length > 0 ? names : ["a detail of an object that is no table"];
}

function textOf(table: Table): string {
  return stableJson(canonicalTable(table));
}
