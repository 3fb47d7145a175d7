/**
 * How scripts reach SQL Server: there is no connection, so the brackets are all there is.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";

/** The brackets of a script for `sqlcmd`. */
export const brackets: Dialect["brackets"] = {
  begin: "BEGIN TRANSACTION",
  commit: "COMMIT",
  batch: "GO",
};
