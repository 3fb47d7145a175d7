/**
 * Rows, where SQL Server differs from standard SQL.
 *
 * @module
 */
import { dataOps as standard, insertStatements, tableOfOp } from "@retort/ansi";
import { findTable } from "@retort/core/ops";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

/** The renderers of the ops on rows. */
export const dataOps: ReturnType<typeof standard> = {
  ...standard(parts),
  bulkInsert(op, cx) {
    const rows = insertStatements(parts, op, cx);
    const table = tableOfOp(op);
    const numbered = findTable(cx.before, table)?.columns.find((column) => column.identity);
    if (!numbered || !op.columns.includes(numbered.name) || rows.length === 0) return rows;
    // The server numbers such a column itself unless it is told not to.
    const set = (word: string): string => `SET IDENTITY_INSERT ${writer.table(table)} ${word}`;
    return [{ sql: set("ON") }, ...rows, { sql: set("OFF") }];
  },
};
