/**
 * Tables, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { createTableSql, tableOfOp, unsupported, words } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { constraintsOf } from "@retort/core/ops";
import { type Column, compact, type Index, type Table } from "@retort/core/schema";
import { columnCheck, isColumnCheck } from "./column_checks.ts";
import { columnDefinition } from "./column_text.ts";
import { constraintDefinition } from "./constraints.ts";
import { checkedOptions, commentText, productOf, wordOption } from "./flavour.ts";
import { indexDefinition } from "./indexes.ts";
import { checkIndex, checkKey } from "./key_columns.ts";
import { parts } from "./parts.ts";
import { alterTable, optionTexts, tableOptions } from "./alter_table.ts";
import { writer } from "./writer.ts";

/** The renderers of the ops on tables. */
export const tableOps: Pick<
  RenderTable,
  "createTable" | "dropTable" | "renameTable" | "commentTable" | "alterTable"
> = {
  createTable({ table, ifNotExists }, { names }) {
    checkNumbered(table, names);
    for (const item of constraintsOf(table)) checkKey(table, item, names);
    for (const index of table.indexes) checkIndex(table, index, names);
    const checks = table.checks.filter((item) => !isColumnCheck(item, names));
    const lines = [
      ...table.columns.map((column) =>
        words(columnDefinition(column, { names }), columnCheck(table, column.name, names))
      ),
      ...constraintsOf({ ...table, checks }).map((item) => constraintDefinition(item, names)),
      ...table.indexes.map((index) => indexDefinition(index, names)),
    ];
    const suffix = tableSuffix(table, names);
    const sql = createTableSql(parts, table, { ifNotExists, lines, suffix });
    return [{ sql, cost: "catalog" }];
  },
  dropTable(op) {
    const exists = op.ifExists ? "IF EXISTS " : "";
    return [{ sql: `DROP TABLE ${exists}${writer.table(op)}`, cost: "catalog" }];
  },
  renameTable(op) {
    // Without its schema the new name would be one in the current database.
    const to = writer.table(compact({ name: op.to, schema: op.schema }));
    return [{ sql: `RENAME TABLE ${writer.table(op)} TO ${to}`, cost: "catalog" }];
  },
  alterTable,
  commentTable(op, { names }) {
    const comment = commentText(op.comment ?? "", names);
    return [{
      sql: `ALTER TABLE ${writer.table(tableOfOp(op))} COMMENT ${comment}`,
      cost: "catalog",
    }];
  },
};

/** What follows the closing parenthesis. */
function tableSuffix(table: Table, names: readonly string[]): string {
  const own = checkedOptions(table, tableOptions, { names, what: `table "${table.name}"` });
  const texts = optionTexts(table, names);
  const start = own["autoIncrement"] ?? identityOf(table)?.identity?.start;
  const comment = table.comment ?? own["comment"];
  const items: Readonly<Record<string, string | undefined>> = {
    ENGINE: texts["ENGINE"],
    AUTO_INCREMENT: wordOption(start, { names, option: "autoIncrement" }),
    ...texts,
    COMMENT: comment === undefined || comment === ""
      ? undefined
      : commentText(String(comment), names),
  };
  return words(
    ...Object.entries(items).map(([key, value]) => value !== undefined && `${key}=${value}`),
  );
}

function identityOf(table: Table): Column | undefined {
  return table.columns.find((column) => column.identity !== undefined);
}

/** AUTO_INCREMENT stands on one column, which a key must begin with. */
function checkNumbered(table: Table, names: readonly string[]): void {
  const [column, second] = table.columns.filter((item) => item.identity !== undefined);
  if (column === undefined) return;
  const product = productOf(names);
  if (second !== undefined) {
    const what = `number the rows of "${table.name}" by two columns`;
    unsupported(product, what, "leave one identity() away");
  }
  const first = [
    table.primaryKey?.columns[0],
    ...table.uniques.map((item) => item.columns[0]),
    ...table.indexes.map(firstColumn),
  ];
  if (first.includes(column.name)) return;
  const what = `number the rows of "${table.name}" by "${column.name}" without a key on it`;
  unsupported(product, what, "add .primaryKey(), .unique() or an index to the column");
}

function firstColumn(index: Index): string | undefined {
  return index.parts[0]?.column;
}
