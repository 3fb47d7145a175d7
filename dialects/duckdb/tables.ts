/**
 * Tables, where DuckDB differs.
 *
 * @module
 */
import { tableOps as standard, unsupported } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { applyAll, findTable } from "@retort/core/ops";
import { displayName, type ForeignKey, type Index, type Table } from "@retort/core/schema";
import { anew, mayAlter } from "./anew.ts";
import { knownTable, parts } from "./parts.ts";
import { createSequences, dropSequences, numbered, sequencesOf } from "./sequences.ts";

const ansi = standard(parts);

/** The renderers of the ops on tables. */
export const tableOps: Pick<
  RenderTable,
  "createTable" | "dropTable" | "renameTable" | "alterTable" | "commentTable"
> = {
  ...ansi,
  createTable(op, cx) {
    refuseTable(op.table);
    const table = numbered(op.table);
    return [
      ...createSequences(op.table, op.ifNotExists),
      ...ansi.createTable({ ...op, table }, cx),
    ];
  },
  dropTable(op, cx): readonly Statement[] {
    const table = findTable(cx.before, op);
    return [...ansi.dropTable(op, cx), ...dropSequences(table ? sequencesOf(table) : [])];
  },
  renameTable(op, cx) {
    const table = findTable(cx.before, op);
    if (!table) return ansi.renameTable(op, cx);
    const after = knownTable(
      { ...op, name: op.to },
      { ...cx, before: applyAll([op], cx.before) },
      "rename it",
    );
    if (mayAlter(table, cx)) return ansi.renameTable(op, cx);
    return anew({ table, after, op }, cx);
  },
};

/** Refuses what a table can't have. */
export function refuseTable(table: Table): void {
  for (const item of table.foreignKeys) refuseKey(table, item);
  for (const item of table.indexes) refuseIndex(item);
  for (const { name, computed } of table.columns) {
    if (!computed?.stored) continue;
    const what = `store the values of computed column "${name}"`;
    unsupported("duckdb", what, "leave stored away: they are computed when they are read");
  }
  for (const { name = "a unique constraint", deferrable } of table.uniques) {
    if (deferrable) unsupported("duckdb", `defer "${name}"`, "leave deferrable away");
  }
}

/** Refuses what a foreign key can't do. */
export function refuseKey(table: Table, key: ForeignKey): void {
  const { onDelete, onUpdate, deferrable, references } = key;
  const acts = [onDelete, onUpdate].find((item) => item && !/^(?:restrict|no action)$/.test(item));
  if (acts) {
    const what = `do "${acts}" for a foreign key of ${displayName(table)}`;
    unsupported("duckdb", what, "leave it away, and change the rows yourself");
  }
  if (deferrable) {
    const what = `defer a foreign key of ${displayName(table)}`;
    unsupported("duckdb", what, "leave deferrable away");
  }
  if (references.schema !== table.schema) {
    const what = `let a foreign key of ${displayName(table)} lead to another schema`;
    unsupported("duckdb", what, "put both tables into one schema");
  }
}

/** Refuses what an index can't have. */
export function refuseIndex(index: Index): void {
  if (index.where !== undefined) {
    unsupported("duckdb", `give index "${index.name}" a condition`, "index all rows");
  }
  if (index.include !== undefined && index.include.length > 0) {
    const what = `keep other columns in index "${index.name}"`;
    unsupported("duckdb", what, "leave include away");
  }
}
