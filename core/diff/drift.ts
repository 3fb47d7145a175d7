/**
 * What of a recorded schema is other than it was, object by object.
 *
 * @module
 */
import type { Op } from "../ops/mod.ts";
import {
  compact,
  freeze,
  mapKey,
  nounOf,
  type ObjectMap,
  objectMaps,
  type OwnMap,
  type PluginObject,
  same,
  type Schema,
  type Table,
  tableKey,
  type View,
} from "../schema/mod.ts";
import { type DiffContext, type ObjectName, sameTable } from "./comparator.ts";
import { diffSchemas } from "./mod.ts";
import { objectName } from "./objects.ts";
import {
  type Owner,
  type Part,
  type PartNoun,
  partsIn,
  type PartSlot,
  partSlots,
  withPart,
} from "./parts.ts";

export type { PartNoun, PartSlot };

/** Something that is recorded and is other than that. */
export interface Difference {
  /** What it is. */
  readonly noun: ObjectName["noun"] | PartNoun;
  /** Its name; that of its table where it has none. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The table, or the view, that it is a part of. */
  readonly table?: string;
  /** The op that makes it as it is recorded; absent where it is not. */
  readonly recorded?: Op;
  /** The op that makes it as it is; absent where it is missing. */
  readonly live?: Op;
  /** Where it stands. */
  readonly at: DifferencePlace;
}

/** Where something stands in a schema. */
export interface DifferencePlace {
  /** The map. */
  readonly map: "tables" | ObjectMap;
  /** Its key there, or that of what it is a part of. */
  readonly key: string;
  /** Which part. */
  readonly part?: { readonly slot: PartSlot; readonly id: string };
}

/**
 * What is recorded and is missing, changed, or has more parts than are recorded. Whole objects that
 * are not recorded are no difference: they are somebody else's. What no op would change is none
 * either. Both schemas must have been normalised by the same dialect.
 */
export function driftOf(recorded: Schema, live: Schema, cx: DiffContext): readonly Difference[] {
  const found = [
    ...objectMaps.flatMap((map) => objectDrift(map, [recorded, live], cx)),
    ...tablesDrift(recorded, live),
  ];
  return found.filter((item) => {
    const { ops, unchangeable } = diffSchemas(live, withRecorded(live, recorded, [item]), cx);
    return ops.length + unchangeable.length > 0;
  });
}

function tablesDrift(recorded: Schema, live: Schema): readonly Difference[] {
  return byKey(recorded.tables).flatMap(([key, table]): readonly Difference[] => {
    const now = live.tables.get(key);
    if (now && sameTable(table, now) && same(table.triggers, now.triggers)) return [];
    if (now) {
      return partSlots.flatMap((slot) => partDrift({ map: "tables", key }, slot, [table, now]));
    }
    const at: DifferencePlace = { map: "tables", key };
    return [{ ...named("table", table), recorded: freeze({ kind: "createTable", table }), at }];
  });
}

function objectDrift(
  map: ObjectMap,
  [recorded, live]: readonly [Schema, Schema],
  cx: DiffContext,
): readonly Difference[] {
  const items: ReadonlyMap<string, object> = recorded[map] ?? new Map();
  return byKey(items).flatMap(([key, item]): readonly Difference[] => {
    const now: object | undefined = (live[map] as ReadonlyMap<string, object> | undefined)?.get(
      key,
    );
    const at: DifferencePlace = { map, key };
    const about = named(nounOf(map, item), item as Owner);
    const [before, after] = [bare(item), now && bare(now)];
    if (after === undefined || !same(before, after)) {
      return [compact({
        ...about,
        recorded: createOp(map, before, cx),
        live: after && createOp(map, after, cx),
        at,
      })];
    }
    return map === "views" ? partDrift(at, "triggers", [item as Owner, now as Owner]) : [];
  });
}

/** A record is kept in no order. */
function byKey<T>(items: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...items].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Triggers on views are compared by themselves. */
function bare(item: object): object {
  const { triggers: _triggers, ...rest } = item as View;
  return rest;
}

function named(
  noun: Difference["noun"],
  item: { readonly name: string; readonly schema?: string },
): Pick<Difference, "noun" | "name" | "schema" | "table"> {
  const { name, schema } = item;
  const { table } = objectName(noun as ObjectName["noun"], item);
  return compact({ noun, name, schema, table });
}

const makers: Readonly<Record<OwnMap, (item: never) => unknown>> = {
  schemas: (item: object) => ({ kind: "createSchema", ...item }),
  extensions: (extension) => ({ kind: "createExtension", extension }),
  enums: (type) => ({ kind: "createEnum", type }),
  sequences: (sequence) => ({ kind: "createSequence", sequence }),
  routines: (routine) => ({ kind: "createRoutine", routine }),
  views: (view) => ({ kind: "createView", view }),
};

/** Nothing for an object whose plugin is not there. */
function createOp(map: ObjectMap, item: object, { nouns = [] }: DiffContext): Op | undefined {
  if (map !== "plugins") return freeze(makers[map](item as never)) as Op;
  const object = item as PluginObject;
  return nouns.find(({ noun }) => noun === object.noun)?.create(object);
}

function partDrift(
  at: DifferencePlace,
  slot: PartSlot,
  [recorded, live]: readonly [Owner, Owner],
): readonly Difference[] {
  const before = new Map(partsIn(recorded, slot).map((part) => [part.id, part]));
  const after = new Map(partsIn(live, slot).map((part) => [part.id, part]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (same(was?.item, is?.item)) return [];
    const { noun, name } = (was ?? is) as Part;
    return [compact({
      ...named(noun, compact({ name: name ?? recorded.name, schema: recorded.schema })),
      table: recorded.name,
      recorded: was?.op,
      live: is?.op,
      at: { ...at, part: { slot, id } },
    })];
  });
}

/** The live schema with some things as they are recorded: what they shall be turned into. */
export function withRecorded(
  live: Schema,
  recorded: Schema,
  items: readonly Difference[],
): Schema {
  return items.reduce((schema, item) => put(schema, recorded, item), live);
}

function put(schema: Schema, recorded: Schema, { at: { map, key, part } }: Difference): Schema {
  type Items = ReadonlyMap<string, Owner> | undefined;
  const wanted = (recorded[map] as Items)?.get(key);
  const items = new Map(schema[map] as Items);
  const now = items.get(key);
  if (part === undefined) {
    if (wanted === undefined) items.delete(key);
    else items.set(key, map === "views" && now ? { ...wanted, ...triggersOf(now) } : wanted);
  } else if (now) {
    const item = wanted && partsIn(wanted, part.slot).find(({ id }) => id === part.id)?.item;
    items.set(key, withPart(now, part.slot, { id: part.id, item }));
  }
  return { ...schema, [map]: items };
}

function triggersOf({ triggers }: Owner): Pick<Owner, "triggers"> {
  return triggers === undefined ? {} : { triggers };
}

/** What is there and not recorded: objects as a whole, by name. */
export function notRecorded(recorded: Schema, live: Schema): readonly ObjectName[] {
  const tables = [...live.tables.values()].filter((item) => !recorded.tables.has(tableKey(item)))
    .map((item: Table): ObjectName =>
      compact({ noun: "table", name: item.name, schema: item.schema })
    );
  const others = objectMaps.flatMap((map) =>
    [...live[map]?.values() ?? []].filter((item) => !recorded[map]?.has(mapKey(map, item)))
      .map((item) => objectName(nounOf(map, item), item))
  );
  return [...tables, ...others];
}
