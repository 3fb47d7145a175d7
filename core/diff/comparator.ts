/**
 * What comparators know, and how matching items are found.
 *
 * @module
 */
import type { TypeSystem } from "../dialect/mod.ts";
import { mentionsColumn, same, type Sql, type Table, type TableName } from "../schema/mod.ts";

/** What a comparison needs to know of the database. */
export interface DiffContext {
  /** Which types are the same to the server. */
  readonly types: Pick<TypeSystem, "same">;
  /** Whether comments are kept by the database. */
  readonly comments: boolean;
  /** The table as its author wrote it, for what is put into ops; the compared one unless given. */
  readonly written?: (table: TableName) => Table | undefined;
  /** Whether a table that is in no model may be dropped; all unless given. */
  readonly managed?: (table: TableName) => boolean;
  /** Whether an enum that no model uses may be dropped; all unless given. */
  readonly managedEnum?: (name: TableName) => boolean;
}

/** A table that both sides have. */
export interface TablePair {
  /** As it is. */
  readonly from: Table;
  /** As it shall be. */
  readonly to: Table;
  /** As it shall be, in the words of its author. */
  readonly written: Table;
  /** Columns that are dropped and added again; what hangs on them goes and comes with them. */
  readonly recreated: ReadonlySet<string>;
}

/** Items that go and items that come. */
export interface Difference<T> {
  /** In `from` only. */
  readonly removed: readonly T[];
  /** In `to` only. */
  readonly added: readonly T[];
}

/**
 * What two lists differ in: items match when all but the name is equal, and the names too where
 * both have one.
 */
export function difference<T extends { readonly name?: string }>(
  from: readonly T[],
  to: readonly T[],
  fresh: (item: T) => boolean,
): Difference<T> {
  const left = from.filter((item) => !fresh(item));
  const added = to.filter((item) => {
    if (fresh(item)) return true;
    const index = left.findIndex((other) => matches(item, other));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { removed: [...from.filter(fresh), ...left], added };
}

function matches<T extends { readonly name?: string }>(a: T, b: T): boolean {
  if (a.name !== undefined && b.name !== undefined && a.name !== b.name) return false;
  return same({ ...a, name: undefined }, { ...b, name: undefined });
}

/** Whether an item stands on a column that is dropped and added again. */
export function standsOn(
  { recreated }: TablePair,
  columns: readonly (string | undefined)[],
): boolean {
  return columns.some((name) => name !== undefined && recreated.has(name));
}

/** Whether an expression mentions a column that is dropped and added again. */
export function speaksOf({ recreated }: TablePair, expression: Sql | undefined): boolean {
  return expression !== undefined && recreated.size > 0 && mentionsColumn(expression, recreated);
}
