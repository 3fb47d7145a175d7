/**
 * The SQL writer: how a dialect spells names, literals and placeholders.
 *
 * @module
 */
import type { Literal, Sql, TableName } from "../schema/mod.ts";
import type { Query } from "./statement.ts";

/** Spells the small parts of SQL; renderers build statements from them and never quote by hand. */
export interface SqlWriter {
  /** A quoted name. Throws `schema/bad-name` for what the server can't take. */
  name(name: string): string;
  /** Quoted names, joined by commas. */
  names(names: readonly string[]): string;
  /** A quoted table name with its schema. */
  table(table: TableName): string;
  /** A literal. */
  literal(value: Literal): string;
  /** A fragment with its values written as literals: for DDL and scripts. */
  text(sql: Sql): string;
  /** A fragment with its values as placeholders: for queries. */
  query(sql: Sql): Query;
}
