/**
 * The models of a project: its metadata as one schema.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  applyNaming,
  displayName,
  isMetaData,
  type MetaData,
  type Schema,
  type Table,
  tableKey,
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

/** All declared tables with names for all constraints. */
export function mergeMetadata(metadata: readonly MetaData[]): Schema {
  const tables = new Map<string, Table>();
  for (const item of metadata) {
    for (const [key, table] of applyNaming(item.schema(), item.naming).tables) {
      if (tables.has(key)) {
        throw new RetortError("schema/duplicate-table", { table: displayName(table) });
      }
      tables.set(key, table);
    }
  }
  return { tables, unknown: { all: false, tables: new Set() } };
}

/** Refuses foreign keys that point at nothing: SQLite would take them and fail at the first row. */
export function checkReferences(wanted: Schema, live: Schema): void {
  for (const table of wanted.tables.values()) {
    for (const { references } of table.foreignKeys) {
      const { table: name, schema, columns } = references;
      const target = schema === undefined ? { name } : { name, schema };
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
