/**
 * What comparing objects beside tables has in common: pairs, and whose they are.
 *
 * @module
 */
import {
  compact,
  displayName,
  isPluginNoun,
  mapKey,
  nounOf,
  objectKey,
  type ObjectMap,
  type ObjectNoun,
  same,
  type Schema,
  type SchemaObjects,
  type TableName,
} from "../schema/mod.ts";
import type { DiffContext, ObjectName } from "./comparator.ts";

/** Both schemas, and what is known of the database. */
export interface Sides {
  /** As it is. */
  readonly from: Schema;
  /** As it shall be. */
  readonly to: Schema;
  /** What the comparison needs to know. */
  readonly cx: DiffContext;
}

/** An object that both sides have. */
export interface ObjectPair<T> {
  /** As it is. */
  readonly from: T;
  /** As it shall be. */
  readonly to: T;
  /** As it shall be, in the words of its author. */
  readonly written: T;
  /** As the revisions made it, where that is known. */
  readonly recorded?: T;
}

/** The objects of a kind, sorted into what goes, comes and stays. */
export interface SortedObjects<T> {
  /** Only in `from`, and to be dropped. */
  readonly removed: readonly T[];
  /** Only in `from`, and nobody's to drop. */
  readonly unmanaged: readonly T[];
  /** Only in `to`, in the words of its author. */
  readonly added: readonly T[];
  /** On both sides. */
  readonly pairs: readonly ObjectPair<T>[];
}

/** How objects of a kind are sorted. */
export interface Kind<K extends ObjectMap> {
  /** The map they are in. */
  readonly map: K;
  /** Finds the counterpart in the other schema; the one of the same key if absent. */
  readonly find?: (schema: Schema, item: SchemaObjects[K]) => SchemaObjects[K] | undefined;
}

/** Sorts the objects of a kind by name. */
export function sortObjects<K extends ObjectMap>(
  { from, to, cx }: Sides,
  { map, find = (schema, item) => itemsOf(schema, map).get(mapKey(map, item)) }: Kind<K>,
): SortedObjects<SchemaObjects[K]> {
  type Item = SchemaObjects[K];
  const taken = new Set<Item>();
  const added: Item[] = [];
  const pairs: ObjectPair<Item>[] = [];
  for (const item of byName(itemsOf(to, map))) {
    const written = (cx.author && find(cx.author, item)) ?? item;
    const old = find(from, item);
    const recorded = cx.recorded && find(cx.recorded, item);
    if (old === undefined) {
      // It may be there and not to be seen; making it would fail then.
      if (!isHidden(from, nounOf(map, item), item)) added.push(written);
    } else {
      taken.add(old);
      pairs.push({ from: old, to: item, written, ...(recorded ? { recorded } : {}) });
    }
  }
  const left = byName(itemsOf(from, map)).filter((item) => !taken.has(item));
  const managed = (item: Item): boolean =>
    cx.managed?.(objectName(nounOf(map, item), item)) ?? true;
  return {
    removed: left.filter(managed),
    unmanaged: left.filter((item) => !managed(item)),
    added,
    pairs,
  };
}

function isHidden({ unknown }: Schema, noun: ObjectNoun, item: TableName): boolean {
  return unknown.tables.has(objectKey(noun, item));
}

/** The name of an object with its noun. */
export function objectName(
  noun: ObjectName["noun"],
  item: { readonly name: string; readonly schema?: string },
): ObjectName {
  const { name, schema, table } = item as Partial<ObjectName> & typeof item;
  return compact({ noun, name, schema, table: isPluginNoun(noun) ? table : undefined });
}

/**
 * Whether an object is as it shall be: the same text, or still the text of the revision that made it,
 * which the server may have put into other words.
 */
export function unchanged<T>({ from, to, recorded }: ObjectPair<T>): boolean {
  return same(from, to) || (recorded !== undefined && same(recorded, to));
}

/** The objects of one kind by key. */
export function itemsOf<K extends ObjectMap>(
  schema: Schema,
  map: K,
): ReadonlyMap<string, SchemaObjects[K]> {
  return (schema[map] ?? new Map()) as ReadonlyMap<string, SchemaObjects[K]>;
}

/** By name, so that the order of declarations and of catalogs doesn't show. */
export function byName<T extends { readonly name: string; readonly schema?: string }>(
  items: ReadonlyMap<string, T>,
): readonly T[] {
  return [...items.values()].toSorted((a, b) => (displayName(a) < displayName(b) ? -1 : 1));
}
