/**
 * How scripts reach Oracle: there is no connection, so the brackets are all there is.
 *
 * @module
 */

/** What begins and ends a transaction in a script, and what ends a batch of statements. */
export interface ScriptBrackets {
  /** Begins a transaction. */
  readonly begin: string;
  /** Ends it. */
  readonly commit: string;
  /** Stands on a line of its own behind each block of PL/SQL. */
  readonly batch: string;
}

/** The brackets of a script for SQL*Plus; Oracle commits before and after each DDL statement. */
export const brackets: ScriptBrackets = {
  begin: "SET TRANSACTION READ WRITE",
  commit: "COMMIT",
  batch: "/",
};
