/**
 * What the ops of plugins share: adding objects to a schema state, changing and removing them.
 *
 * @module
 */
import {
  compact,
  displayName,
  isUnknown,
  objectKey,
  pluginKey,
  type PluginObject,
  type Schema,
  tableKey,
  withObject,
} from "../schema/mod.ts";
import { addObject, needObject, type ObjectPlace, removeObject } from "./objects.ts";
import { findTable, needTable, type OpSource, type Touches } from "./op.ts";

/** Names an object of a plugin: all of it but what it is made of. */
export type PluginObjectName = Omit<PluginObject, "data">;

/** How an object of a plugin is declared in models: a call, and where its function is from. */
export interface NounSource<O extends PluginObject = PluginObject> extends OpSource {
  /** The arguments that make the object again. */
  args(object: O): readonly unknown[];
}

function placeOf(object: PluginObjectName, op: string): ObjectPlace<"plugins"> {
  return { map: "plugins", key: pluginKey(object), name: object, op };
}

/**
 * The schema with an object of a plugin more: for the `apply` of an op that makes one.
 *
 * @throws {RetortError} `op/exists` where it is there already, `op/missing` for the table it hangs on.
 */
export function addPluginObject(schema: Schema, item: PluginObject, op: string): Schema {
  needOwner(schema, item, op);
  return addObject(schema, placeOf(item, op), { item });
}

/**
 * The schema with an object of a plugin in place of the one of the same name.
 *
 * @throws {RetortError} `op/missing` where there is none.
 */
export function replacePluginObject(schema: Schema, item: PluginObject, op: string): Schema {
  const place = placeOf(item, op);
  needObject(schema, place);
  return withObject(schema, "plugins", { key: place.key, item });
}

/**
 * The schema without an object of a plugin.
 *
 * @throws {RetortError} `op/missing` where there is none.
 */
export function removePluginObject(schema: Schema, object: PluginObjectName, op: string): Schema {
  return removeObject(schema, placeOf(object, op));
}

/** An object of a plugin as a schema state has it; `undefined` where that is not known. */
export function findPluginObject(
  schema: Schema,
  object: PluginObjectName,
): PluginObject | undefined {
  return schema.plugins?.get(pluginKey(object));
}

/** What an op on an object of a plugin touches: the object, and the table that it hangs on. */
export function touchesPluginObject(object: PluginObjectName): Touches {
  const { table, schema, noun } = object;
  const reads = table === undefined ? [] : [tableKey(compact({ name: table, schema }))];
  const name = compact({
    name: displayName(compact({ name: object.name, schema: table })),
    schema,
  });
  return { reads, writes: [], objects: [objectKey(noun, name)] };
}

function needOwner(schema: Schema, { table, schema: place }: PluginObject, op: string): void {
  if (table === undefined) return;
  const owner = compact({ name: table, schema: place });
  // A view may bear some too, and what a script knows nothing of may be there.
  if (findTable(schema, owner) || schema.views?.has(tableKey(owner))) return;
  if (!isUnknown(schema, owner)) needTable(schema, owner, op);
}
