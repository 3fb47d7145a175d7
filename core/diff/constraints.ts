/**
 * Comparing primary keys, uniques, checks, exclusions and foreign keys.
 *
 * @module
 */
import {
  type AddConstraint,
  constraintColumns,
  type ConstraintKind,
  dropConstraint,
  type Op,
} from "../ops/mod.ts";
import {
  compact,
  type ConstraintData,
  defaultNaming,
  type ForeignKey,
  freeze,
  nameOf,
  type Table,
  tableKey,
} from "../schema/mod.ts";
import { difference, type GoingKey, speaksOf, standsOn, type TablePair } from "./comparator.ts";
import { comesWithColumn, goesWithColumn } from "./numbered.ts";

/** The drops and additions that make the constraints of a table what they shall be. */
export interface ConstraintOps {
  /** Foreign keys that go: before anything they point at. */
  readonly dropKeys: readonly Op[];
  /** Other constraints that go. */
  readonly drops: readonly Op[];
  /** Constraints that come, without foreign keys. */
  readonly adds: readonly Op[];
  /** Foreign keys that come: after all they point at. */
  readonly addKeys: readonly Op[];
}

type Item = AddConstraint["constraint"];

/** Compares the constraints of a table. */
export function compareConstraints(pair: TablePair): ConstraintOps {
  const keys = compareKind(pair, (table) => items(table, "foreignKey"));
  const others = compareKind(pair, (table) => [
    ...items(table, "primaryKey"),
    ...items(table, "unique"),
    ...items(table, "check"),
    ...items(table, "exclude"),
  ]);
  return { dropKeys: keys.drops, drops: others.drops, adds: others.adds, addKeys: keys.adds };
}

function items(table: Table, kind: ConstraintKind): readonly Item[] {
  switch (kind) {
    case "primaryKey":
      return table.primaryKey ? [{ kind, ...table.primaryKey }] : [];
    case "unique":
      return table.uniques.map((item) => ({ kind, ...item }));
    case "foreignKey":
      return table.foreignKeys.map((item) => ({ kind, ...item }));
    case "check":
      return table.checks.map((item) => ({ kind, ...item }));
    case "exclude":
      return (table.excludes ?? []).map((item) => ({ kind, ...item }));
  }
}

function compareKind(
  pair: TablePair,
  list: (table: Table) => readonly Item[],
): { readonly drops: readonly Op[]; readonly adds: readonly Op[] } {
  const { from, to, written } = pair;
  const fresh = (item: Item): boolean =>
    standsOn(pair, constraintColumns(item)) || isKeyBound(item, pair) ||
    speaksOf(pair, "expression" in item ? item.expression : undefined);
  const found = difference(list(from), list(to), fresh);
  const removed = found.removed.filter((item) => !goesWithColumn(item, pair));
  const added = found.added.filter((item) => !comesWithColumn(item, pair));
  const own = new Map(list(written).map((item) => [item.name, item]));
  const place = compact({ table: to.name, schema: to.schema });
  const drops = removed.flatMap((item) => {
    const name = dropName(item, to);
    // Without a name there is nothing to call it by.
    if (name === undefined) return [];
    return [dropConstraint(to.name, name, compact({ type: item.kind, schema: to.schema }))];
  });
  return { drops, adds: added.map((item) => addConstraint(place, own.get(item.name) ?? item)) };
}

/** What a constraint is dropped by; a table has one primary key, which any name finds. */
function dropName({ kind, name }: Item, { name: table }: Table): string | undefined {
  if (name !== undefined || kind !== "primaryKey") return name;
  return nameOf(defaultNaming.primaryKey, { table, columns: [] });
}

/** Whether a foreign key must wait until both its ends have their new types, or their new options. */
function isKeyBound(item: Item, pair: TablePair): boolean {
  if (item.kind !== "foreignKey") return false;
  const { to, rekeyed, reoptioned } = pair;
  if (item.columns.some((name) => rekeyed.has(name)) || pointsAtRekeyed(item, pair)) return true;
  const key = parentOf(item);
  return reoptioned.has(key) && key !== tableKey(to);
}

/** The keys of a table that go, which the server refuses while a foreign key points at them. */
export function goingKeys({ from, to }: Pick<TablePair, "from" | "to">): readonly GoingKey[] {
  return (["primaryKey", "unique"] as const).flatMap((kind) =>
    difference(items(from, kind), items(to, kind), () => false).removed
      .map((item) => ({ columns: columnsOf(item), isPrimary: kind === "primaryKey" }))
  );
}

function columnsOf(item: Item): readonly string[] {
  return constraintColumns(item).filter((name) => name !== undefined);
}

/** Whether a foreign key points at columns whose type changes, or at a key that goes. */
export function pointsAtRekeyed(
  key: ForeignKey,
  { rekeyedIn, goingIn }: Pick<TablePair, "rekeyedIn" | "goingIn">,
): boolean {
  const parent = parentOf(key);
  // Without columns it is the primary key.
  const { columns } = key.references;
  const rekeyed = rekeyedIn.get(parent);
  if (rekeyed && (columns.length === 0 || columns.some((it) => rekeyed.has(it)))) return true;
  return goingIn.get(parent)?.some((going) =>
    columns.length === 0 ? going.isPrimary : new Set(columns)
      .symmetricDifference(new Set(going.columns)).size === 0
  ) ?? false;
}

function parentOf({ references: { table, schema } }: ForeignKey): string {
  return tableKey(compact({ name: table, schema }));
}

/** The op that adds a constraint. */
export function addConstraint(
  place: { readonly table: string; readonly schema?: string },
  constraint: Exclude<ConstraintData, { readonly kind: "index" }>,
): AddConstraint {
  return freeze({ kind: "addConstraint", ...place, constraint });
}
