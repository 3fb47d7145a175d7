/**
 * The models of a project: its metadata as one schema.
 *
 * @module
 */
import type { Dialect } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import {
  applyNaming,
  checkMetaData,
  defaultNaming,
  displayName,
  emptySchema,
  isMetaData,
  type MetaData,
  type NamingConvention,
  nounOf,
  type ObjectMap,
  objectMaps,
  plainNoun,
  same,
  type Schema,
  type Table,
  tableKey,
  type TableName,
  type Type,
} from "../schema/mod.ts";
import { isSchemaSource, loadSource } from "../plugin/source.ts";
import type { Environment } from "./environment.ts";

/** Metadata and where the environment has it from, for messages: `audit`, `item 2`. */
export interface NamedMetadata {
  /** Where it is from. */
  readonly name: string;
  /** The metadata. */
  readonly metadata: MetaData;
}

/**
 * The metadata that an environment names: a `MetaData`, a schema source, a module that exports
 * metadata, or a list of these; what is named twice counts once.
 *
 * @throws {RetortError} `config/no-metadata` where it names none.
 */
export async function loadMetadata(
  environment: Environment,
  config: string,
): Promise<readonly NamedMetadata[]> {
  const found = await namedIn(await environment.metadata?.(), "");
  const once = found.filter(({ metadata }, index) =>
    found.findIndex((other) => other.metadata === metadata) === index
  );
  for (const { metadata } of once) checkMetaData(metadata);
  if (once.length === 0) throw new RetortError("config/no-metadata", { path: config });
  return once;
}

async function namedIn(value: unknown, name: string): Promise<readonly NamedMetadata[]> {
  if (isMetaData(value)) return [{ name: name || "metadata", metadata: value }];
  if (isSchemaSource(value)) return await namedIn(await loadSource(value), value.name);
  if (Array.isArray(value)) {
    const items = await Promise.all(value);
    const lists = items.map((item: unknown, index) => namedIn(item, `item ${index + 1}`));
    return (await Promise.all(lists)).flat();
  }
  const exports = Object.entries(value ?? {});
  const lead = name === "" ? "" : `${name}, `;
  return exports.flatMap(([key, metadata]: [string, unknown]) =>
    isMetaData(metadata) ? [{ name: `${lead}${key}`, metadata }] : []
  );
}

/**
 * All that is declared, with names for all constraints.
 *
 * @throws {RetortError} `schema/duplicate-table`, `schema/duplicate-object`, `schema/enum-conflict`.
 */
export function mergeMetadata(all: readonly NamedMetadata[]): Schema {
  const tables = new Map<string, Table>();
  const objects = new Map<ObjectMap, Map<string, TableName>>();
  const owners = new Map<string, string>();
  for (const { name, metadata } of all) {
    const schema = applyNaming(metadata.schema(), metadata.naming);
    for (const [key, table] of schema.tables) {
      const other = owners.get(key);
      if (other !== undefined) {
        const data = { table: displayName(table), in: [other, name] };
        throw new RetortError("schema/duplicate-table", data);
      }
      owners.set(key, name);
      tables.set(key, table);
    }
    for (const map of objectMaps) {
      const known = objects.get(map) ?? new Map<string, TableName>();
      for (const [key, object] of schema[map] ?? []) {
        const from = `${map} ${key}`;
        const pair = [owners.get(from) ?? "", name];
        known.set(
          key,
          merged(known.get(key), object, {
            noun: plainNoun(nounOf(map, object)),
            in: pair,
          }),
        );
        if (!owners.has(from)) owners.set(from, name);
      }
      if (known.size > 0) objects.set(map, known);
    }
  }
  return { ...emptySchema, tables, ...Object.fromEntries(objects) };
}

/** What several metadatas name is one thing if they say the same of it. */
function merged(
  known: TableName | undefined,
  object: TableName,
  about: { readonly noun: string; readonly in: readonly string[] },
): TableName {
  if (known === undefined || same(known, object)) return object;
  throw new RetortError("schema/duplicate-object", { ...about, name: displayName(object) });
}

/**
 * How constraints of a live table are called that have no name: as the metadata says that declares the
 * table. Checks are not: they are found by their text, and only what is written gets a name.
 */
export function liveNaming(all: readonly NamedMetadata[]): (table: Table) => NamingConvention {
  const owners = new Map<string, NamingConvention>();
  for (const { metadata } of all) {
    for (const key of metadata.schema().tables.keys()) owners.set(key, metadata.naming);
  }
  const first = all[0]?.metadata.naming ?? defaultNaming;
  return (table) => {
    const { check: _check, ...naming } = owners.get(tableKey(table)) ?? first;
    return naming;
  };
}

/**
 * The models with types that are only text read as the types that they are: a schema source has what
 * its library says, `varchar(50)`, and a revision then says `varchar(50)` and not that text.
 */
export function readTypes(models: Schema, { types }: Pick<Dialect, "types">): Schema {
  const isText = ({ type }: Table["columns"][number]): boolean => type.name === "sql type";
  const tables = Array.from(models.tables, ([key, table]): [string, Table] => {
    if (!table.columns.some(isText)) return [key, table];
    const columns = table.columns.map((column) => {
      if (!isText(column)) return column;
      const type = types.parse(String(column.type.args?.[0]));
      return { ...column, type: column.type.on ? { ...type, on: column.type.on } : type };
    });
    return [key, { ...table, columns }];
  });
  return { ...models, tables: new Map(tables) };
}

/**
 * Refuses what the dialect does not know, before the server does: types that come from the module of
 * another one, objects of plugins that are not there.
 *
 * @throws {RetortError} `schema/foreign-type`, `plugin/unknown-noun`.
 */
export function checkTypes(models: Schema, dialect: Dialect, names: readonly string[]): void {
  checkNouns(models, dialect);
  const own = dialect.types.from;
  if (own === undefined) return;
  for (const table of models.tables.values()) {
    for (const { name, type } of table.columns) {
      const variant = type.on && names.find((item) => type.on?.[item] !== undefined);
      const used: Type = (variant === undefined ? undefined : type.on?.[variant]) ?? type;
      if ((used.from ?? own) === own) continue;
      throw new RetortError("schema/foreign-type", {
        table: displayName(table),
        column: name,
        type: used.name,
        from: used.from ?? own,
        dialect: dialect.name,
      });
    }
  }
}

/**
 * Refuses objects of plugins that are not there: nothing would compare them.
 *
 * @throws {RetortError} `plugin/unknown-noun`.
 */
export function checkNouns(models: Schema, { nouns = [] }: Pick<Dialect, "nouns">): void {
  const known = new Set(nouns.map(({ noun }) => noun));
  for (const { noun, name } of models.plugins?.values() ?? []) {
    if (!known.has(noun)) throw new RetortError("plugin/unknown-noun", { noun, name });
  }
}

/** Refuses foreign keys that point at nothing: SQLite would take them and fail at the first row. */
export function checkReferences(
  wanted: Schema,
  live: Schema,
  opaque: readonly string[] = [],
): void {
  for (const table of wanted.tables.values()) {
    for (const { references } of table.foreignKeys) {
      const { table: name, schema, columns } = references;
      const target = schema === undefined ? { name } : { name, schema };
      if (opaque.includes(displayName(target))) continue;
      const key = tableKey(target);
      const found = wanted.tables.get(key) ?? live.tables.get(key);
      const known = found?.columns.map((column) => column.name) ?? [];
      const missing = columns.find((column) => !known.includes(column));
      if (missing === undefined) continue;
      const reference = `${displayName(target)}.${missing}`;
      const data = { table: displayName(table), reference, exists: found !== undefined };
      throw new RetortError("schema/unknown-target", data);
    }
  }
}
