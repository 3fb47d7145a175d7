/**
 * The models of a project: its metadata as one schema.
 *
 * @module
 */
import type { Dialect } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import {
  applyNaming,
  displayName,
  emptySchema,
  isMetaData,
  type MetaData,
  type ObjectMap,
  objectMaps,
  same,
  type Schema,
  type Table,
  tableKey,
  type TableName,
  type Type,
} from "../schema/mod.ts";
import type { Environment } from "./environment.ts";

/**
 * The metadata that an environment names.
 *
 * @throws {RetortError} `config/no-metadata` where it names none.
 */
export async function loadMetadata(
  environment: Environment,
  config: string,
): Promise<readonly MetaData[]> {
  const found: unknown = await environment.metadata?.();
  const values = isMetaData(found) || found === undefined || found === null
    ? [found]
    : Object.values(found);
  const metadata = values.filter(isMetaData);
  if (metadata.length === 0) throw new RetortError("config/no-metadata", { path: config });
  return metadata;
}

/**
 * All that is declared, with names for all constraints.
 *
 * @throws {RetortError} `schema/duplicate-table`, `schema/duplicate-object`, `schema/enum-conflict`.
 */
export function mergeMetadata(metadata: readonly MetaData[]): Schema {
  const tables = new Map<string, Table>();
  const objects = new Map<ObjectMap, Map<string, TableName>>();
  for (const item of metadata) {
    const schema = applyNaming(item.schema(), item.naming);
    for (const [key, table] of schema.tables) {
      if (tables.has(key)) {
        throw new RetortError("schema/duplicate-table", { table: displayName(table) });
      }
      tables.set(key, table);
    }
    for (const map of objectMaps) {
      const known = objects.get(map) ?? new Map<string, TableName>();
      for (const [key, object] of schema[map] ?? []) known.set(key, merged(known.get(key), object));
      if (known.size > 0) objects.set(map, known);
    }
  }
  return { ...emptySchema, tables, ...Object.fromEntries(objects) };
}

/** What several metadatas name is one thing if they say the same of it. */
function merged(known: TableName | undefined, object: TableName): TableName {
  if (known === undefined || same(known, object)) return object;
  const name = displayName(object);
  throw new RetortError("schema/duplicate-object", { noun: "object", name });
}

/**
 * Refuses types that come from the module of another dialect, before the server does.
 *
 * @throws {RetortError} `schema/foreign-type`.
 */
export function checkTypes(models: Schema, dialect: Dialect, names: readonly string[]): void {
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
