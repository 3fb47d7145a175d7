/**
 * Tables, where PostgreSQL differs.
 *
 * @module
 */
import { createTableSql, tableComments, words } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { constraintsOf } from "@retort/core/ops";
import type { Table, Unique } from "@retort/core/schema";
import { columnLine } from "./columns.ts";
import { addConstraint, constraintLine } from "./constraints.ts";
import { indexSql } from "./indexes.ts";
import { own, parts, storageText, textOption } from "./parts.ts";
import { writer } from "./writer.ts";

/** The renderers of the ops on tables. */
export const tableOps: Pick<RenderTable, "createTable"> = {
  createTable({ table, ifNotExists }, cx) {
    const [first, repeated] = repeatedKeys(table);
    const lines = [
      ...table.columns.map((column) => columnLine(column, cx.names)),
      ...constraintsOf(first).map(constraintLine),
    ];
    const sql = createTableSql(parts, table, { ifNotExists, lines, suffix: suffix(table) });
    const unlogged = own(table)["unlogged"] === true;
    return [
      {
        sql: unlogged ? sql.replace("CREATE TABLE", "CREATE UNLOGGED TABLE") : sql,
        cost: "catalog",
      },
      ...repeated.map((item) => addConstraint(table, { kind: "unique", ...item })),
      // Nobody waits for an index of a table that is new, so none is built concurrently.
      ...table.indexes.map((index) => indexSql(table, { index, ifNotExists, plain: true })),
      ...tableComments(parts, table),
    ];
  },
};

/** CREATE TABLE silently makes one of keys over the same columns; the others are added afterwards. */
function repeatedKeys(table: Table): readonly [Table, readonly Unique[]] {
  const seen = new Set([JSON.stringify(table.primaryKey?.columns)]);
  const repeated = table.uniques.filter(({ columns }) => {
    const key = JSON.stringify(columns);
    return seen.has(key) || !seen.add(key);
  });
  if (repeated.length === 0) return [table, repeated];
  return [
    { ...table, uniques: table.uniques.filter((item) => !repeated.includes(item)) },
    repeated,
  ];
}

/** What stands behind the columns. */
function suffix(table: Table): string {
  const { inherits, partitionBy, using, with: storage, tablespace } = own(table);
  const parents = Array.isArray(inherits) ? inherits.map(parentName).join(", ") : "";
  const space = textOption(tablespace);
  const method = textOption(using);
  return words(
    parents !== "" && `INHERITS (${parents})`,
    textOption(partitionBy) !== undefined && `PARTITION BY ${partitionBy}`,
    method !== undefined && `USING ${writer.name(method)}`,
    storageText(storage),
    space !== undefined && `TABLESPACE ${writer.name(space)}`,
  );
}

/** A parent's name; a dot stands behind its schema. */
function parentName(parent: unknown): string {
  return String(parent).split(".").map((name) => writer.name(name)).join(".");
}
