/**
 * Columns: by ALTER TABLE where DuckDB can, else by building the table anew.
 *
 * @module
 */
import { columnOps as standard, unsupported } from "@retort/ansi";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import {
  type AddColumn,
  type AlterColumn,
  applyAll,
  type DropColumn,
  findTable,
  type Op,
  type RenameColumn,
  target,
} from "@retort/core/ops";
import { mentionsColumn, placedExpressions, type Table } from "@retort/core/schema";
import { type Anew, anew, mayAlter } from "./anew.ts";
import { knownTable, parts } from "./parts.ts";
import { createSequences, numberedColumn, sequenceOf } from "./sequences.ts";
import { refuseTable } from "./tables.ts";
import { writer } from "./writer.ts";

const ansi = standard(parts);

/** The renderers of the ops on columns. */
export const columnOps: Pick<
  RenderTable,
  "addColumn" | "dropColumn" | "alterColumn" | "renameColumn"
> = { addColumn, dropColumn, alterColumn, renameColumn };

/** An op on a column of a table. */
type ColumnOp = AddColumn | DropColumn | AlterColumn | RenameColumn;

/** The change that an op makes of a table that has to be known. */
function changeOf(op: ColumnOp, cx: RenderContext): Anew {
  const name = target(op.table, op.schema);
  const table = knownTable(name, cx, "change its columns");
  const later: RenderContext = { ...cx, before: applyAll([op as Op], cx.before) };
  const after = knownTable(name, later, "change its columns");
  refuseTable(after);
  return { table, after, op };
}

function addColumn(op: AddColumn, cx: RenderContext): readonly Statement[] {
  const { column, constraints = [] } = op;
  const table = findTable(cx.before, target(op.table, op.schema));
  if (op.ifNotExists && table?.columns.some(({ name }) => name === column.name)) return [];
  const placed = op.before !== undefined || op.after !== undefined;
  const plain = constraints.length === 0 && !column.computed && !placed;
  if (plain && column.nullable && !column.identity) return ansi.addColumn(op, cx);
  const name = target(op.table, op.schema);
  if (plain && table && mayAlter(table, cx)) {
    const bare = { ...numberedColumn(name, column), nullable: true };
    return [
      ...(column.identity ? createSequences({ ...table, columns: [column] }) : []),
      ...ansi.addColumn({ ...op, column: bare }, cx),
      {
        sql: `ALTER TABLE ${writer.table(name)} ALTER COLUMN ${
          writer.name(column.name)
        } SET NOT NULL`,
      },
    ];
  }
  return anew(changeOf(op, cx), cx);
}

function dropColumn(op: DropColumn, cx: RenderContext): readonly Statement[] {
  const table = findTable(cx.before, target(op.table, op.schema));
  if (!table) return ansi.dropColumn(op, cx);
  const there = table.columns.find(({ name }) => name === op.column);
  if (op.ifExists && !there) return [];
  const free = !isBound(table, op.column) && !isBeforeKeys(table, op.column);
  if (free && there && !there.identity && mayAlter(table, cx)) {
    return ansi.dropColumn(op, cx);
  }
  return anew(changeOf(op, cx), cx);
}

function renameColumn(op: RenameColumn, cx: RenderContext): readonly Statement[] {
  const table = findTable(cx.before, target(op.table, op.schema));
  if (!table) return ansi.renameColumn(op, cx);
  const change = changeOf(op, cx);
  if (!isBound(table, op.column) && mayAlter(table, cx)) {
    return ansi.renameColumn(op, cx);
  }
  return anew({ ...change, renames: { [op.column]: op.to } }, cx);
}

function alterColumn(op: AlterColumn, cx: RenderContext): readonly Statement[] {
  const { set: { type, name, identity, collation, comment, ...others } } = op;
  const plain = Object.keys({ ...others }).length === 0 && !name && type === undefined;
  if (comment !== undefined && plain && identity === undefined && collation === undefined) {
    return ansi.alterColumn(op, cx);
  }
  const change = changeOf(op, cx);
  const column = change.table.columns.find((item) => item.name === op.column);
  if (identity && !column?.identity) {
    const what = `number the rows of column "${op.column}", which is there already`;
    unsupported("duckdb", what, "add a numbered column, or set a default of nextval('…')");
  }
  const using = usingOf(op);
  const bound = (type !== undefined || name !== undefined) && isBound(change.table, op.column);
  const simple = identity === undefined && collation === undefined && using === undefined;
  if (simple && !bound && mayAlter(change.table, cx)) {
    return ansi.alterColumn(op, cx);
  }
  const renames = name === undefined ? {} : { [op.column]: name };
  const values = using === undefined ? {} : { [name ?? op.column]: using };
  return [
    ...anew({ ...change, renames, using: values }, cx),
    ...(identity && column ? restarted(change.table, op.column) : []),
  ];
}

/** Another start or step is another sequence, and whether its numbers are taken is not known. */
function restarted(table: Table, column: string): never {
  const found = table.columns.find(({ name }) => name === column);
  const sequence = found ? sequenceOf(table, found).name : column;
  const what = `change how column "${column}" is numbered`;
  return unsupported("duckdb", what, `sequence "${sequence}" can be dropped and created anew`);
}

/** The SQL that `options: { duckdb: { using } }` gives for the values. */
function usingOf({ options }: AlterColumn): string | undefined {
  const using = options?.["duckdb"]?.["using"];
  return typeof using === "string" ? using : undefined;
}

/** Whether a key stands on a later column: DuckDB drops none before those. */
function isBeforeKeys(
  { primaryKey, uniques, foreignKeys, columns }: Table,
  column: string,
): boolean {
  const at = columns.findIndex(({ name }) => name === column);
  const later = new Set(columns.slice(at + 1).map(({ name }) => name));
  const keys = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys];
  return keys.some((key) => key.columns.some((name) => later.has(name)));
}

/** Whether a constraint or another column has to do with a column. */
function isBound(table: Table, column: string): boolean {
  const { primaryKey, uniques, foreignKeys, columns } = table;
  const keys = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys];
  return keys.some((key) => key.columns.includes(column)) ||
    columns.some(({ computed, name }) => computed !== undefined && name === column) ||
    placedExpressions(table).some(({ expression, noun }) =>
      noun !== "default" && mentionsColumn(expression, new Set([column]))
    );
}
