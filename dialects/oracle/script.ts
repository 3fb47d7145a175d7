/**
 * How scripts reach Oracle: there is no connection, so the brackets are all there is.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";

/** The brackets of a script for SQL*Plus; Oracle commits before and after each DDL statement. */
export const brackets: Dialect["brackets"] = {
  begin: "SET TRANSACTION READ WRITE",
  commit: "COMMIT",
  batch: "/",
};
