/**
 * Tables in the catalog.
 *
 * @module
 */
import { compact, type DialectOptions, type Json, type Table } from "@retort/core/schema";
import { readStorageOptions } from "../table_options.ts";
import { type Part, picked } from "./part.ts";

/** A row of {@link tablesQuery}. */
export interface TableRow {
  /** The table. */
  readonly table_name: string;
  /** The database it is in. */
  readonly database_name: string;
  /** The storage engine. */
  readonly engine: string | null;
  /** The table's collation. */
  readonly collation: string | null;
  /** The collation of tables that say nothing. */
  readonly usual_collation: string | null;
  /** Options as they were written: `row_format=COMPRESSED`. */
  readonly options: string | null;
  /** The comment. */
  readonly comment: string;
}

/** Tables without views and sequences. */
export function tablesQuery(part: Part): string {
  const where = picked(part, { schema: "TABLE_SCHEMA", table: "TABLE_NAME" });
  return `SELECT TABLE_NAME AS table_name, TABLE_SCHEMA AS database_name, ENGINE AS engine,
TABLE_COLLATION AS collation, (SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA
WHERE SCHEMA_NAME = ${part.database}) AS usual_collation, CREATE_OPTIONS AS options,
TABLE_COMMENT AS comment FROM information_schema.TABLES
WHERE ${where} AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')`;
}

/** What a row says of a table itself; what is as usual is left out. */
export function readTable(row: TableRow): Pick<Table, "comment" | "options"> {
  const { engine, collation, options, comment } = row;
  const own: Readonly<Record<string, Json | undefined>> = {
    engine: engine === null || /^innodb$/i.test(engine) ? undefined : engine,
    collate: collation === row.usual_collation ? undefined : collation ?? undefined,
    ...readStorageOptions(options ?? ""),
  };
  const given = compact(own) as Readonly<Record<string, Json>>;
  const found: { comment?: string; options?: DialectOptions } = {};
  if (comment !== "") found.comment = comment;
  if (Object.keys(given).length > 0) found.options = { mysql: given };
  return found;
}
