/**
 * Objects that plugins bring: plain data, kept in a schema under the noun of the plugin.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { compact, freeze } from "./data.ts";
import { type Schema, tableKey, type TableName } from "./model.ts";

/** What an object of a plugin is: `plugin:noun`, such as `policies:policy`. */
export type PluginNoun = `${string}:${string}`;

/** An object that a plugin brings, as JSON-able data: a policy, a grant, an event. */
export interface PluginObject extends TableName {
  /** What it is: `policies:policy`. */
  readonly noun: PluginNoun;
  /** The table that it hangs on, in the same schema; it goes with it. */
  readonly table?: string;
  /** What it is made of; only its plugin understands it. */
  readonly data: object;
}

/**
 * An object of a plugin, frozen, without what was not given.
 *
 * ```ts
 * import { pluginObject } from "@retort/core/schema";
 *
 * pluginObject({ noun: "policies:policy", name: "own", table: "notes", data: { for: "all" } });
 * ```
 *
 * @throws {RetortError} `plugin/bad-noun` for a noun that is not `plugin:noun`.
 */
export function pluginObject(object: PluginObject): PluginObject {
  if (!isPluginNoun(object.noun)) {
    throw new RetortError("plugin/bad-noun", { noun: String(object.noun) });
  }
  return freeze(compact({ ...object, data: compact(object.data) })) as PluginObject;
}

/** Whether a word is the noun of a plugin: `policies:policy`. */
export function isPluginNoun(noun: unknown): noun is PluginNoun {
  return typeof noun === "string" && /^[a-z][\w-]*:[a-z][\w-]*$/i.test(noun);
}

/** The key of an object in {@link Schema.plugins}. */
export function pluginKey({ noun, name, schema, table }: Omit<PluginObject, "data">): string {
  const place = tableKey(compact({ name: table ?? "", schema }));
  return `${noun}\u001f${place}\u001f${name}`;
}

/** The noun as people read it: `policy` of `policies:policy`. */
export function plainNoun(noun: string): string {
  return noun.slice(noun.indexOf(":") + 1).replaceAll(/[_-]/g, " ");
}

/** Whether an object of a plugin hangs on a table. */
export function hangsOn(object: PluginObject, { name, schema }: TableName): boolean {
  return object.table === name && object.schema === schema;
}

/** The schema with some objects of plugins instead of those that are there; a map has no empty form. */
export function withPluginObjects(schema: Schema, objects: Iterable<PluginObject>): Schema {
  const items = new Map(Array.from(objects, (item) => [pluginKey(item), item]));
  const { plugins: _plugins, ...rest } = schema;
  return items.size === 0 ? rest : { ...rest, plugins: items };
}
