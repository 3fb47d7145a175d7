/**
 * Pure updates of a schema.
 *
 * @module
 */
import { mapNames } from "./expression.ts";
import { Layered } from "./layered.ts";
import {
  type Column,
  type ForeignKey,
  type Index,
  type Schema,
  type Table,
  tableKey,
  type TableName,
} from "./model.ts";
import { hangsOn, type PluginObject, withPluginObjects } from "./plugin_object.ts";
import { isSql, type Sql } from "./sql.ts";

/** The schema with a table added or replaced. */
export function withTable(schema: Schema, table: Table): Schema {
  const { tables } = schema;
  const key = tableKey(table);
  const next = tables instanceof Layered
    ? tables.with(key, table)
    : new Map(tables).set(key, table);
  return { ...schema, tables: next };
}

/** The schema without a table. */
export function withoutTable(schema: Schema, name: TableName): Schema {
  const tables = new Map(schema.tables);
  tables.delete(tableKey(name));
  return mapPluginObjects({ ...schema, tables }, (item) => hangsOn(item, name) ? [] : [item]);
}

/** The schema with its plugins' objects changed; as it is where it has none. */
function mapPluginObjects(
  schema: Schema,
  change: (object: PluginObject) => readonly PluginObject[],
): Schema {
  if (!schema.plugins) return schema;
  return withPluginObjects(schema, [...schema.plugins.values()].flatMap(change));
}

/** The schema with one table of it changed. */
export function editTable(
  schema: Schema,
  name: TableName,
  edit: (table: Table) => Table,
): Schema {
  const table = schema.tables.get(tableKey(name));
  return table === undefined ? schema : withTable(schema, edit(table));
}

/**
 * The schema with a table under another name; foreign keys that point at it follow.
 *
 * A trigger's text can't be followed; a table that has one is unknown afterwards.
 */
export function renameTable(schema: Schema, from: TableName, to: string): Schema {
  const table = schema.tables.get(tableKey(from));
  if (table === undefined) return schema;
  const tables = new Map<string, Table>();
  for (const [key, item] of schema.tables) {
    const renamed = item === table ? { ...item, name: to } : item;
    const next = mapForeignKeys(renamed, (references) => {
      const points = references.table === from.name && references.schema === from.schema;
      return points ? { ...references, table: to } : references;
    });
    tables.set(item === table ? tableKey(next) : key, next);
  }
  const hung = mapPluginObjects(
    { ...schema, tables },
    (item) => [hangsOn(item, from) ? { ...item, table: to } : item],
  );
  return forgetTriggered(hung, { ...from, name: to });
}

/**
 * The schema with a column under another name; keys, indexes, expressions and foreign keys follow.
 *
 * A trigger's text can't be followed; a table that has one is unknown afterwards.
 */
export function renameColumn(
  schema: Schema,
  name: TableName,
  names: { readonly from: string; readonly to: string },
): Schema {
  const swap = (column: string): string => (column === names.from ? names.to : column);
  const tables = new Map<string, Table>();
  for (const [key, item] of schema.tables) {
    const renamed = key === tableKey(name) ? renameInTable(item, swap) : item;
    const next = mapForeignKeys(renamed, (references) => {
      const points = references.table === name.name && references.schema === name.schema;
      return points ? { ...references, columns: references.columns.map(swap) } : references;
    });
    tables.set(key, next);
  }
  const hung = mapPluginObjects(
    { ...schema, tables },
    (item) => [hangsOn(item, name) ? { ...item, data: mapFragments(item.data, swap) } : item],
  );
  return forgetTriggered(hung, name);
}

/** Data of a plugin with other names of columns in its fragments. */
function mapFragments<T>(value: T, swap: (column: string) => string): T {
  if (isSql(value)) return mapNames(value, swap) as T & Sql;
  if (Array.isArray(value)) return value.map((item) => mapFragments(item, swap)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, mapFragments(item, swap)]);
  return Object.fromEntries(entries);
}

/** The schema in which a table is known to be this. */
export function knowTable(schema: Schema, table: Table): Schema {
  const unknown = new Set(schema.unknown.tables);
  unknown.delete(tableKey(table));
  return { ...withTable(schema, table), unknown: { ...schema.unknown, tables: unknown } };
}

/** The table with one of its columns changed. */
export function editColumn(table: Table, name: string, edit: (column: Column) => Column): Table {
  return { ...table, columns: table.columns.map((c) => (c.name === name ? edit(c) : c)) };
}

/** The schema of which nothing is known any more, or not this table. */
export function forget(schema: Schema, name?: TableName): Schema {
  // What is made after this is known again, so what was there before must not seem to be.
  if (name === undefined) {
    return { ...schema, tables: new Map(), unknown: { all: true, tables: new Set() } };
  }
  const tables = new Set(schema.unknown.tables).add(tableKey(name));
  return { ...schema, unknown: { ...schema.unknown, tables } };
}

/** Whether it is not known what a table looks like, or whether it exists. */
export function isUnknown(schema: Schema, name: TableName): boolean {
  return schema.unknown.tables.has(tableKey(name)) ||
    (schema.unknown.all && !schema.tables.has(tableKey(name)));
}

function forgetTriggered(schema: Schema, name: TableName): Schema {
  const triggers = schema.tables.get(tableKey(name))?.triggers ?? [];
  return triggers.length > 0 ? forget(schema, name) : schema;
}

function mapForeignKeys(
  table: Table,
  edit: (references: ForeignKey["references"]) => ForeignKey["references"],
): Table {
  let changed = false;
  const foreignKeys = table.foreignKeys.map((item) => {
    const references = edit(item.references);
    if (references === item.references) return item;
    changed = true;
    return { ...item, references };
  });
  return changed ? { ...table, foreignKeys } : table;
}

function renameInTable(table: Table, swap: (column: string) => string): Table {
  const swapAll = <T extends { readonly columns: readonly string[] }>(item: T): T => ({
    ...item,
    columns: item.columns.map(swap),
  });
  const text = (expression: Sql): Sql => mapNames(expression, swap);
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      name: swap(column.name),
      ...(column.computed
        ? { computed: { ...column.computed, expression: text(column.computed.expression) } }
        : {}),
    })),
    ...(table.primaryKey ? { primaryKey: swapAll(table.primaryKey) } : {}),
    uniques: table.uniques.map(swapAll),
    foreignKeys: table.foreignKeys.map(swapAll),
    checks: table.checks.map((check) => ({ ...check, expression: text(check.expression) })),
    ...(table.excludes
      ? {
        excludes: table.excludes.map((item) => ({
          ...item,
          elements: item.elements.map((part) => renameInPart(part, swap)),
          ...(item.where ? { where: text(item.where) } : {}),
        })),
      }
      : {}),
    indexes: table.indexes.map((index) => renameInIndex(index, swap)),
  };
}

function renameInIndex(index: Index, swap: (column: string) => string): Index {
  return {
    ...index,
    parts: index.parts.map((part) => renameInPart(part, swap)),
    ...(index.include ? { include: index.include.map(swap) } : {}),
    ...(index.where ? { where: mapNames(index.where, swap) } : {}),
  };
}

function renameInPart<T extends { readonly column?: string; readonly expression?: Sql }>(
  part: T,
  swap: (column: string) => string,
): T {
  return {
    ...part,
    ...(part.column === undefined ? {} : { column: swap(part.column) }),
    ...(part.expression === undefined ? {} : { expression: mapNames(part.expression, swap) }),
  };
}
