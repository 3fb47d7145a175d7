/**
 * Tables in standard SQL.
 *
 * @module
 */
import type { RenderTable, Statement } from "@retort/core/dialect";
import { constraintsOf, findTable } from "@retort/core/ops";
import { displayName, same, type Table, type TableName } from "@retort/core/schema";
import { columnComment, columnText } from "./columns.ts";
import { constraintDefinition } from "./constraints.ts";
import { indexStatement } from "./indexes.ts";
import { optionsFor, type Parts, tableOfOp, unsupported } from "./parts.ts";

/** What {@link createTableSql} joins. */
export interface TableText {
  /** Says `IF NOT EXISTS`. */
  readonly ifNotExists?: boolean | undefined;
  /** The definitions between the parentheses. */
  readonly lines: readonly string[];
  /** What follows the closing parenthesis. */
  readonly suffix?: string;
}

/** `CREATE TABLE …`, one definition a line. */
export function createTableSql(parts: Parts, table: TableName, text: TableText): string {
  const exists = text.ifNotExists ? "IF NOT EXISTS " : "";
  const start = `CREATE TABLE ${exists}${parts.writer.table(table)}`;
  const suffix = text.suffix ? ` ${text.suffix}` : "";
  return `${start} (\n${text.lines.map((line) => `  ${line}`).join(",\n")}\n)${suffix}`;
}

/** The columns and constraints of a table, each as its definition. */
export function tableLines(parts: Parts, table: Table, names: readonly string[]): string[] {
  return [
    ...table.columns.map((column) => columnText(parts, column, names)),
    ...constraintsOf(table).map((item) => constraintDefinition(parts, item)),
  ];
}

/** The comments of a table and its columns, where the dialect keeps them. */
export function tableComments(parts: Parts, table: Table): readonly Statement[] {
  if (!parts.can.comments) return [];
  const found: Statement[] = [];
  if (table.comment !== undefined) found.push(tableComment(parts, table, table.comment));
  for (const { name, comment } of table.columns) {
    if (comment !== undefined) found.push(columnComment(parts, table, { name, comment }));
  }
  return found;
}

/** `COMMENT ON TABLE …`. */
export function tableComment(parts: Parts, table: TableName, comment: string | null): Statement {
  const { writer } = parts;
  const sql = `COMMENT ON TABLE ${writer.table(table)} IS ${writer.literal(comment)}`;
  return { sql, cost: "catalog" };
}

/** Renderers of the ops on tables. */
export function tableOps(
  parts: Parts,
): Pick<RenderTable, "createTable" | "dropTable" | "renameTable" | "alterTable" | "commentTable"> {
  const { writer } = parts;
  return {
    createTable({ table, ifNotExists }, cx) {
      const lines = tableLines(parts, table, cx.names);
      return [
        { sql: createTableSql(parts, table, { ifNotExists, lines }), cost: "catalog" },
        ...table.indexes.map((index) => indexStatement(parts, table, { index, ifNotExists })),
        ...tableComments(parts, table),
      ];
    },
    dropTable(op) {
      const exists = op.ifExists ? "IF EXISTS " : "";
      return [{ sql: `DROP TABLE ${exists}${writer.table(op)}`, cost: "catalog" }];
    },
    renameTable(op) {
      const sql = `ALTER TABLE ${writer.table(op)} RENAME TO ${writer.name(op.to)}`;
      return [{ sql, cost: "catalog" }];
    },
    alterTable(op, { before, names }) {
      const table = tableOfOp(op);
      const old = optionsFor(findTable(before, table)?.options, names);
      if (same(old, optionsFor(op.set.options ?? undefined, names))) return [];
      return unsupported(parts.dialect, `change the options of table ${displayName(table)}`);
    },
    commentTable: (op) =>
      parts.can.comments ? [tableComment(parts, tableOfOp(op), op.comment)] : [],
  };
}
