/**
 * The names of DuckDB's own types.
 *
 * @module
 */

/** The module that DuckDB's own types are imported from. */
export const from = "@retort/duckdb/types";

/** DuckDB's own types that take no arguments. */
export const ownTypes: ReadonlySet<string> = new Set([
  "tinyint",
  "utinyint",
  "usmallint",
  "uinteger",
  "ubigint",
  "hugeint",
  "uhugeint",
  "bit",
]);
