/**
 * A schema as PostgreSQL would hold it; metadata and live schema go through it before they are
 * compared.
 *
 * @module
 */
import { mapped, typeFor } from "@retort/ansi";
import {
  type Column,
  compact,
  type DialectOptions,
  type Schema,
  sql,
  type Table,
  tableKey,
} from "@retort/core/schema";
import { canonicalExpression, type ExpressionScope, textOf } from "./expressions.ts";
import { shortName } from "./names.ts";
import {
  normalizeCheck,
  normalizeExclusion,
  normalizeForeignKey,
  normalizeKey,
} from "./normalize_constraints.ts";
import { isOwnSequence, normalizeDefault } from "./normalize_default.ts";
import { normalizeIndex } from "./normalize_index.ts";
import { normalizeObjects } from "./normalize_objects.ts";
import { ownOptions, storageOptions } from "./options.ts";
import { own } from "./parts.ts";
import { isSerial, serialOver } from "./serial.ts";
import { canonicalType } from "./type_system.ts";

const names = ["postgres"];

/** The schema that tables are in which name none; a pure function can't ask the server. */
export const defaultSchema = "public";

/** The schema as PostgreSQL would hold it. */
export function normalize(schema: Schema): Schema {
  const place = (name: string | undefined): string | undefined =>
    name === undefined || name === defaultSchema ? undefined : shortName(name);
  const parents = new Map<string, Table>();
  for (const table of schema.tables.values()) {
    parents.set(
      tableKey(compact({ name: shortName(table.name), schema: place(table.schema) })),
      table,
    );
  }
  const tables = Array.from(schema.tables.values(), (table): [string, Table] => {
    const next = normalizeTable(table, { place, parents });
    return [tableKey(next), next];
  });
  return normalizeObjects({ ...schema, tables: new Map(tables) }, place);
}

/** What is needed to find other tables of the schema. */
export interface Surroundings {
  /** A schema's name as it stands in the model. */
  readonly place: (name: string | undefined) => string | undefined;
  /** The tables by the keys of their short names. */
  readonly parents: ReadonlyMap<string, Table>;
}

function normalizeTable(table: Table, around: Surroundings): Table {
  const { primaryKey, excludes, schema, comment, options: _options, ...rest } = table;
  const key = new Set(primaryKey?.columns);
  const columns = mapped(table.columns, (column) => normalizeColumn(column, { table, key }));
  const scope = scopeOf(table.name, columns);
  return {
    ...rest,
    ...compact({
      name: shortName(table.name),
      schema: around.place(schema),
      comment: comment === "" ? undefined : comment,
      options: tableOptions(table),
      primaryKey: primaryKey && normalizeKey(primaryKey),
      excludes: excludes?.length
        ? excludes.map((item) => normalizeExclusion(item, scope))
        : undefined,
    }),
    columns,
    uniques: mapped(table.uniques, normalizeKey),
    foreignKeys: mapped(table.foreignKeys, (item) => normalizeForeignKey(item, around)),
    checks: table.checks.map((item) => normalizeCheck(item, scope)),
    indexes: mapped(table.indexes, (item) => normalizeIndex(item, { columns, scope })),
  };
}

/** What the expressions of a table can name; most tables have none. */
export function scopeOf(table: string, columns: readonly Column[]): ExpressionScope {
  let types: ReadonlyMap<string, string> | undefined;
  return {
    table,
    get columns(): ReadonlyMap<string, string> {
      types ??= new Map(columns.map(({ name, type }) => [name, type.name]));
      return types;
    },
  };
}

function normalizeColumn(
  column: Column,
  { table, key }: { readonly table: Table; readonly key: ReadonlySet<string> },
): Column {
  const { identity, collation, comment, computed } = column;
  const plain = !identity && !computed && collation === undefined && comment === undefined &&
    column.options === undefined;
  const given = canonicalType(typeFor(column.type, names));
  const own = isOwnSequence(column.default, { table, column: column.name });
  const type = (own ? serialOver(given) : undefined) ?? given;
  const name = shortName(column.name);
  const nullable = column.nullable && !key.has(column.name) && identity === undefined;
  const value = isSerial(type) || column.default === undefined
    ? undefined
    : normalizeDefault(column.default, type);
  const kept = plain && name === column.name && type === column.type && value === column.default;
  if (kept && nullable === column.nullable) return column;
  const next: { -readonly [K in keyof Column]: Column[K] } = { name, type, nullable };
  if (value !== undefined) next.default = value;
  if (identity) next.identity = normalizeIdentity(identity);
  if (computed) {
    const scope = scopeOf(table.name, table.columns);
    const text = canonicalExpression(textOf(computed.expression), scope);
    next.computed = { ...computed, expression: sql.raw(text) };
  }
  if (collation !== undefined && collation !== "default") next.collation = collation;
  if (comment !== undefined && comment !== "") next.comment = comment;
  return next;
}

/** Identity without what the server takes anyway. */
function normalizeIdentity(
  identity: NonNullable<Column["identity"]>,
): NonNullable<Column["identity"]> {
  const { start, increment, cache, cycle, minValue, maxValue, always } = identity;
  return compact({
    always,
    increment: increment === 1 ? undefined : increment,
    start: start === ((increment ?? 1) < 0 ? -1 : minValue ?? 1) ? undefined : start,
    minValue: minValue === 1 ? undefined : minValue,
    maxValue,
    cache: cache === 1 ? undefined : cache,
    cycle: cycle || undefined,
  });
}

function tableOptions(table: Table): DialectOptions | undefined {
  const { unlogged, with: storage, tablespace, partitionBy, using, inherits } = own(table);
  return ownOptions({
    unlogged: unlogged === true ? true : undefined,
    with: storageOptions(storage),
    tablespace,
    partitionBy: typeof partitionBy === "string" ? partitionKey(partitionBy) : undefined,
    using: using === "heap" ? undefined : using,
    inherits,
  });
}

/** `RANGE (created)` in one spelling. */
function partitionKey(text: string): string {
  return text.replace(/^\w+/, (word) => word.toUpperCase()).replace(/\s+/g, " ").trim();
}
