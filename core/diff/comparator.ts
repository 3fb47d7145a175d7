/**
 * What comparators know, and how matching items are found.
 *
 * @module
 */
import type { Capabilities, Dialect, Noun, TypeSystem } from "../dialect/mod.ts";
import type { Op } from "../ops/mod.ts";
import {
  type Column,
  compact,
  mentionsColumn,
  type ObjectNoun,
  same,
  type Schema,
  type Sql,
  type Table,
  type TableName,
  type Type,
} from "../schema/mod.ts";
import type { Comparator } from "./registry.ts";

/** What a comparison needs to know of the database. */
export interface DiffContext {
  /** Which types are the same to the server. */
  readonly types: Pick<TypeSystem, "same" | "binds" | "bindsKeys">;
  /** Whether comments are kept by the database. */
  readonly comments: boolean;
  /** The table as its author wrote it, for what is put into ops; the compared one unless given. */
  readonly written?: (table: TableName) => Table | undefined;
  /** Whether what is in no model may be dropped; all of it unless given. */
  readonly managed?: (object: ObjectName) => boolean;
  /** Whether types are compared, or a comparison of one's own; `true` unless given. */
  readonly compareType?: boolean | ColumnComparator;
  /** The same for defaults. */
  readonly compareDefault?: boolean | ColumnComparator;
  /** What shall be as its author wrote it, for what is put into ops on objects beside tables. */
  readonly author?: Schema;
  /**
   * What the revisions made, as the database would hold it: a server keeps views, routines and
   * triggers in words of its own, so they are unchanged where the models still say what a revision
   * said.
   */
  readonly recorded?: Schema;
  /** Enums, by key, that columns have which are not looked at, in words; they can't be dropped. */
  readonly enumsInUse?: ReadonlyMap<string, readonly string[]>;
  /** The names of the comparators that compare; all unless given. */
  readonly comparators?: ReadonlySet<string>;
  /** Comparators beside retort's own. */
  readonly compare?: readonly Comparator[];
  /** The nouns of plugins that are compared; none unless given. */
  readonly nouns?: readonly Noun[];
  /** Whether columns can't be changed while a view uses them; such views are made anew. */
  readonly frozenViews?: boolean;
  /** Whether names of columns that differ only in their case are one name to the database. */
  readonly caselessColumns?: boolean;
  /** The options of tables that are compared, by name: those that the database can change. */
  readonly tableOptions?: Capabilities["tableOptions"];
  /**
   * Renames that the first schema has behind it already; they are put among the ops. Views whose text
   * changes with them go before and come after, in both directions.
   */
  readonly renames?: DoneRenames;
}

/** What a comparison knows of a dialect, with nobody's wishes. */
export function contextFor(
  { types, can, nouns }: Pick<Dialect, "types" | "can" | "nouns">,
): DiffContext {
  const { comments, frozenViews, caselessColumns, tableOptions } = can;
  return compact({ types, comments, frozenViews, caselessColumns, tableOptions, nouns });
}

/** Renames that a schema has behind it already. */
export interface DoneRenames {
  /** The ops. */
  readonly ops: readonly Op[];
  /** The old names by the new ones: texts of views still say them. */
  readonly former: ReadonlyMap<string, readonly string[]>;
}

/** What an object is called, and what it is. */
export interface ObjectName extends TableName {
  /** What it is. */
  readonly noun: "table" | ObjectNoun;
  /** The table or view that a trigger, or an object of a plugin, hangs on. */
  readonly table?: string;
}

/** What differs and no op can change. */
export interface Unchangeable extends ObjectName {
  /** What differs, in words. */
  readonly what: string;
}

/** A column that both sides have, both as the database would hold them. */
export interface ColumnPair {
  /** The table. */
  readonly table: TableName;
  /** The column as it is. */
  readonly from: Column;
  /** The column as it shall be. */
  readonly to: Column;
}

/** Says whether two columns differ in something; `undefined` leaves it to the usual comparison. */
export type ColumnComparator = (pair: ColumnPair) => boolean | undefined;

/** A primary key or unique constraint that goes, also if one of another name comes in its place. */
export interface GoingKey {
  /** Its columns. */
  readonly columns: readonly string[];
  /** Whether it is what foreign keys that name no columns point at. */
  readonly isPrimary: boolean;
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
  /** Columns whose type changes so that what is said of them must be made anew. */
  readonly retyped: ReadonlySet<string>;
  /** Columns whose type changes so that foreign keys over them must be made anew. */
  readonly rekeyed: ReadonlySet<string>;
  /** The {@link rekeyed} columns of all tables that have any, by key: no foreign key to them may stay. */
  readonly rekeyedIn: ReadonlyMap<string, ReadonlySet<string>>;
  /** Keys that go from tables where foreign keys hold them, by table: no foreign key to them may stay. */
  readonly goingIn: ReadonlyMap<string, readonly GoingKey[]>;
  /** Tables whose bound options change, by key, if this one's do: no foreign key to them may stay. */
  readonly reoptioned: ReadonlySet<string>;
  /** Set where both are the same: most tables are, and nothing has to be looked for in them. */
  readonly equal?: boolean;
}

/** Whether two tables are the same but for their triggers, in whatever order keys and indexes are. */
export function sameTable(from: Table, to: Table): boolean {
  for (const key in from) if (!sameKey(from, to, key as keyof Table)) return false;
  for (const key in to) {
    if (!(key in from) && !sameKey(from, to, key as keyof Table)) return false;
  }
  return true;
}

function sameKey(from: Table, to: Table, key: keyof Table): boolean {
  switch (key) {
    case "triggers":
      return true;
    case "uniques":
    case "foreignKeys":
    case "checks":
    case "indexes":
      return sameItems<{ readonly name?: string }>(from[key], to[key]);
    case "columns":
      return from.columns.length === to.columns.length &&
        from.columns.every((column, index) => sameColumn(column, to.columns[index]));
    default:
      return same(from[key], to[key]);
  }
}

/** Key by key, since there are ten times as many columns as all else, and most have three keys. */
function sameColumn(from: Column, to: Column | undefined): boolean {
  if (from === to) return true;
  if (to === undefined || from.name !== to.name || from.nullable !== to.nullable) return false;
  return sameType(from.type, to.type) && same(from.default, to.default) &&
    same(from.identity, to.identity) && same(from.computed, to.computed) &&
    from.collation === to.collation && from.comment === to.comment &&
    same(from.options, to.options);
}

function sameType(from: Type, to: Type): boolean {
  if (from === to) return true;
  return from.name === to.name && same(from, to);
}

/** Fails to compile when a column gets a key that {@link sameColumn} does not look at. */
type Compared =
  | ("name" | "nullable" | "type" | "default" | "identity" | "computed" | "collation" | "comment")
  | "options";
const _all: Exclude<keyof Column, Compared> extends never ? true : never = true;

function sameItems<T extends { readonly name?: string }>(
  from: readonly T[],
  to: readonly T[],
): boolean {
  if (from.length !== to.length) return false;
  if (same(from, to)) return true;
  const taken = new Set<T>();
  return to.every((item, index) => {
    const beside = from[index];
    const isIt = item.name === undefined || beside?.name === item.name;
    const found = isIt ? beside : from.find(({ name }) => name === item.name);
    if (found === undefined || taken.has(found) || !same(found, item)) return false;
    taken.add(found);
    return true;
  });
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

/** Whether an expression mentions a column that is dropped and added again, or gets such a type. */
export function speaksOf(
  { recreated, retyped }: TablePair,
  expression: Sql | undefined,
): boolean {
  return expression !== undefined &&
    [recreated, retyped].some((columns) => columns.size > 0 && mentionsColumn(expression, columns));
}
