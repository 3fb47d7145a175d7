/**
 * Tables, where SQL Server differs from standard SQL.
 *
 * @module
 */
import { createTableSql, tableOfOp, tableOps as standard } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { constraintsOf, findTable } from "@retort/core/ops";
import type { Table } from "@retort/core/schema";
import { columnDefinition } from "./column_text.ts";
import { commentStatement, tableComments } from "./comments.ts";
import { constraintDefinition } from "./constraints.ts";
import { indexStatement } from "./indexes.ts";
import { checkedOptions, objectText, parts } from "./parts.ts";
import { writer } from "./writer.ts";

/** The renderers of the ops on tables. */
export const tableOps: Pick<
  RenderTable,
  "createTable" | "dropTable" | "renameTable" | "alterTable" | "commentTable"
> = {
  ...standard(parts),
  createTable({ table, ifNotExists = false }, { names }) {
    return [
      createTable(table, names, ifNotExists),
      ...table.indexes.map((index) => indexStatement(table, index, { ifNotExists })),
      ...tableComments(table, ifNotExists),
    ];
  },
  renameTable(op) {
    return [{ sql: `EXEC sp_rename ${objectText(op)}, ${writer.name(op.to)}`, cost: "catalog" }];
  },
  commentTable(op, cx) {
    const table = tableOfOp(op);
    const exists = findTable(cx.before, table)?.comment !== undefined;
    return [commentStatement({ table, exists }, op.comment)];
  },
};

function createTable(table: Table, names: readonly string[], ifNotExists: boolean): Statement {
  checkedOptions(table.options, [], `table "${table.name}"`);
  const lines = [
    ...table.columns.map((column) => columnDefinition(column, names)),
    ...constraintsOf(table).map(constraintDefinition),
  ];
  const text = createTableSql(parts, table, { lines });
  const guard = ifNotExists ? `IF OBJECT_ID(${objectText(table)}, 'U') IS NULL\n` : "";
  return { sql: guard + text, cost: "catalog" };
}
