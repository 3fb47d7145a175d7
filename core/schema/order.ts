/**
 * Orders: the canonical form of a schema, and the order in which tables can be created.
 *
 * @module
 */
import { type Json, stableJson } from "./data.ts";
import { foldNames } from "./expression.ts";
import { type Schema, type Table, tableKey, type Trigger } from "./model.ts";
import { objectMaps } from "./objects.ts";
import { isSql } from "./sql.ts";

/**
 * The schema as JSON in a fixed order: two schemas are equal if this is.
 *
 * Columns, constraints, indexes and triggers are sorted, since their order is no part of equality.
 *
 * ```ts
 * import { canonical, emptySchema } from "@retort/core/schema";
 *
 * canonical(emptySchema); // '{"tables":[]}'
 * ```
 */
export function canonical(schema: Schema): string {
  const tables = [...schema.tables.values()].map(canonicalTable);
  const unknown = [...schema.unknown.tables].sort();
  return stableJson({
    tables: sortByText(tables),
    ...canonicalObjects(schema),
    ...(schema.unknown.all ? { unknown: true } : {}),
    ...(unknown.length > 0 ? { unknownTables: unknown } : {}),
  });
}

/** One table in the form of {@link canonical}. */
export function canonicalTable(table: Table): Json {
  const sorted = {
    ...table,
    columns: sortByText(table.columns),
    uniques: sortByText(table.uniques),
    foreignKeys: sortByText(table.foreignKeys),
    checks: sortByText(table.checks),
    ...(table.excludes?.length
      ? { excludes: sortByText(table.excludes) }
      : { excludes: undefined }),
    indexes: sortByText(table.indexes),
    ...withSortedTriggers(table),
  };
  return folded(sorted);
}

/** Triggers in order; none has one form. */
function withSortedTriggers(
  { triggers }: { readonly triggers?: readonly Trigger[] },
): { readonly triggers: readonly Trigger[] | undefined } {
  return { triggers: triggers?.length ? sortByText(triggers) : undefined };
}

/** The objects beside tables. */
function canonicalObjects(schema: Schema): Readonly<Record<string, Json>> {
  const found = objectMaps.flatMap((map): readonly [string, Json][] => {
    const items: readonly object[] = [...schema[map]?.values() ?? []];
    const plain = items.map((item) => folded({ ...item, ...withSortedTriggers(item) }));
    return plain.length === 0 ? [] : [[map, [...sortByText(plain)]]];
  });
  return Object.fromEntries(found);
}

/** As JSON, with names in expressions as text where they need no quotes. */
function folded(value: object): Json {
  return JSON.parse(
    JSON.stringify(value, (_key, item) => isSql(item) ? foldNames(item) : item),
  );
}

function sortByText<T>(items: readonly T[]): readonly T[] {
  const keyed = items.map((item): [string, T] => [stableJson(item), item]);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** Tables in an order in which each comes after those that its foreign keys point at. */
export interface CreationOrder {
  /** The tables. */
  readonly tables: readonly Table[];
  /** Keys of tables on a cycle of foreign keys: one of those keys must be added afterwards. */
  readonly cyclic: ReadonlySet<string>;
}

/** The order in which tables can be created; by name where foreign keys leave it open. */
export function creationOrder(tables: Iterable<Table>): CreationOrder {
  const byKey = new Map(Array.from(tables, (table): [string, Table] => [tableKey(table), table]));
  const waiting = new Map<string, number>();
  const dependants = new Map<string, string[]>();
  for (const [key, table] of byKey) {
    const needs = new Set(table.foreignKeys.map((fk) => referencedKey(fk.references)));
    needs.delete(key);
    const known = [...needs].filter((need) => byKey.has(need));
    waiting.set(key, known.length);
    for (const need of known) dependants.set(need, [...(dependants.get(need) ?? []), key]);
  }
  const ordered: Table[] = [];
  const cyclic = new Set<string>();
  let ready = [...waiting].filter(([, n]) => n === 0).map(([key]) => key).sort();
  while (waiting.size > 0) {
    if (ready.length === 0) {
      const stuck = fewestWaiting(waiting);
      cyclic.add(stuck);
      ready = [stuck];
    }
    const freed: string[] = [];
    for (const key of ready) {
      const table = byKey.get(key);
      waiting.delete(key);
      if (table) ordered.push(table);
      for (const dependant of dependants.get(key) ?? []) {
        const left = waiting.get(dependant);
        if (left === undefined) continue;
        waiting.set(dependant, left - 1);
        if (left === 1) freed.push(dependant);
      }
    }
    ready = freed.sort();
  }
  return { tables: ordered, cyclic };
}

function fewestWaiting(waiting: ReadonlyMap<string, number>): string {
  const sorted = [...waiting].sort(([a, n], [b, m]) => n - m || (a < b ? -1 : 1));
  return sorted[0]?.[0] ?? "";
}

function referencedKey(references: { readonly table: string; readonly schema?: string }): string {
  const { table, schema } = references;
  return tableKey(schema === undefined ? { name: table } : { name: table, schema });
}
