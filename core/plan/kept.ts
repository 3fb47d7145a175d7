/**
 * What runs have kept instead of destroying it: names, and the rows that say what is what.
 *
 * @module
 */
import { type Column, type ConstraintData, displayName, type TableName } from "../schema/mod.ts";
import { hash64 } from "../schema/hash.ts";
import { type Sql, sql } from "../schema/sql.ts";
import { type Bookkeeping, columnsOf, nameOf, valuesOf, whileHeld } from "./bookkeeping.ts";
import type { JournalKey } from "./journal.ts";
import { heldBy } from "./lease.ts";

/** What the names of kept columns and tables begin with; no diff ever looks at those. */
export const keptPrefix = "_retort_kept_";

/** PostgreSQL cuts names after 63 bytes, MariaDB and MySQL refuse more than 64 characters. */
const longest = 63;

/** A table, or a column of one. */
export interface KeptPlace {
  /** The table. */
  readonly table: TableName;
  /** The column; absent: the table itself. */
  readonly column?: string;
}

/** What a kept object was like, so that it can come back as it was. */
export interface KeptDefinition {
  /** The column; absent for tables, whose columns stay as they are. */
  readonly column?: Column;
  /** The constraints and indexes that went. */
  readonly items: readonly ConstraintData[];
}

/** A column or table that was kept. */
export interface KeptRow extends KeptPlace {
  /** Its name while it is kept. */
  readonly kept: string;
  /** The revision that would have dropped it. */
  readonly revision: string;
  /** The direction in which that revision ran: `upgrade` or `downgrade`. */
  readonly direction: string;
  /** When, in UTC. */
  readonly at: string;
  /** How many rows, or values that were not null; counting stops at a million. */
  readonly rows: number;
  /** What it was like. */
  readonly definition: KeptDefinition;
  /** `back`: it has its name again, and its row goes when the revision is finished. */
  readonly state: "kept" | "back";
}

/** The columns of the table, in the order in which rows are written. */
export const keptColumns: readonly string[] = [
  "kept",
  "table_schema",
  "table_name",
  "column_name",
  "revision",
  "direction",
  "at",
  "row_count",
  "definition",
  "state",
];

/** Whether a name is one of a kept column or table. */
export function isKept(name: string): boolean {
  return name.startsWith(keptPrefix);
}

/** An object as people write it: `users`, `users.name`. */
export function placeName({ table, column }: KeptPlace): string {
  return column === undefined ? displayName(table) : `${displayName(table)}.${column}`;
}

/** The name that an object has while it is kept; `taken` are names that it can't have. */
export function keptName(
  { revision, direction }: JournalKey,
  place: KeptPlace,
  taken: ReadonlySet<string> = new Set(),
): string {
  const id = revision.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 8);
  const word = (count: number): string => {
    const about = [direction, revision, place.table.schema ?? "", place.table.name, place.column];
    const tag = hash64(JSON.stringify([...about, count])).slice(0, 6);
    return cut(`${keptPrefix}${id}_${tag}_${place.column ?? place.table.name}`);
  };
  let count = 0;
  while (taken.has(word(count))) count++;
  return word(count);
}

function cut(name: string): string {
  const encoder = new TextEncoder();
  const letters = [...name];
  while (encoder.encode(letters.join("")).length > longest) letters.pop();
  return letters.join("");
}

/** The statement that writes down what is about to be kept. */
export function keptInsert(tables: Bookkeeping, row: KeptRow, token?: number): Sql {
  const { kept, table, column, revision, direction, at, rows, definition, state } = row;
  const given = Object.entries({
    kept,
    table_schema: table.schema,
    table_name: table.name,
    column_name: column,
    revision,
    direction,
    at,
    row_count: rows,
    definition: JSON.stringify(definition),
    state,
  }).filter(([, value]) => value !== undefined);
  const values = valuesOf(given.map(([, value]) => value as string | number));
  const columns = columnsOf(given.map(([name]) => name));
  return sql`INSERT INTO ${nameOf(tables.kept)} (${columns}) ${whileHeld(values, tables, token)}`;
}

/** The statement that says that something has its name again. */
export function keptBack({ kept, lease }: Bookkeeping, name: string, token?: number): Sql {
  const mine = token === undefined ? sql`` : sql` AND ${heldBy(lease, token)}`;
  return sql`UPDATE ${nameOf(kept)} SET state = 'back' WHERE kept = ${name}${mine}`;
}

/** The statement that forgets what is no longer kept. */
export function keptDelete({ kept, lease }: Bookkeeping, name: string, token?: number): Sql {
  const mine = token === undefined ? sql`` : sql` AND ${heldBy(lease, token)}`;
  return sql`DELETE FROM ${nameOf(kept)} WHERE kept = ${name}${mine}`;
}

/** The query for all rows; the table must be there. */
export function keptQuery({ kept }: Bookkeeping): Sql {
  return sql`SELECT ${columnsOf(keptColumns)} FROM ${nameOf(kept)}`;
}

/** A row of the table as it is read. */
export function keptRowOf(row: Readonly<Record<string, unknown>>): KeptRow {
  const text = (name: string): string => String(row[name] ?? "");
  const schema = row["table_schema"];
  const column = row["column_name"];
  const table = { name: text("table_name") };
  return {
    kept: text("kept"),
    table: typeof schema === "string" ? { ...table, schema } : table,
    ...(typeof column === "string" ? { column } : {}),
    revision: text("revision"),
    direction: text("direction"),
    at: text("at"),
    rows: Number(row["row_count"] ?? 0),
    definition: JSON.parse(text("definition")) as KeptDefinition,
    state: text("state") === "back" ? "back" : "kept",
  };
}
