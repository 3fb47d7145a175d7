/**
 * How scripts reach SQL Server: there is no connection, so the brackets are all there is.
 *
 * @module
 */

/** What begins and ends a transaction in a script, and what ends a batch of statements. */
export interface ScriptBrackets {
  /** Begins a transaction. */
  readonly begin: string;
  /** Ends it. */
  readonly commit: string;
  /** Stands on a line of its own behind each statement. */
  readonly batch: string;
}

/** The brackets of a script for `sqlcmd`. */
export const brackets: ScriptBrackets = {
  begin: "BEGIN TRANSACTION",
  commit: "COMMIT",
  batch: "GO",
};
