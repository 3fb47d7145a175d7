/**
 * Whose an object is: what revisions made may be dropped, other things not.
 *
 * @module
 */
import type { ObjectName } from "../diff/mod.ts";
import {
  compact,
  isPluginNoun,
  objectMaps,
  objectNouns,
  pluginKey,
  same,
  type Schema,
  tableKey,
} from "../schema/mod.ts";
import type { Environment } from "./environment.ts";

/** Whether a schema state has an object. */
export function holds(state: Schema, object: ObjectName): boolean {
  const { noun, name, schema, table } = object;
  if (noun === "table") return state.tables.has(tableKey(object));
  if (noun === "trigger") {
    const key = tableKey(compact({ name: table ?? "", schema }));
    const owner = state.tables.get(key) ?? state.views?.get(key);
    return owner?.triggers?.some((item) => item.name === name) ?? false;
  }
  if (noun === "routine") {
    return [...state.routines?.values() ?? []].some((item) => tableKey(item) === tableKey(object));
  }
  if (isPluginNoun(noun)) return state.plugins?.has(pluginKey({ ...object, noun })) ?? false;
  const map = objectMaps.find((item) => item !== "plugins" && objectNouns[item] === noun);
  return map !== undefined &&
    (state[map]?.has(noun === "extension" ? name : tableKey(object)) ?? false);
}

/** What revisions made may be dropped; the rest where the environment says so, but never a schema. */
export function managedBy(
  recorded: Schema,
  { unmanaged }: Environment,
): (object: ObjectName) => boolean {
  return (object) => {
    if (holds(recorded, object)) return true;
    return unmanaged === "drop" && object.noun !== "schema" && object.noun !== "extension";
  };
}

/**
 * Whether comparing needs to know what the revisions made: where the database has something that the
 * models lack, or has it in other words.
 */
export function needsRecord(live: Schema, wanted: Schema): boolean {
  const foreign = [...live.tables.keys()].some((key) => !wanted.tables.has(key)) ||
    objectMaps.some((map) => [...live[map]?.keys() ?? []].some((key) => !wanted[map]?.has(key)));
  if (foreign) return true;
  const spelled = (["views", "routines", "plugins"] as const).some((map) =>
    [...live[map] ?? []].some(([key, item]) => !same(item, wanted[map]?.get(key)))
  );
  return spelled ||
    [...live.tables].some(([key, { triggers = [] }]) =>
      triggers.length > 0 && !same(triggers, wanted.tables.get(key)?.triggers)
    );
}
