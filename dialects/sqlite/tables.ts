/**
 * Tables, where SQLite differs.
 *
 * @module
 */
import { createTableSql, type Parts, unsupported, words } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { constraintsOf } from "@retort/core/ops";
import type { Table } from "@retort/core/schema";
import { columnLine } from "./columns.ts";
import { constraintLine, inlineKey, inlineKeyText } from "./constraints.ts";
import { childCheck } from "./foreign_keys.ts";
import { indexSql } from "./indexes.ts";
import { isStrict, isWithoutRowid } from "./table_options.ts";

/** The CREATE TABLE of a table, also under another name. */
export function createTable(
  parts: Parts,
  table: Table,
  options: {
    readonly names: readonly string[];
    readonly as?: string;
    readonly ifNotExists?: boolean | undefined;
  },
): string {
  const { names, ifNotExists } = options;
  if (isWithoutRowid(table) && !table.primaryKey) {
    const instead = `op.alterTable("${table.name}", { options: null }) beside it, or another key`;
    unsupported("sqlite", `keep "${table.name}" WITHOUT ROWID and without a primary key`, instead);
  }
  const key = inlineKey(table);
  const columns = table.columns.map((column) =>
    words(
      columnLine(parts, column, { table, names }),
      column.name === key && inlineKeyText(parts, table),
    )
  );
  const constraints = constraintsOf(table)
    .filter((item) => item.kind !== "primaryKey" || key === undefined)
    .map((item) => constraintLine(parts, item, table.schema));
  const suffix = [isWithoutRowid(table) && "WITHOUT ROWID", isStrict(table) && "STRICT"];
  return createTableSql(parts, { ...table, name: options.as ?? table.name }, {
    ifNotExists,
    lines: [...columns, ...constraints],
    suffix: suffix.filter(Boolean).join(", "),
  });
}

/** The native renderers of the ops on tables. */
export function tableOps(parts: Parts): Pick<RenderTable, "createTable" | "dropTable"> {
  return {
    dropTable(op, cx): readonly Statement[] {
      const exists = op.ifExists ? "IF EXISTS " : "";
      const drop: Statement = {
        sql: `DROP TABLE ${exists}${parts.writer.table(op)}`,
        cost: "catalog",
      };
      // A script can't stop at a query.
      return cx.offline ? [drop] : [childCheck(parts, op), drop];
    },
    createTable({ table, ifNotExists }, cx): readonly Statement[] {
      const sql = createTable(parts, table, { names: cx.names, ifNotExists });
      return [
        { sql, cost: "catalog" },
        ...table.indexes.map((index) => indexSql(parts, table, { index, ifNotExists })),
      ];
    },
  };
}
