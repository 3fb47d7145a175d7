/**
 * Columns in keys: how much of each is in them.
 *
 * @module
 */
import { typeFor, unsupported } from "@retort/ansi";
import type { Column, ConstraintData, Index, Json, Table } from "@retort/core/schema";
import { isEndless } from "./defaults.ts";
import { isMariaDb, own, productOf } from "./flavour.ts";

/** `(10)` for a column of which only the first characters are in a key; else nothing. */
export function lengthText(length: Json | undefined, column: string): string {
  const value = typeof length === "object" && length !== null && !Array.isArray(length)
    ? (length as Readonly<Record<string, Json>>)[column]
    : length;
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? `(${value})` : "";
}

/** Refuses an index over the whole of a column that has no length, such as TEXT. */
export function checkIndex(
  table: Pick<Table, "columns"> | undefined,
  index: Index,
  names: readonly string[],
): void {
  const options = own(index, names);
  if (options["type"] !== undefined) return;
  for (const part of index.parts) {
    if (part.column === undefined) continue;
    const length = own(part, names)["length"] ?? options["length"];
    checkColumn(table, { column: part.column, length, what: `index "${index.name}"` }, names);
  }
}

/** Refuses a key over the whole of a column that has no length. */
export function checkKey(
  table: Pick<Table, "columns"> | undefined,
  item: ConstraintData,
  names: readonly string[],
): void {
  if (item.kind !== "primaryKey" && item.kind !== "unique") return;
  const { length } = own(item, names);
  const what = item.kind === "primaryKey" ? "a primary key" : "a unique constraint";
  for (const column of item.columns) checkColumn(table, { column, length, what }, names);
}

/** Refuses a type without a length for a column of a key; MariaDB takes its beginning by itself. */
export function checkKeys(
  table: Table | undefined,
  { before, next }: { readonly before: string; readonly next: Column },
  names: readonly string[],
): void {
  if (!table || isMariaDb(names)) return;
  const columns = [{ ...next, name: before }];
  for (const index of table.indexes) checkIndex({ columns }, index, names);
  if (table.primaryKey) checkKey({ columns }, { kind: "primaryKey", ...table.primaryKey }, names);
  for (const unique of table.uniques) checkKey({ columns }, { kind: "unique", ...unique }, names);
}

function checkColumn(
  table: Pick<Table, "columns"> | undefined,
  part: { readonly column: string; readonly length: Json | undefined; readonly what: string },
  names: readonly string[],
): void {
  const found = table?.columns.find((item) => item.name === part.column);
  if (found === undefined || lengthText(part.length, part.column) !== "") return;
  const type = typeFor(found.type, names);
  if (!isEndless(type)) return;
  const what = `have the whole of "${part.column}", which has no length, in ${part.what}`;
  const instead = `use varchar(…), or { mysql: { length: { "${part.column}": 100 } } }`;
  unsupported(productOf(names), what, instead);
}
