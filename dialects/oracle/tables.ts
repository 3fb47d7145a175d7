/**
 * Tables, where Oracle differs from standard SQL.
 *
 * @module
 */
import { createTableSql, tableOfOp, tableOps as standard, words } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { constraintsOf } from "@retort/core/ops";
import type { Table } from "@retort/core/schema";
import { columnDefinition } from "./column_text.ts";
import { commentStatement, tableComments } from "./comments.ts";
import { constraintDefinition } from "./constraints.ts";
import { indexStatement } from "./indexes.ts";
import { checkedOptions, compressText, errorNumbers, parts, unlessError } from "./parts.ts";
import { writer } from "./writer.ts";

const own = standard(parts);

/** The renderers of the ops on tables. */
export const tableOps: Pick<
  RenderTable,
  "createTable" | "dropTable" | "renameTable" | "alterTable" | "commentTable"
> = {
  ...own,
  createTable({ table, ifNotExists }, { names }) {
    const create = createTable(table, names);
    return [
      ifNotExists ? unlessError(create, errorNumbers.taken) : create,
      ...table.indexes.map((index) => indexStatement(table, index, { ifNotExists })),
      ...tableComments(table),
    ];
  },
  dropTable(op, cx) {
    const { ifExists, ...rest } = op;
    const statements = own.dropTable(rest, cx);
    if (!ifExists) return statements;
    return statements.map((statement) => unlessError(statement, errorNumbers.table));
  },
  commentTable: (op) => [commentStatement(tableOfOp(op), undefined, op.comment)],
};

function createTable(table: Table, names: readonly string[]): Statement {
  const title = `table "${table.name}"`;
  const { tablespace, compress } = checkedOptions(table.options, ["tablespace", "compress"], title);
  const lines = [
    ...table.columns.map((column) => columnDefinition(column, names)),
    ...constraintsOf(table).map(constraintDefinition),
  ];
  const suffix = words(
    compressText(compress, title),
    tablespace !== undefined && `TABLESPACE ${writer.name(String(tablespace))}`,
  );
  return { sql: createTableSql(parts, table, { lines, suffix }), cost: "catalog" };
}
