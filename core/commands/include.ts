/**
 * What autogenerate and check look at: the hooks that leave things out.
 *
 * @module
 */
import { called } from "../errors/called.ts";
import { type Bookkeeping, isOwn } from "../plan/bookkeeping.ts";
import { isKept } from "../plan/kept.ts";
import {
  compact,
  mapKey,
  mentionsColumn,
  nounOf,
  type ObjectMap,
  objectMaps,
  type PluginNoun,
  type Schema,
  type SchemaObjects,
  type Table,
  type TableName,
} from "../schema/mod.ts";
import type { Environment } from "./environment.ts";
import { filterMap } from "./in_schemas.ts";

/** What a hook is asked about. */
export type IncludeNoun =
  | "schema"
  | "table"
  | "column"
  | "constraint"
  | "index"
  | "trigger"
  | "enum"
  | "sequence"
  | "extension"
  | "view"
  | "routine"
  | PluginNoun;

/** Where something with a name is. */
export interface NameParents {
  /** The schema; absent: the default one. */
  readonly schema?: string;
  /** The table that it hangs on. */
  readonly table?: string;
  /** Which constraint it is. */
  readonly constraint?: ConstraintKind;
}

/** The kinds of constraints. */
export type ConstraintKind = "primaryKey" | "unique" | "foreignKey" | "check" | "exclude";

/** An object that `includeObject` is asked about. */
export interface IncludedObject {
  /** The object as data: as it shall be, or as it is where only the database has it. */
  readonly object: object;
  /** Its name. */
  readonly name: string;
  /** What it is. */
  readonly noun: IncludeNoun;
  /** Where it is. */
  readonly parents: NameParents;
  /** Whether only the database has it. */
  readonly reflected: boolean;
  /** What it is compared with: as it is in the database; absent where only one side has it. */
  readonly compareTo?: object;
}

type Keep = (name: string, noun: IncludeNoun, parents: NameParents) => boolean;

type Named = TableName & { readonly triggers?: readonly { readonly name: string }[] };

/**
 * The schema without what is retort's own, and without what `includeName` refuses, on either side.
 */
export function includeNames(
  schema: Schema,
  { includeName }: Pick<Environment, "includeName">,
  own: Bookkeeping,
): Schema {
  const kept: Schema = {
    ...schema,
    tables: mapItems(
      filterMap(schema.tables, (table) => !isOwn(own, table) && !isKept(table.name)),
      withoutKept,
    ),
  };
  if (!includeName) return kept;
  const keep: Keep = (name, noun, parents) =>
    called("includeName", () => includeName(name, noun, parents));
  const inside = ({ schema: place }: TableName): boolean =>
    place === undefined || keep(place, "schema", {});
  const tables = filterMap(kept.tables, (table) => inside(table) && keepItem(table, "table", keep));
  const maps = objectMaps.flatMap((map): readonly [string, ReadonlyMap<string, object>][] => {
    const items: ReadonlyMap<string, Named> | undefined = kept[map];
    if (!items) return [];
    const found = filterMap(
      items,
      (item) => inside(item) && keepItem(item, nounOf(map, item), keep),
    );
    return [[map, map === "views" ? mapItems(found, (item) => hanging(item, keep)) : found]];
  });
  return {
    ...kept,
    ...Object.fromEntries(maps),
    tables: mapItems(tables, (item) => parts(item, keep)),
  };
}

/** What a run kept has no place in models; what hung on it went when it was kept. */
function withoutKept(table: Table): Table {
  const kept = new Set(table.columns.map(({ name }) => name).filter(isKept));
  if (kept.size === 0) return table;
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !kept.has(name)),
    // One without a name can't be dropped, so it stays; nulls pass it.
    checks: table.checks.filter(({ expression }) => !mentionsColumn(expression, kept)),
  };
}

function keepItem(item: TableName, noun: IncludeNoun, keep: Keep): boolean {
  const { name, schema, table } = item as NameParents & TableName;
  return keep(name, noun, compact({ schema, table }));
}

/** The table with those of its parts that are kept; what has no name always is. */
function parts(table: Table, keep: Keep): Table {
  const parents = compact({ schema: table.schema, table: table.name });
  type Item = { readonly name?: string };
  const ask = (noun: IncludeNoun, constraint?: ConstraintKind) => ({ name }: Item): boolean =>
    name === undefined || keep(name, noun, compact({ ...parents, constraint }));
  const { primaryKey, excludes } = table;
  return hanging(
    compact({
      ...table,
      columns: table.columns.filter(ask("column")),
      primaryKey: primaryKey && ask("constraint", "primaryKey")(primaryKey)
        ? primaryKey
        : undefined,
      uniques: table.uniques.filter(ask("constraint", "unique")),
      foreignKeys: table.foreignKeys.filter(ask("constraint", "foreignKey")),
      checks: table.checks.filter(ask("constraint", "check")),
      excludes: excludes?.filter(ask("constraint", "exclude")),
      indexes: table.indexes.filter(ask("index")),
    }) as Table,
    keep,
  );
}

function hanging<T extends Named>(owner: T, keep: Keep): T {
  const { triggers, ...rest } = owner;
  const parents = compact({ schema: owner.schema, table: owner.name });
  const kept = triggers?.filter(({ name }) => keep(name, "trigger", parents)) ?? [];
  return kept.length === 0 ? rest as T : { ...owner, triggers: kept };
}

/** Two schemas that are compared. */
export interface BothSides {
  /** As it is. */
  readonly live: Schema;
  /** As it shall be. */
  readonly wanted: Schema;
}

/** Both sides without what `includeObject` refuses; parts are asked for where both have the table. */
export function includeObjects(
  sides: BothSides,
  { includeObject }: Pick<Environment, "includeObject">,
): BothSides {
  if (!includeObject) return sides;
  const live = { ...sides.live, tables: new Map(sides.live.tables) };
  const wanted = { ...sides.wanted, tables: new Map(sides.wanted.tables) };
  for (const key of new Set([...live.tables.keys(), ...wanted.tables.keys()])) {
    const pair: Pair<Table> = { live: live.tables.get(key), wanted: wanted.tables.get(key) };
    const kept = refuses(pair, includeObject, { noun: "table" })
      ? {}
      : pairParts(pair, includeObject);
    put(live.tables, key, kept.live);
    put(wanted.tables, key, kept.wanted);
  }
  const both: BothSides = { live, wanted };
  return objectMaps.reduce((found, map) => objectsOf(found, map, includeObject), both);
}

type Ask = (about: IncludedObject) => boolean;

interface Pair<T> {
  readonly live?: T | undefined;
  readonly wanted?: T | undefined;
}

function refuses<T extends { readonly name?: string; readonly schema?: string }>(
  { live, wanted }: Pair<T>,
  ask: Ask,
  { noun, table, constraint }: PartOf,
): boolean {
  const object = wanted ?? live;
  if (object?.name === undefined) return false;
  const parents = compact({ schema: (table ?? object).schema, table: table?.name, constraint });
  const compareTo = wanted ? live : undefined;
  const about = { object, name: object.name, noun, parents, reflected: !wanted };
  return !called("includeObject", () => ask(compareTo ? { ...about, compareTo } : about));
}

/** What a part of a table is, and where. */
interface PartOf {
  readonly noun: IncludeNoun;
  readonly table?: TableName;
  readonly constraint?: ConstraintKind;
}

/** The parts of a table that stand in lists. */
const lists = {
  columns: { noun: "column" },
  uniques: { noun: "constraint", constraint: "unique" },
  foreignKeys: { noun: "constraint", constraint: "foreignKey" },
  checks: { noun: "constraint", constraint: "check" },
  excludes: { noun: "constraint", constraint: "exclude" },
  indexes: { noun: "index" },
  triggers: { noun: "trigger" },
} as const;

/** The parts of a table that both sides have. */
function pairParts(pair: Pair<Table>, ask: Ask): Pair<Table> {
  const { live, wanted } = pair;
  if (!live || !wanted) return pair;
  const both = { live: { ...live }, wanted: { ...wanted } };
  const keys = { live: live.primaryKey, wanted: wanted.primaryKey };
  if (refuses(keys, ask, { noun: "constraint", constraint: "primaryKey", table: wanted })) {
    delete both.live.primaryKey;
    delete both.wanted.primaryKey;
  }
  for (const [list, what] of Object.entries(lists) as [keyof typeof lists, PartOf][]) {
    type Item = { readonly name?: string };
    const [before, after]: readonly (readonly Item[] | undefined)[] = [live[list], wanted[list]];
    const out = (item: Item): boolean => {
      const find = (items: readonly Item[] | undefined): Item | undefined =>
        items?.find(({ name }) => name === item.name);
      return refuses({ live: find(before), wanted: find(after) }, ask, { ...what, table: wanted });
    };
    if (before) Object.assign(both.live, { [list]: before.filter((item) => !out(item)) });
    if (after) Object.assign(both.wanted, { [list]: after.filter((item) => !out(item)) });
  }
  return both;
}

function objectsOf<K extends ObjectMap>({ live, wanted }: BothSides, map: K, ask: Ask): BothSides {
  type Items = ReadonlyMap<string, SchemaObjects[K]> | undefined;
  const before = live[map] as Items;
  const after = wanted[map] as Items;
  const keep = (item: SchemaObjects[K]): boolean => {
    const key = mapKey(map, item);
    return !refuses({ live: before?.get(key), wanted: after?.get(key) }, ask, {
      noun: nounOf(map, item),
    });
  };
  return {
    live: { ...live, ...(before ? { [map]: filterMap(before, keep) } : {}) },
    wanted: { ...wanted, ...(after ? { [map]: filterMap(after, keep) } : {}) },
  };
}

function put<T>(items: Map<string, T>, key: string, item: T | undefined): void {
  if (item === undefined) items.delete(key);
  else items.set(key, item);
}

function mapItems<T, U>(
  items: ReadonlyMap<string, T>,
  change: (item: T) => U,
): ReadonlyMap<string, U> {
  return new Map(Array.from(items, ([key, item]) => [key, change(item)]));
}
