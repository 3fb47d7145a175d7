/**
 * The nouns beside tables: enums, sequences, schemas, extensions, views and routines.
 *
 * @module
 */
import { plainArguments } from "./arguments.ts";
import {
  type DialectOptions,
  type Schema,
  tableKey,
  type TableName,
  type Trigger,
} from "./model.ts";
import { pluginKey, type PluginNoun, type PluginObject } from "./plugin_object.ts";
import type { Sql } from "./sql.ts";

/** An enumerated type that has a name of its own. */
export interface EnumType {
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The values, in their order. */
  readonly values: readonly string[];
}

/** A whole number, tagged where it is too large for JSON. */
export type WholeNumber = number | { readonly bigint: string };

/** A sequence of numbers. */
export interface Sequence {
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The type of its numbers, as SQL: `bigint`. */
  readonly type?: string;
  /** The first number. */
  readonly start?: WholeNumber;
  /** The step between numbers. */
  readonly increment?: WholeNumber;
  /** The smallest number. */
  readonly minValue?: WholeNumber;
  /** The largest number. */
  readonly maxValue?: WholeNumber;
  /** How many numbers a session takes at once. */
  readonly cache?: number;
  /** Whether it begins again after the last number. */
  readonly cycle?: boolean;
  /** The column it goes away with. */
  readonly ownedBy?: { readonly table: string; readonly column: string };
}

/** A schema as an object: a part of the database in which tables live. */
export interface NamedSchema {
  /** The name. */
  readonly name: string;
  /** Who owns it, where that was said. */
  readonly authorization?: string;
}

/** An extension of the server that is installed in the database. */
export interface Extension {
  /** The name. */
  readonly name: string;
  /** The schema its objects are in. */
  readonly schema?: string;
  /** The version, where one was asked for. */
  readonly version?: string;
}

/** A view, or a materialized one. */
export interface View {
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The query. */
  readonly query: Sql;
  /** Other queries for some dialects. */
  readonly on?: Readonly<Record<string, Sql>>;
  /** The names of its columns, where they are not those of the query. */
  readonly columns?: readonly string[];
  /** Whether its rows are kept until it is refreshed. */
  readonly materialized?: true;
  /** The triggers on it. */
  readonly triggers?: readonly Trigger[];
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** A function or a procedure in the database. */
export interface Routine {
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** What it is; a function unless said otherwise. */
  readonly type?: "procedure";
  /** The types of its arguments as DROP wants them, where names can be overloaded: `integer, text`. */
  readonly arguments?: string;
  /** The whole `CREATE FUNCTION …` or `CREATE PROCEDURE …`. */
  readonly definition: Sql;
  /** Other definitions for some dialects. */
  readonly on?: Readonly<Record<string, Sql>>;
}

/** An object that no op makes or compares, so that it can be shown and watched: a domain, a policy. */
export interface OtherObject extends TableName {
  /** What it is, in the server's word: `domain`, `policy`, `event`. */
  readonly noun: string;
  /** The table it hangs on, where it hangs on one. */
  readonly table?: string;
  /** What it is made of, in the server's own words. */
  readonly definition: string;
}

/** An object that comes and goes with another: with an extension, a partitioned or a virtual table. */
export interface OwnedObject extends TableName {
  /** What it is: `table`, `view`, `routine`. */
  readonly noun: "table" | ObjectNoun;
  /** What it belongs to, in words: `extension postgis`, `partition of events`. */
  readonly by: string;
}

/** The objects beside tables, by the name of their map in a {@link Schema}. */
export interface SchemaObjects {
  /** Enums. */
  readonly enums: EnumType;
  /** Sequences. */
  readonly sequences: Sequence;
  /** Schemas. */
  readonly schemas: NamedSchema;
  /** Extensions. */
  readonly extensions: Extension;
  /** Views. */
  readonly views: View;
  /** Functions and procedures. */
  readonly routines: Routine;
  /** What plugins bring. */
  readonly plugins: PluginObject;
}

/** Which map of a schema holds an object. */
export type ObjectMap = keyof SchemaObjects;

/** What an object beside tables is called in an {@link objectKey}. */
export type ObjectNoun =
  | "enum"
  | "sequence"
  | "schema"
  | "extension"
  | "view"
  | "routine"
  | "trigger"
  | PluginNoun;

/** The maps of retort's own nouns: what plugins bring is told apart by its own noun. */
export type OwnMap = Exclude<ObjectMap, "plugins">;

/** What an object of each map is called; those of plugins say it themselves, see {@link nounOf}. */
export const objectNouns: Readonly<Record<OwnMap, Exclude<ObjectNoun, PluginNoun>>> = {
  schemas: "schema",
  extensions: "extension",
  enums: "enum",
  sequences: "sequence",
  routines: "routine",
  views: "view",
};

/** The names of the maps, in the order in which their objects can be created. */
export const objectMaps: readonly ObjectMap[] = [
  "schemas",
  "extensions",
  "enums",
  "sequences",
  "routines",
  "views",
  "plugins",
];

/** What an object of a map is called: `view`, `policies:policy`. */
export function nounOf(map: ObjectMap, item: object): ObjectNoun {
  return map === "plugins" ? (item as PluginObject).noun : objectNouns[map];
}

/**
 * The key of an object that is no table, told apart from the keys of tables by its noun.
 *
 * ```ts
 * import { objectKey } from "@retort/core/schema";
 *
 * objectKey("view", { name: "active_users" }); // "view:active_users"
 * ```
 */
export function objectKey(noun: ObjectNoun, name: TableName): string {
  return `${noun}:${tableKey(name)}`;
}

/** The key of a routine in {@link Schema.routines}: names can be overloaded, types have synonyms. */
export function routineKey(
  routine: TableName & Pick<Routine, "type" | "arguments">,
): string {
  const { type = "function", arguments: args = "" } = routine;
  return `${type} ${tableKey(routine)}(${plainArguments(args)})`;
}

/**
 * The key of an object in its map of a {@link Schema}.
 *
 * ```ts
 * import { mapKey } from "@retort/core/schema";
 *
 * mapKey("extensions", { name: "citext", schema: "public" }); // "citext"
 * ```
 */
export function mapKey<K extends ObjectMap>(map: K, item: SchemaObjects[K]): string {
  if (map === "routines") return routineKey(item as Routine);
  if (map === "plugins") return pluginKey(item as PluginObject);
  return map === "extensions" ? item.name : tableKey(item);
}

/** The schema with an object added or replaced. */
export function withObject<K extends ObjectMap>(
  schema: Schema,
  map: K,
  entry: { readonly key: string; readonly item: SchemaObjects[K] },
): Schema {
  const items = schema[map] as ReadonlyMap<string, SchemaObjects[K]> | undefined;
  return { ...schema, [map]: new Map(items).set(entry.key, entry.item) };
}

/** The schema without an object; a map that is empty goes, so that "none" has one form. */
export function withoutObject(schema: Schema, map: ObjectMap, key: string): Schema {
  const items = new Map<string, SchemaObjects[ObjectMap]>(schema[map]);
  items.delete(key);
  const { [map]: _gone, ...rest } = schema;
  return items.size === 0 ? rest : { ...rest, [map]: items };
}

/** An object, if there is one of this key. */
export function findObject<K extends ObjectMap>(
  schema: Schema,
  map: K,
  key: string,
): SchemaObjects[K] | undefined {
  return (schema[map] as ReadonlyMap<string, SchemaObjects[K]> | undefined)?.get(key);
}
