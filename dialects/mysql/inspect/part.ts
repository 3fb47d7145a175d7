/**
 * Which part of the catalog is read.
 *
 * @module
 */

/** Which rows of the catalog to ask for. */
export interface Part {
  /** The database as an expression: `DATABASE()`, or a literal. */
  readonly database: string;
  /** The tables as literals; absent: all. */
  readonly tables?: readonly string[];
  /** Whether the server is MariaDB. */
  readonly mariadb: boolean;
  /** Whether indexes can be ignored, or invisible; MariaDB has that since 10.6. */
  readonly ignores?: boolean;
}

/**
 * A question whose answer MariaDB spells as the session quotes names, with names in backticks: as
 * strings would be quoted under ANSI_QUOTES, they could not be told from them.
 */
export function inBackticks(sql: string, mariadb: boolean): string {
  return mariadb ? `SET STATEMENT sql_mode = '' FOR ${sql}` : sql;
}

/** The condition that picks the rows of a part of the catalog. */
export function picked(
  part: Part,
  columns: { readonly schema: string; readonly table: string },
): string {
  const { database, tables } = part;
  const inside = `${columns.schema} = ${database}`;
  if (tables === undefined) return inside;
  // For a single table the server opens only that one.
  const [only = "''", ...more] = tables;
  const list = more.length === 0 ? `= ${only}` : `IN (${tables.join(", ")})`;
  return `${inside} AND ${columns.table} ${list}`;
}
