/**
 * Columns, where SQLite differs.
 *
 * @module
 */
import { columnDefinition, type Parts, typeFor, unsupported, words } from "@retort/ansi";
import {
  type Column,
  type ConstraintData,
  displayName,
  isSql,
  type Table,
} from "@retort/core/schema";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { type AddColumn, type DropColumn, findTable, target } from "@retort/core/ops";
import { constraintLine } from "./constraints.ts";
import { refuseMentions, withoutOwnChecks } from "./dependents.ts";
import { unwrap } from "./expressions.ts";
import { valueOf } from "./literals.ts";
import { isStrict, numbersItself, own } from "./table_options.ts";
import { tokenize } from "./tokens.ts";
import { strictType } from "./type_system.ts";

/** A column as it stands in a table, with what it owes to the rest of that table. */
export function columnLine(
  parts: Parts,
  column: Column,
  at: { readonly table?: Table | undefined; readonly names: readonly string[] },
): string {
  const { table, names } = at;
  const type = typeFor(column.type, names);
  if (column.identity && !(table && numbersItself(table, column.name))) {
    const what = `number the rows of column "${column.name}" by itself`;
    unsupported("sqlite", what, "make it the primary key of one integer column");
  }
  const { identity: _identity, ...rest } = column;
  const integer = table !== undefined && numbersItself(table, column.name);
  const fitting = integer ? { name: "integer" } : isStrict(table) ? strictType(type) : type;
  const text = columnDefinition(parts, { ...rest, type: fitting }, names);
  const conflict = own(column)["onConflict"];
  return words(
    text,
    !column.nullable && typeof conflict === "string" && `ON CONFLICT ${conflict.toUpperCase()}`,
  );
}

/** An expression as a default: SQLite wants parentheses around all but literals and CURRENT_*. */
export function expressionDefault(text: string): string {
  const tokens = tokenize(text);
  const isPlain = valueOf(tokens) !== undefined ||
    (tokens.length === 1 && /^current_(?:timestamp|date|time)$/i.test(text.trim()));
  const isWrapped = unwrap(tokens) !== tokens;
  return isPlain || isWrapped ? text.trim() : `(${text.trim()})`;
}

/** Whether a default is a constant, so that ADD COLUMN takes it. */
function isConstant(column: Column): boolean {
  const value = column.default;
  if (value === undefined || !isSql(value)) return true;
  const [only, ...others] = value.sql;
  if (only === undefined || others.length > 0) return false;
  return typeof only === "string" && valueOf(tokenize(only)) !== undefined;
}

/** Whether ADD COLUMN can't do it. */
export function addNeedsRebuild(op: AddColumn): boolean {
  const { column, constraints = [] } = op;
  const isReference = constraints.some((item) => item.kind === "foreignKey");
  if (op.before !== undefined || op.after !== undefined) return true;
  const hasValue = column.default !== undefined && !isNullDefault(column);
  return !isConstant(column) || column.computed?.stored === true || column.identity !== undefined ||
    (isReference && hasValue) || constraints.some((item) => !standsAtColumn(item, column.name));
}

function isNullDefault(column: Column): boolean {
  return column.default !== undefined && "value" in column.default && column.default.value === null;
}

function standsAtColumn(item: ConstraintData, column: string): boolean {
  if (item.kind === "check") return true;
  return item.kind === "foreignKey" && item.columns.length === 1 && item.columns[0] === column;
}

/** Whether DROP COLUMN can't do it: the column is part of a key or a constraint. */
export function dropNeedsRebuild(op: DropColumn, table: Table | undefined): boolean {
  if (!table) return false;
  const has = (item: { readonly columns: readonly string[] }): boolean =>
    item.columns.includes(op.column);
  return (table.primaryKey !== undefined && has(table.primaryKey)) || table.uniques.some(has) ||
    table.foreignKeys.some(has) || withoutOwnChecks(table, op.column) !== table;
}

/** The native renderers of the ops on columns. */
export function columnOps(parts: Parts): Pick<RenderTable, "addColumn" | "dropColumn"> {
  return {
    addColumn: (op, cx) => addColumn(parts, op, cx),
    dropColumn: (op, cx) => dropColumn(parts, op, cx),
  };
}

function addColumn(parts: Parts, op: AddColumn, cx: RenderContext): readonly Statement[] {
  const name = target(op.table, op.schema);
  const table = findTable(cx.before, name);
  if (op.ifNotExists) {
    if (!table) return unknownColumn(`add column "${op.column.name}" if it does not exist`, cx);
    if (table.columns.some((item) => item.name === op.column.name)) return [];
  }
  const { writer } = parts;
  const at = (op.constraints ?? []).flatMap((item) =>
    item.kind === "index" ? [] : [constraintAtColumn(parts, item, op.schema)]
  );
  const definition = words(columnLine(parts, op.column, { table, names: cx.names }), ...at);
  return [{
    sql: `ALTER TABLE ${writer.table(name)} ADD COLUMN ${definition}`,
    cost: "catalog",
  }];
}

/** A constraint of one column at that column: without `FOREIGN KEY (…)`. */
function constraintAtColumn(
  parts: Parts,
  item: Exclude<ConstraintData, { readonly kind: "index" }>,
  schema: string | undefined,
): string {
  const text = constraintLine(parts, item, schema);
  if (item.kind !== "foreignKey") return text;
  return text.replace(`FOREIGN KEY (${parts.writer.names(item.columns)}) `, "");
}

function dropColumn(parts: Parts, op: DropColumn, cx: RenderContext): readonly Statement[] {
  const { writer } = parts;
  const name = target(op.table, op.schema);
  const table = findTable(cx.before, name);
  if (op.ifExists) {
    if (!table) return unknownColumn(`drop column "${op.column}" if it exists`, cx);
    if (!table.columns.some((item) => item.name === op.column)) return [];
  }
  if (table) refuseMentions(table, op.column);
  const indexes =
    table?.indexes.filter((index) => index.parts.some((part) => part.column === op.column)) ?? [];
  return [
    ...indexes.map((index): Statement => ({
      sql: `DROP INDEX ${writer.table({ ...name, name: index.name })}`,
      cost: "catalog",
    })),
    {
      sql: `ALTER TABLE ${writer.table(name)} DROP COLUMN ${writer.name(op.column)}`,
      cost: "rewrite",
    },
  ];
}

function unknownColumn(what: string, cx: RenderContext): never {
  const known = [...cx.before.tables.values()].map(displayName).length > 0;
  return unsupported(
    "sqlite",
    `${what}: the table is not known${known ? "" : " here"}`,
    "leave ifExists and ifNotExists away, or declare the effects of earlier SQL",
  );
}
