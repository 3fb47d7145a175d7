/**
 * Columns, where SQL Server differs from standard SQL.
 *
 * @module
 */
import {
  columnBefore,
  refuseNewOptions,
  tableOfOp,
  typeFor,
  unsupported,
  words,
} from "@retort/ansi";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { type AddColumn, type AlterColumn, findTable } from "@retort/core/ops";
import type { Column, TableName } from "@retort/core/schema";
import { columnDefinition, defaultText, wholeType } from "./column_text.ts";
import { commentStatement } from "./comments.ts";
import { addConstraintSql } from "./constraints.ts";
import { dropCheck, dropDefault, dropForeignKey } from "./column_constraints.ts";
import { checkedOptions, objectText } from "./parts.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What can be looked up and dropped first; a default always is. */
const dropOptions = ["dropDefault", "dropCheck", "dropForeignKey"];

/** The renderers of the ops on columns. */
export const columnOps: Pick<
  RenderTable,
  "addColumn" | "dropColumn" | "alterColumn" | "renameColumn"
> = {
  addColumn,
  dropColumn(op, cx) {
    const table = tableOfOp(op);
    const known = columnBefore(table, op.column, cx);
    const sql = words(
      `ALTER TABLE ${writer.table(table)} DROP COLUMN`,
      op.ifExists && "IF EXISTS",
      writer.name(op.column),
    );
    // The constraint of a default stands in the way; where nothing is known there may be one.
    const free = known && known.default === undefined ? [] : [dropDefault(table, op.column)];
    const own = checkedOptions(op.options, dropOptions, `the drop of "${op.column}"`);
    const looked = [
      ...(own["dropCheck"] === true ? [dropCheck(table, op.column)] : []),
      ...(own["dropForeignKey"] === true ? [dropForeignKey(table, op.column)] : []),
    ];
    return [...free, ...looked, ...dropDependents(table, op.column, cx), { sql }];
  },
  alterColumn,
  renameColumn: (op) => [rename(tableOfOp(op), op.column, op.to)],
};

/** Keys and indexes on a column stand in its way too; those with a name are known. */
function dropDependents(
  name: TableName,
  column: string,
  { before }: RenderContext,
): readonly Statement[] {
  const table = findTable(before, name);
  if (!table) return [];
  const start = `ALTER TABLE ${writer.table(name)} DROP CONSTRAINT`;
  const keys = [...table.foreignKeys, ...table.uniques, table.primaryKey];
  const indexes = table.indexes.filter(({ parts, include = [] }) =>
    include.includes(column) || parts.some((part) => part.column === column)
  );
  return [
    ...keys.flatMap((item): readonly Statement[] =>
      item?.name !== undefined && item.columns.includes(column)
        ? [{ sql: `${start} ${writer.name(item.name)}`, cost: "catalog" }]
        : []
    ),
    ...indexes.map((index): Statement => ({
      sql: `DROP INDEX ${writer.name(index.name)} ON ${writer.table(name)}`,
      cost: "catalog",
    })),
  ];
}

function addColumn(op: AddColumn, { names }: RenderContext): readonly Statement[] {
  const table = tableOfOp(op);
  const { column, constraints = [], ifNotExists } = op;
  if (op.before !== undefined || op.after !== undefined) {
    const where = op.before === undefined ? `after "${op.after}"` : `before "${op.before}"`;
    const what = `put column "${column.name}" ${where}`;
    unsupported("mssql", what, "leave before and after away; order has no meaning");
  }
  if (ifNotExists && (constraints.length > 0 || column.comment !== undefined)) {
    const what = `add column "${column.name}" with what hangs on it if it does not exist`;
    unsupported("mssql", what, "leave ifNotExists away, or add the rest in ops of their own");
  }
  const guard = ifNotExists
    ? `IF COL_LENGTH(${objectText(table)}, ${writer.literal(column.name)}) IS NULL\n`
    : "";
  const definition = columnDefinition(column, names);
  return [
    { sql: `${guard}ALTER TABLE ${writer.table(table)} ADD ${definition}` },
    ...constraints.map((item) => addConstraintSql(table, item)),
    ...(column.comment === undefined
      ? []
      : [commentStatement({ table, column: column.name, exists: false }, column.comment)]),
  ];
}

function alterColumn(op: AlterColumn, cx: RenderContext): readonly Statement[] {
  const table = tableOfOp(op);
  const before = columnBefore(table, op.column, cx);
  const { comment, identity, name, default: value } = op.set;
  checkedOptions(op.options, [], `the change of "${op.column}"`);
  refuseNewOptions("mssql", op);
  if (identity !== undefined) {
    const what = `change how column "${op.column}" is numbered`;
    unsupported("mssql", what, "add a new column with identity(), and drop this one");
  }
  if (before?.computed && changesShape(op)) {
    const what = `change the computed column "${op.column}"`;
    unsupported("mssql", what, "drop the column and add it anew");
  }
  const shape = changesShape(op) ? shapeStatement(op, before, cx) : undefined;
  const typeChanges = op.set.type !== undefined || op.set.collation !== undefined;
  // A default is a constraint of its own: it blocks a new type, and can't be replaced.
  const dropped = (value !== undefined && (before === undefined || before.default !== undefined)) ||
    (typeChanges && before?.default !== undefined);
  const added = value === undefined && dropped ? before?.default : value;
  const found: Statement[] = [];
  if (dropped) found.push(dropDefault(table, op.column));
  if (shape) found.push(shape);
  if (added) {
    const text = `ADD DEFAULT ${defaultText(added)} FOR ${writer.name(op.column)}`;
    found.push({ sql: `ALTER TABLE ${writer.table(table)} ${text}`, cost: "catalog" });
  }
  const hasComment = before?.comment !== undefined;
  if (comment !== undefined && (comment !== null || hasComment || before === undefined)) {
    found.push(commentStatement({ table, column: op.column, exists: hasComment }, comment));
  }
  if (name !== undefined) found.push(rename(table, op.column, name));
  return found;
}

function changesShape({ set }: AlterColumn): boolean {
  return set.type !== undefined || set.nullable !== undefined || set.collation !== undefined;
}

/** ALTER COLUMN with the whole column: what it doesn't say would be lost. */
function shapeStatement(
  op: AlterColumn,
  before: Column | undefined,
  { names }: RenderContext,
): Statement {
  const { set } = op;
  const type = set.type ?? before?.type;
  const nullable = set.nullable ?? before?.nullable;
  if (type === undefined || nullable === undefined) {
    const missing = type === undefined ? "type" : "nullable";
    const part = type === undefined ? "its type" : "whether it may be null";
    const what = `change column "${op.column}" without knowing ${part}`;
    return unsupported("mssql", what, `give it too: op.alterColumn(…, { ${missing}: … })`);
  }
  const collation = set.collation === undefined ? keptCollation(op, before) : set.collation;
  const text = wholeType(
    { type: typeFor(type, names), ...(typeof collation === "string" ? { collation } : {}) },
    names,
  );
  const start = `ALTER TABLE ${writer.table(tableOfOp(op))} ALTER COLUMN`;
  const sql = words(start, writer.name(op.column), text, nullable ? "NULL" : "NOT NULL");
  return { sql };
}

/** A collation stays with the column as long as its new type is text. */
function keptCollation(op: AlterColumn, before: Column | undefined): string | undefined {
  const { type } = op.set;
  if (type === undefined) return before?.collation;
  return /CHAR|TEXT/.test(types.format(type)) ? before?.collation : undefined;
}

function rename(table: TableName, column: string, to: string): Statement {
  const from = writer.literal(`${writer.table(table)}.${writer.name(column)}`);
  return { sql: `EXEC sp_rename ${from}, ${writer.name(to)}, 'COLUMN'`, cost: "catalog" };
}
