/**
 * Rows, where Oracle differs from standard SQL.
 *
 * @module
 */
import { dataOps as standard, insertStatements } from "@retort/ansi";
import { parts } from "./parts.ts";

/** The renderers of the ops on rows. */
export const dataOps: ReturnType<typeof standard> = {
  ...standard(parts),
  // An INSERT takes one row before 23ai.
  bulkInsert: (op, cx) => insertStatements(parts, op, { ...cx, offline: true }),
};
