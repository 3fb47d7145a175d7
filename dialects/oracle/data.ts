/**
 * Rows, where Oracle differs from standard SQL.
 *
 * @module
 */
import { dataOps as standard, insertStatements } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { parts } from "./parts.ts";

/** The renderers of the ops on rows. */
export const dataOps: Pick<RenderTable, "execute" | "bulkInsert"> = {
  ...standard(parts),
  // An INSERT takes one row before 23ai.
  bulkInsert: (op, cx) => insertStatements(parts, op, { ...cx, offline: true }),
};
