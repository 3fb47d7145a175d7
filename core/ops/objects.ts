/**
 * What the ops on objects beside tables share: finding, adding and taking away.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  displayName,
  findObject,
  type ObjectMap,
  objectNouns,
  plainNoun,
  type Schema,
  type SchemaObjects,
  type TableName,
  withObject,
  withoutObject,
} from "../schema/mod.ts";

/** An object that an op is about. */
export interface ObjectPlace<K extends ObjectMap> {
  /** The map of the schema that it is in. */
  readonly map: K;
  /** Its key in that map. */
  readonly key: string;
  /** Its name. */
  readonly name: TableName;
  /** The op in words, for refusals. */
  readonly op: string;
}

/** What the object of a place is called; the key of a plugin's object begins with its noun. */
function nounAt({ map, key }: Pick<ObjectPlace<ObjectMap>, "map" | "key">): string {
  return map === "plugins" ? plainNoun(key.split("\u001f")[0] ?? "") : objectNouns[map];
}

/** The object if it is known; `undefined` where all is unknown; a typed refusal where there is none. */
export function needObject<K extends ObjectMap>(
  schema: Schema,
  place: ObjectPlace<K>,
): SchemaObjects[K] | undefined {
  const found = findObject(schema, place.map, place.key);
  if (found || schema.unknown.all) return found;
  const items: Iterable<TableName> = schema[place.map]?.values() ?? [];
  const known = Array.from(items, displayName).slice(0, 8);
  const name = displayName(place.name);
  throw new RetortError("op/missing", { op: place.op, noun: nounAt(place), name, known });
}

/** The schema with an object more; a typed refusal where it is there already. */
export function addObject<K extends ObjectMap>(
  schema: Schema,
  place: ObjectPlace<K>,
  { item, ifNotExists }: {
    readonly item: SchemaObjects[K];
    readonly ifNotExists?: boolean | undefined;
  },
): Schema {
  if (findObject(schema, place.map, place.key)) {
    if (ifNotExists) return schema;
    const name = displayName(place.name);
    throw new RetortError("op/exists", { op: place.op, noun: nounAt(place), name });
  }
  return withObject(schema, place.map, { key: place.key, item });
}

/** The schema without an object; a typed refusal where there is none. */
export function removeObject<K extends ObjectMap>(
  schema: Schema,
  place: ObjectPlace<K>,
  ifExists?: boolean,
): Schema {
  if (!ifExists) needObject(schema, place);
  return withoutObject(schema, place.map, place.key);
}

/** Whether creating it surely does something: not with ifNotExists where it may be there. */
export function surelyMade(
  before: Schema,
  place: { readonly map: ObjectMap; readonly key: string },
  ifNotExists: boolean | undefined,
): boolean {
  if (!ifNotExists) return true;
  return !before.unknown.all && findObject(before, place.map, place.key) === undefined;
}
