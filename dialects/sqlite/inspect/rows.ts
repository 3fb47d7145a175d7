/**
 * The rows of SQLite's catalog.
 *
 * @module
 */

/** An object as the catalog lists it. */
export interface SchemaRow {
  /** What it is: `table`, `index`, `trigger` or `view`. */
  readonly type: string;
  /** Its name. */
  readonly name: string;
  /** The table or view that it hangs on; its own name for tables and views. */
  readonly table: string;
  /** The CREATE statement. */
  readonly sql: string;
}

/** The query for all objects, in the order in which they were made. */
export const everything: string = `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema
WHERE sql IS NOT NULL ORDER BY rowid`;
