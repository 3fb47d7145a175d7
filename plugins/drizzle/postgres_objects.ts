/**
 * What PostgreSQL has beside tables, and what of it retort does not manage.
 *
 * @module
 */
import {
  compact,
  type EnumType,
  type Json,
  type NamedSchema,
  type Schema,
  type Sequence,
  sql,
  tableKey,
  type TableName,
  type View,
  type WholeNumber,
} from "@retort/core/schema";
import type { SQL } from "drizzle-orm";
import {
  getMaterializedViewConfig,
  type getTableConfig,
  getViewConfig,
  isPgEnum,
  PgMaterializedView,
  PgPolicy,
  PgRole,
  PgSchema,
  PgSequence,
  PgView,
} from "drizzle-orm/pg-core";
import { allOf } from "./kinds.ts";
import type { Found, Text } from "./reader.ts";

type PgConfig = ReturnType<typeof getTableConfig>;

/** The schema that something is in, where that is not the usual one. */
export function placeOf(schema: string | undefined): string | undefined {
  return schema === "public" ? undefined : schema;
}

function keyed<T extends TableName>(items: readonly T[]): ReadonlyMap<string, T> | undefined {
  return items.length === 0 ? undefined : new Map(items.map((item) => [tableKey(item), item]));
}

/** The objects beside tables. */
export function readObjects(values: readonly unknown[], text: Text): Found<Partial<Schema>> {
  const plain = allOf(values, PgView).map((view) => viewOf(getViewConfig(view), text));
  const kept = allOf(values, PgMaterializedView).map((view) => {
    return keptViewOf(getMaterializedViewConfig(view), text);
  });
  const schemas = allOf(values, PgSchema).map(({ schemaName: name }): NamedSchema => ({ name }));
  const views = [...plain, ...kept];
  return {
    schema: compact({
      enums: keyed(values.filter(isPgEnum).map(enumOf)),
      sequences: keyed(allOf(values, PgSequence).map(sequenceOf)),
      schemas: keyed(schemas),
      views: keyed(views.flatMap(({ schema }) => schema ?? [])),
    }),
    notes: [
      ...views.flatMap(({ notes }) => notes),
      ...allOf(values, PgRole).map(({ name }) =>
        `role ${name} is not managed: it is of the server`
      ),
    ],
  };
}

/** What is written at a table and no op makes. */
export function tableNotes(config: PgConfig): readonly string[] {
  const notes: string[] = [];
  const { name, policies, enableRLS } = config;
  const said = "is not managed; make it with op.execute in a revision";
  for (const policy of policies) notes.push(`policy ${policy.name} on ${name} ${said}`);
  if (enableRLS || policies.length > 0) notes.push(`row level security of ${name} ${said}`);
  for (const { generatedIdentity: identity, name: column } of config.columns) {
    if (identity?.sequenceName !== undefined && identity.sequenceName !== `${name}_${column}_seq`) {
      const own = `the name ${identity.sequenceName} of the sequence behind ${name}.${column}`;
      notes.push(`${own} is left to the server`);
    }
  }
  return notes;
}

/** Policies that were linked to a table from outside. */
export function linkedPolicies(values: readonly unknown[]): readonly string[] {
  return allOf(values, PgPolicy).map(({ name }) => {
    return `policy ${name} is not managed; make it with op.execute in a revision`;
  });
}

function enumOf(
  { enumName, enumValues, schema }: {
    readonly enumName: string;
    readonly enumValues: readonly string[];
    readonly schema: string | undefined;
  },
): EnumType {
  return compact({ name: enumName, schema: placeOf(schema), values: [...enumValues] });
}

function whole(value: number | string | undefined): WholeNumber | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { bigint: String(value) };
}

function sequenceOf({ seqName, seqOptions = {}, schema }: PgSequence): Sequence {
  const { startWith, increment, minValue, maxValue, cache, cycle } = seqOptions;
  return compact({
    name: seqName ?? "",
    schema: placeOf(schema),
    start: whole(startWith),
    increment: whole(increment),
    minValue: whole(minValue),
    maxValue: whole(maxValue),
    cache: cache === undefined ? undefined : Number(cache),
    cycle: cycle === true ? true : undefined,
  });
}

interface ViewConfig {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly query?: SQL | undefined;
  readonly isExisting: boolean;
  readonly with?: object | undefined;
}

/** What a view is made with, as PostgreSQL spells it: `securityBarrier` is `security_barrier`. */
function storage(options: object | undefined): { readonly [name: string]: Json } | undefined {
  const entries = Object.entries(options ?? {}).map(([name, value]): [string, Json] => {
    return [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value as Json];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** A view; one that is marked as existing is made elsewhere, and none of ours. */
function viewOf(config: ViewConfig, text: Text): Found<View | undefined> {
  if (config.isExisting || !config.query) return { schema: undefined, notes: [] };
  const options = storage(config.with);
  return {
    schema: compact({
      name: config.name,
      schema: placeOf(config.schema),
      query: sql.raw(text(config.query)),
      options: options && { postgres: { with: options } },
    }),
    notes: [],
  };
}

function keptViewOf(
  config: ReturnType<typeof getMaterializedViewConfig>,
  text: Text,
): Found<View | undefined> {
  const { schema } = viewOf(config, text);
  const { tablespace, using, withNoData } = config;
  const left = Object.entries(compact({ tablespace, using, withNoData })).map(([option]) => {
    return `${option} of materialized view ${config.name} is left away`;
  });
  return { schema: schema && { ...schema, materialized: true }, notes: schema ? left : [] };
}
