/**
 * The schema that MikroORM wants as a schema of retort.
 *
 * @module
 */
import {
  compact,
  type EnumType,
  type NamedSchema,
  type Schema,
  schemaOf,
  sql,
  tableKey,
  type TableName,
  type View,
} from "@retort/core/schema";
import { placeOf, type Platform, tableOf } from "./table.ts";
import type { TargetSchema, TargetTable, TargetView } from "./target.ts";

/** What was read, and what could not be. */
export interface Found {
  /** The schema. */
  readonly schema: Schema;
  /** What no table can hold, in words. */
  readonly notes: readonly string[];
}

/** The schema. */
export function readTarget(target: TargetSchema, platform: Platform): Found {
  const enums = Object.values(target.getNativeEnums()).map(({ name, schema, items }): EnumType =>
    compact({
      name: name.split(".").at(-1) ?? name,
      schema: placeOf(schema, platform),
      values: [...items],
    })
  );
  const tables = target.getTables();
  const views = target.getViews();
  const namespaces = platform === "postgres" ? target.getNamespaces() : [];
  const schemas = namespaces.filter((name) => placeOf(name, platform) !== undefined)
    .map((name): NamedSchema => ({ name }));
  return {
    schema: compact({
      ...schemaOf(tables.map((table) => tableOf(table, { platform, enums }))),
      enums: keyed(enums),
      schemas: keyed(schemas),
      views: keyed(views.map((view) => viewOf(view, platform))),
    }),
    notes: [...tables.flatMap(tableNotes), ...views.flatMap(viewNotes)],
  };
}

function keyed<T extends TableName>(items: readonly T[]): ReadonlyMap<string, T> | undefined {
  return items.length === 0 ? undefined : new Map(items.map((item) => [tableKey(item), item]));
}

function viewOf({ name, schema, definition, materialized }: TargetView, platform: Platform): View {
  return compact({
    name,
    schema: placeOf(schema, platform),
    query: sql.raw(definition),
    materialized: materialized ? true as const : undefined,
  });
}

function viewNotes({ name, indexes = [] }: TargetView): readonly string[] {
  return indexes.map(({ keyName }) => `index ${keyName} on view ${name} is not managed`);
}

function tableNotes(table: TargetTable): readonly string[] {
  const said = "is not managed; make it with op.execute in a revision";
  const notes: string[] = [];
  for (const { keyName, expression, invisible } of table.getIndexes()) {
    if (expression !== undefined) {
      notes.push(`index ${keyName} on ${table.name} is SQL, and ${said}`);
    }
    if (invisible) notes.push(`index ${keyName} on ${table.name} is taken for a visible one`);
  }
  for (const { name } of table.getTriggers?.() ?? []) {
    notes.push(`trigger ${name} on ${table.name} ${said}`);
  }
  for (const { name } of table.getPolicies?.() ?? []) {
    notes.push(`policy ${name} on ${table.name} ${said}`);
  }
  if (table.rlsEnabled) notes.push(`row level security of ${table.name} ${said}`);
  if (table.getPartitioning?.() !== undefined) notes.push(`partitioning of ${table.name} ${said}`);
  return notes;
}
