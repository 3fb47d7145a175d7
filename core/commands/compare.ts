/**
 * Comparing the models with the database: what `revision --autogenerate` and `check` share.
 *
 * @module
 */
import { diffSchemas, type SchemaDifference } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { bookkeepingOf, isOwn, type RevisionSet, stateAt } from "../plan/mod.ts";
import type { Session } from "../run/mod.ts";
import {
  applyNaming,
  defaultNaming,
  displayName,
  isMetaData,
  type MetaData,
} from "../schema/mod.ts";
import { emptySchema, type Schema, type Table, tableKey, type TableName } from "../schema/mod.ts";
import type { Environment } from "./environment.ts";
import { type Project, toldOf } from "./project.ts";

/** A comparison and the live schema it began from. */
export interface Comparison extends SchemaDifference {
  /** The live schema in the server's own words, named, without what must not be looked at. */
  readonly live: Schema;
}

/** The database that models are compared with. */
export interface CompareState {
  /** The database; absent where there is none yet, which is like an empty one. */
  readonly session?: Session;
  /** The revisions. */
  readonly set: RevisionSet;
  /** The rows of the version table. */
  readonly rows: readonly string[];
}

/** Compares the models of a project with its database. */
export async function compareModels(
  project: Project,
  { session, set, rows }: CompareState,
): Promise<Comparison> {
  const dialect = session?.dialect ?? await project.dialect();
  const environment = await project.environment();
  const metadata = await loadMetadata(environment, project.settings.config);
  const tables = bookkeepingOf(project.settings);
  const looked = (table: TableName): boolean =>
    !isOwn(tables, table) && (environment.includeName?.(table) ?? true);
  const inspected = filterTables(session ? await inspectAll(session) : emptySchema, looked);
  // What the database has without a name is found by its text; only what is written gets one.
  const { check: _check, ...naming } = metadata[0]?.naming ?? defaultNaming;
  const live = applyNaming(dialect.normalize(inspected), naming);
  const wanted = filterTables(mergeMetadata(metadata), looked);
  checkReferences(wanted, live);
  const flavour = session?.db.server.flavour ?? dialect.name;
  const cx = { dialect: dialect.name, flavour, ...toldOf(project), offline: false };
  const managed = await managedTables(live, wanted, () => stateAt(set, rows, cx));
  const difference = diffSchemas(live, dialect.normalize(wanted), {
    types: dialect.types,
    comments: dialect.can.comments,
    written: (table) => wanted.tables.get(tableKey(table)),
    managed,
  });
  return { ...difference, live: applyNaming(inspected, naming) };
}

/** Refuses foreign keys that point at nothing: SQLite would take them and fail at the first row. */
function checkReferences(wanted: Schema, live: Schema): void {
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

async function inspectAll({ dialect, db }: Session): Promise<Schema> {
  if (!dialect.inspect) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  return await dialect.inspect(db);
}

/** The tables that revisions made: only these may be dropped. The revisions are read only if needed. */
async function managedTables(
  live: Schema,
  wanted: Schema,
  state: () => Promise<Schema>,
): Promise<(table: TableName) => boolean> {
  const foreign = [...live.tables.keys()].filter((key) => !wanted.tables.has(key));
  if (foreign.length === 0) return () => true;
  const recorded = await state();
  return (table) => recorded.tables.has(tableKey(table));
}

async function loadMetadata(
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
function mergeMetadata(metadata: readonly MetaData[]): Schema {
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

function filterTables(schema: Schema, keep: (table: TableName) => boolean): Schema {
  return { ...schema, tables: new Map([...schema.tables].filter(([, table]) => keep(table))) };
}
