/**
 * Keys of numbered columns: MariaDB numbers no column that is no key, not even for a moment, so such a
 * column comes and goes together with its key.
 *
 * @module
 */
import { type AddConstraint, constraintsOf } from "../ops/mod.ts";
import type { Table } from "../schema/mod.ts";
import type { TablePair } from "./comparator.ts";

type Item = AddConstraint["constraint"];

/** Whether a constraint comes with the new numbered column that it is made of. */
export function comesWithColumn(item: Item, { from, to }: TablePair): boolean {
  if (!isKey(item) || item.columns.length !== 1) return false;
  return item.columns.every((name) => !has(from, name) && isNumbered(to, name));
}

/** Whether a constraint goes with the columns that it is made of, one of them numbered. */
export function goesWithColumn(item: Item, { from, to }: TablePair): boolean {
  if (!isKey(item)) return false;
  return item.columns.every((name) => !has(to, name)) &&
    item.columns.some((name) => isNumbered(from, name));
}

/** The columns that go with their key: before another key can come with a new column. */
export function columnsWithKeys(pair: TablePair): ReadonlySet<string> {
  const going = keysOf(pair.from).filter((item) => goesWithColumn(item, pair));
  return new Set(going.flatMap(({ columns }) => columns));
}

/** The constraints that come with a new column; `undefined` if there are none. */
export function keysAdded(pair: TablePair, column: string): readonly Item[] | undefined {
  const items = keysOf(pair.to);
  const author = new Map(keysOf(pair.written).map((item) => [item.name, item]));
  const found = items.filter((item) => item.columns[0] === column && comesWithColumn(item, pair))
    .map((item) => author.get(item.name) ?? item);
  return found.length === 0 ? undefined : found;
}

type Key = Extract<Item, { readonly kind: "primaryKey" | "unique" }>;

function keysOf(table: Table): readonly Key[] {
  return constraintsOf(table).filter(isKey);
}

function isKey(item: Item): item is Key {
  return item.kind === "primaryKey" || item.kind === "unique";
}

function has({ columns }: Table, name: string): boolean {
  return columns.some((column) => column.name === name);
}

function isNumbered({ columns }: Table, name: string): boolean {
  return columns.some((column) => column.name === name && column.identity !== undefined);
}
