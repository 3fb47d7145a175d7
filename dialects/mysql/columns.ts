/**
 * Columns, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { tableOfOp, typeFor, unsupported, words } from "@retort/ansi";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { type AddColumn, type AlterColumn, type DropColumn, findTable } from "@retort/core/ops";
import { type Column, type Default, displayName, type Table, type Type } from "@retort/core/schema";
import { columnCheck } from "./column_checks.ts";
import { columnDefinition } from "./column_text.ts";
import { constraintDefinition } from "./constraints.ts";
import { defaultText, isEndless } from "./defaults.ts";
import { isMariaDb, productOf } from "./flavour.ts";
import { checkKey, checkKeys } from "./key_columns.ts";
import { dropDependents } from "./keys.ts";
import { knownTable } from "./known.ts";
import { type Renaming, saidAgain } from "./renames.ts";
import { familyOf } from "./type_system.ts";
import { writer } from "./writer.ts";

/** The renderers of the ops on columns. */
export const columnOps: Pick<
  RenderTable,
  "addColumn" | "dropColumn" | "alterColumn" | "renameColumn"
> = {
  addColumn,
  dropColumn,
  alterColumn,
  renameColumn(op, cx): readonly Statement[] {
    const table = findTable(cx.before, tableOfOp(op));
    const items = renameItems(table, { from: op.column, to: op.to }, cx.names);
    return [{ sql: `ALTER TABLE ${writer.table(tableOfOp(op))} ${items}`, cost: "catalog" }];
  },
};

function renameItems(
  table: Table | undefined,
  renaming: Renaming,
  names: readonly string[],
): string {
  const { from, to } = renaming;
  const rename = `RENAME COLUMN ${writer.name(from)} TO ${writer.name(to)}`;
  return [rename, ...saidAgain(table, renaming, names)].join(", ");
}

/** One ALTER for the column and its constraints: DDL is not rolled back, so it must not be torn. */
function addColumn(op: AddColumn, cx: RenderContext): readonly Statement[] {
  const { names } = cx;
  const constraints = op.constraints ?? [];
  const keyed = constraints.some((item) => item.kind === "primaryKey" || item.kind === "unique");
  if (op.column.identity && !keyed) {
    const what = `number the rows by "${op.column.name}" without a key on it`;
    unsupported(productOf(names), what, "add .primaryKey() or .unique() to the column");
  }
  let exists = "";
  if (op.ifNotExists) {
    // IF NOT EXISTS of the column says nothing of its constraints.
    if (isMariaDb(names) && constraints.length === 0) exists = "IF NOT EXISTS ";
    else {
      const table = knownTable(op, cx, `add column "${op.column.name}" if it does not exist`);
      if (table.columns.some((item) => item.name === op.column.name)) return [];
    }
  }
  for (const item of constraints) checkKey({ columns: [op.column] }, item, names);
  const items = [
    words(`ADD COLUMN ${exists}${columnDefinition(op.column, { names })}`, placeText(op, cx)),
    ...constraints.flatMap((item) =>
      item.kind === "index" ? [] : [`ADD ${constraintDefinition(item, names)}`]
    ),
  ];
  return [{ sql: `ALTER TABLE ${writer.table(tableOfOp(op))} ${items.join(", ")}` }];
}

/** `AFTER …`, or FIRST; before a column is after the one before it, which must be known. */
function placeText(op: AddColumn, cx: RenderContext): string {
  if (op.after !== undefined) return `AFTER ${writer.name(op.after)}`;
  if (op.before === undefined) return "";
  const names = findTable(cx.before, tableOfOp(op))?.columns.map(({ name }) => name) ?? [];
  const at = names.indexOf(op.before);
  if (at < 0) {
    const what = `put column "${op.column.name}" before "${op.before}" of an unknown table`;
    return unsupported(productOf(cx.names), what, "say after instead of before");
  }
  return at === 0 ? "FIRST" : `AFTER ${writer.name(names[at - 1] ?? "")}`;
}

function dropColumn(op: DropColumn, cx: RenderContext): readonly Statement[] {
  const { names } = cx;
  const table = findTable(cx.before, tableOfOp(op));
  let exists = "";
  if (op.ifExists) {
    if (table && !cx.offline) {
      if (!table.columns.some((item) => item.name === op.column)) return [];
    } else if (isMariaDb(names)) exists = "IF EXISTS ";
    else knownTable(op, cx, `drop column "${op.column}" if it exists`);
  }
  const items = [
    ...(table ? dropDependents(table, op.column, names) : []),
    `DROP COLUMN ${exists}${writer.name(op.column)}`,
  ];
  const sql = `ALTER TABLE ${writer.table(tableOfOp(op))} ${items.join(", ")}`;
  return [{ sql, cost: "rewrite" }];
}

/**
 * A default or a name alone is changed by itself; anything else by MODIFY or CHANGE with the whole
 * column, since what those don't say is lost.
 */
function alterColumn(op: AlterColumn, cx: RenderContext): readonly Statement[] {
  const start = `ALTER TABLE ${writer.table(tableOfOp(op))}`;
  const holder = findTable(cx.before, tableOfOp(op));
  const before = holder?.columns.find((item) => item.name === op.column);
  const { default: value, name, ...others } = op.set;
  const whole = value && before && isWholeOnly(before, cx.names);
  if (Object.keys(others).length === 0 && !whole) {
    const items = [
      value !== undefined && defaultChange(op, value, { before, names: cx.names }),
      name !== undefined && renameItems(holder, { from: op.column, to: name }, cx.names),
    ].filter((item) => item !== false);
    // The server looks for the column by both names, so each change is a statement.
    return items.map((item): Statement => ({ sql: `${start} ${item}`, cost: "catalog" }));
  }
  if (!before) {
    const table = displayName(tableOfOp(op));
    throw new RetortError("op/unknown-state", { op: `alter column ${table}.${op.column}`, table });
  }
  const next = altered(before, op);
  checkKeys(holder, { before: op.column, next }, cx.names);
  const definition = words(
    columnDefinition(next, { names: cx.names, sayNull: true }),
    columnCheck(holder, op.column, cx.names),
  );
  const change = name === undefined ? "MODIFY" : `CHANGE ${writer.name(op.column)}`;
  const cost = Object.keys(others).every((key) => key === "comment") ? "catalog" : "rewrite";
  const again = name === undefined
    ? []
    : saidAgain(holder, { from: op.column, to: name }, cx.names);
  return [{ sql: `${start} ${[`${change} ${definition}`, ...again].join(", ")}`, cost }];
}

function defaultChange(
  op: AlterColumn,
  value: Default | null,
  { before, names }: { readonly before: Column | undefined; readonly names: readonly string[] },
): string {
  const column = `ALTER COLUMN ${writer.name(op.column)}`;
  if (value === null) return `${column} DROP DEFAULT`;
  const type = typeFor(before?.type ?? { name: "varchar" }, names);
  return `${column} SET DEFAULT ${setDefault(value, type)}`;
}

/** Whether SET DEFAULT is not to be used: of TEXT, BLOB and JSON MySQL refuses literals, or forgets one. */
function isWholeOnly({ type }: Column, names: readonly string[]): boolean {
  return !isMariaDb(names) && isEndless(typeFor(type, names));
}

/** SET DEFAULT takes CURRENT_TIMESTAMP only as an expression. */
function setDefault(value: Default, type: Type): string {
  const text = defaultText(value, type);
  return /^CURRENT_TIMESTAMP/.test(text) ? `(${text})` : text;
}

function altered(before: Column, { set }: AlterColumn): Column {
  const next: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(set)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  const column = next as unknown as Column;
  // ON UPDATE only stands at a moment; of another type it would be refused.
  const { options: given, ...rest } = column;
  const type = set.type;
  if (type === undefined || given === undefined || familyOf(type) === "moment") return column;
  const kept = Object.entries(given).map(([name, { onUpdate: _onUpdate, ...own }]) => [name, own]);
  return { ...rest, options: Object.fromEntries(kept) };
}
