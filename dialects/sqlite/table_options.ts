/**
 * What SQLite's tables and keys may say of themselves, beyond standard SQL.
 *
 * @module
 */
import type { DialectOptions, Json, Table } from "@retort/core/schema";
import { affinity, types } from "./type_system.ts";

/** SQLite's own options of anything that has options. */
export function own(
  item: { readonly options?: DialectOptions } | undefined,
): Readonly<Record<string, Json>> {
  return item?.options?.["sqlite"] ?? {};
}

/** Whether a table is STRICT. */
export function isStrict(table: Table | undefined): boolean {
  return own(table)["strict"] === true;
}

/** Whether a table is WITHOUT ROWID. */
export function isWithoutRowid(table: Table): boolean {
  return own(table)["withoutRowid"] === true;
}

/** Whether a table is AUTOINCREMENT, by its own options or those of its key column. */
export function isAutoincrement(table: Table): boolean {
  if (own(table)["autoincrement"] === true) return true;
  if (table.primaryKey === undefined) return false;
  return table.columns.some((column) =>
    column.options !== undefined && own(column)["autoincrement"] === true &&
    table.primaryKey?.columns.includes(column.name)
  );
}

/** The column that is another name for the rowid: the one INTEGER primary key. */
export function rowidAlias(table: Table): string | undefined {
  const [only, ...others] = table.primaryKey?.columns ?? [];
  if (only === undefined || others.length > 0 || isWithoutRowid(table)) return undefined;
  if (own(table.primaryKey)["order"] !== undefined) return undefined;
  const column = table.columns.find((item) => item.name === only);
  if (column?.identity) return only;
  const type = column && (column.type.on?.["sqlite"] ?? column.type);
  return type && types.format(type).toUpperCase() === "INTEGER" ? only : undefined;
}

/** A column's type as a rowid alias must have it: INTEGER where the column numbers itself. */
export function numbersItself(table: Table, column: string): boolean {
  const key = table.primaryKey?.columns;
  if (key?.length !== 1 || key[0] !== column) return false;
  const found = table.columns.find((item) => item.name === column);
  if (found === undefined) return false;
  const type = found.type.on?.["sqlite"] ?? found.type;
  const whole = affinity(types.format(type)) === "integer";
  return whole && (found.identity !== undefined || isAutoincrement(table));
}
