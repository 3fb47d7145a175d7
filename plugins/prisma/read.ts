/**
 * A schema of Prisma as a schema of retort.
 *
 * @module
 */
import {
  compact,
  type EnumType,
  type Extension,
  type NamedSchema,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
} from "@retort/core/schema";
import { itemsOf, mapped, nameOf, placeOf, textOf } from "./ask.ts";
import { columnOf, defaultValue, enumValues } from "./column.ts";
import type { Context, Model } from "./context.ts";
import { indexesOf, keyFields, primaryKeyOf } from "./indexes.ts";
import type { Block } from "./parse.ts";
import { foreignKeysOf, joinTables } from "./relations.ts";
import { providers } from "./types.ts";

/** What was read, and what could not be. */
export interface Found {
  /** The schema. */
  readonly schema: Schema;
  /** What no table can hold, in words. */
  readonly notes: readonly string[];
}

/** The schema that blocks amount to. */
export function readSchema(blocks: readonly Block[], fail: (problem: string) => never): Found {
  const datasource = blocks.find(({ kind }) => kind === "datasource") ??
    fail("it has no datasource, so its provider is not known");
  const said = textOf(datasource.settings.get("provider")) ?? "";
  const provider = providers[said] ??
    fail(`the provider is "${said}"; read are ${Object.keys(providers).join(", ")}`);
  const cx: Context = {
    provider,
    fail,
    models: byName(blocks, "model", (block) => ({
      ...block,
      table: mapped(block),
      place: provider === "sqlite" ? undefined : placeOf(block),
    })),
    enums: byName(blocks, "enum", (block) => block),
  };
  const keyed = textOf(datasource.settings.get("relationMode")) !== "prisma";
  const tables = [...cx.models.values()].map((model) => tableOf(model, keyed, cx));
  const joins = joinTables(cx).map((table) => keyed ? table : { ...table, foreignKeys: [] });
  return {
    schema: {
      ...schemaOf([...tables, ...joins].map((item) => inProvider(item, cx))),
      ...objects(datasource, cx),
    },
    notes: notesOf(blocks, keyed),
  };
}

function byName<T>(
  blocks: readonly Block[],
  kind: string,
  make: (block: Block) => T,
): ReadonlyMap<string, T> {
  return new Map(
    blocks.filter((block) => block.kind === kind).map((block) => [block.name, make(block)]),
  );
}

function tableOf(model: Model, keyed: boolean, cx: Context): Table {
  const keys = keyFields(model);
  const columns = model.fields.filter(({ type }) => !cx.models.has(type));
  const numbered = columns.some((field) => nameOf(defaultValue(field)) === "autoincrement");
  return compact({
    name: model.table,
    schema: model.place,
    columns: columns.map((field) => columnOf(field, keys.includes(field.name), cx)),
    primaryKey: primaryKeyOf(model, cx),
    uniques: [],
    foreignKeys: keyed ? foreignKeysOf(model, cx) : [],
    checks: [],
    indexes: indexesOf(model, cx),
    options: numbered && cx.provider === "sqlite" ? { sqlite: { autoincrement: true } } : undefined,
  });
}

/** Prisma says the collation of every table on MySQL. */
function inProvider(table: Table, { provider }: Context): Table {
  if (provider !== "mysql") return table;
  return { ...table, options: { mysql: { charset: "utf8mb4", collate: "utf8mb4_unicode_ci" } } };
}

/** Enums, schemas and extensions of PostgreSQL. */
function objects(datasource: Block, { provider, enums }: Context): Partial<Schema> {
  if (provider !== "postgres") return {};
  const types = [...enums.values()].map((block): [string, EnumType] => {
    const item = compact({
      name: mapped(block),
      schema: placeOf(block),
      values: enumValues(block),
    });
    return [tableKey(item), item];
  });
  const schemas = itemsOf(datasource.settings.get("schemas")).flatMap((value) =>
    textOf(value) ?? []
  )
    .filter((name) => name !== "public").map((name): [string, NamedSchema] => [name, { name }]);
  const extensions = itemsOf(datasource.settings.get("extensions")).flatMap((value) => {
    if (value.kind !== "name") return [];
    const said = (key: string): string | undefined =>
      textOf(value.args?.find(({ name }) => name === key)?.value);
    const item = compact({
      name: said("map") ?? value.name,
      schema: said("schema"),
      version: said("version"),
    });
    return [[item.name, item] as [string, Extension]];
  });
  return compact({
    enums: types.length === 0 ? undefined : new Map(types),
    schemas: schemas.length === 0 ? undefined : new Map(schemas),
    extensions: extensions.length === 0 ? undefined : new Map(extensions),
  });
}

function notesOf(blocks: readonly Block[], keyed: boolean): readonly string[] {
  const notes = blocks.filter(({ kind }) => kind === "view").map(({ name }) => {
    return `view ${name} is not managed: Prisma does not say its query`;
  });
  if (!keyed) notes.push('relations have no foreign keys: relationMode is "prisma"');
  return notes;
}
