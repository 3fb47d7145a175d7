/**
 * A schema as SQLite would hold it; metadata and live schema go through it before they are compared.
 *
 * @module
 */
import { mapped, typeFor } from "@retort/ansi";
import {
  type Column,
  compact,
  type DialectOptions,
  type ForeignKey,
  type Json,
  type Schema,
  type Table,
  tableKey,
} from "@retort/core/schema";
import { normalizeDefault } from "./normalize_default.ts";
import { spelledReference } from "./spelling.ts";
import { foldName } from "./tokens.ts";
import { normalizeIndex } from "./normalize_index.ts";
import { normalizeObjects } from "./normalize_objects.ts";
import { canonical, normalizeCollation } from "./normalize_text.ts";
import { isAutoincrement, isStrict, isWithoutRowid, numbersItself, own } from "./table_options.ts";
import { affinity, canonicalType, strictType, types } from "./type_system.ts";

const names = ["sqlite"];

/** The schema as SQLite would hold it. */
export function normalize(schema: Schema): Schema {
  const parents = new Map(
    Array.from(schema.tables.values(), (table) => [foldName(table.name), table]),
  );
  const tables = Array.from(schema.tables.values(), (table): [string, Table] => {
    const next = normalizeTable(table, parents);
    return [tableKey(next), next];
  });
  return normalizeObjects({ ...schema, tables: new Map(tables) });
}

function normalizeTable(table: Table, parents: ReadonlyMap<string, Table>): Table {
  const { primaryKey, comment: _comment, options: _options, schema, ...rest } = table;
  const options = ownOptions({
    strict: isStrict(table) || undefined,
    withoutRowid: isWithoutRowid(table) || undefined,
    autoincrement: isAutoincrement(table) || undefined,
  });
  const columns = mapped(table.columns, (column) => normalizeColumn(table, column));
  return {
    ...rest,
    ...(schema === undefined || schema === "main" ? {} : { schema }),
    columns,
    ...(primaryKey ? { primaryKey: withOwnOptions(primaryKey) } : {}),
    uniques: mapped(table.uniques, (item) => {
      if (item.deferrable === undefined && item.initially === undefined) {
        return withOwnOptions(item);
      }
      const { deferrable: _deferrable, initially: _initially, ...unique } = item;
      return withOwnOptions(unique);
    }),
    foreignKeys: table.foreignKeys.map((item) => {
      const { references } = item;
      const parent = parents.get(foldName(references.table));
      return normalizeForeignKey({ ...item, references: spelledReference(references, parent) });
    }),
    checks: table.checks.map(({ options: _own, ...item }) => ({
      ...item,
      expression: canonical(item.expression, table.name),
    })),
    indexes: mapped(table.indexes, (index) => normalizeIndex(index, { ...table, columns })),
    ...options,
  };
}

function normalizeColumn(table: Table, column: Column): Column {
  const { name, default: value, collation, computed } = column;
  const given = typeFor(column.type, names);
  const type = numbersItself(table, name)
    ? { name: "integer" }
    : canonicalType(isStrict(table) ? strictType(given) : given);
  const key = table.primaryKey?.columns.includes(name) ?? false;
  const nullable = column.nullable && !key;
  const found = value && normalizeDefault(value, affinity(types.format(type)));
  const plain = !computed && collation === undefined && column.identity === undefined &&
    column.comment === undefined && column.options === undefined;
  const kept = plain && type === column.type && nullable === column.nullable;
  if (kept && found === value) return column;
  const next: { -readonly [K in keyof Column]: Column[K] } = { name, type, nullable };
  if (found) next.default = found;
  const other = normalizeCollation(collation);
  if (other !== undefined) next.collation = other;
  if (computed) {
    next.computed = { ...computed, expression: canonical(computed.expression, table.name) };
  }
  const conflict = column.nullable ? undefined : own(column)["onConflict"];
  if (conflict !== undefined) next.options = { sqlite: { onConflict: conflict } };
  return next;
}

function normalizeForeignKey(item: ForeignKey): ForeignKey {
  const { onDelete, onUpdate, match, deferrable, initially } = item;
  const { options: _options, ...rest } = item;
  const deferred = deferrable !== false && initially === "deferred";
  return compact({
    ...rest,
    onDelete: onDelete === "no action" ? undefined : onDelete,
    onUpdate: onUpdate === "no action" ? undefined : onUpdate,
    match: match === "simple" ? undefined : match,
    // Without INITIALLY DEFERRED a key is checked at once, whatever else is said.
    deferrable: deferred || undefined,
    initially: deferred ? "deferred" as const : undefined,
  });
}

function ownOptions(
  options: Readonly<Record<string, Json | undefined>>,
): { readonly options?: DialectOptions } {
  const given = compact(options) as Readonly<Record<string, Json>>;
  return Object.keys(given).length === 0 ? {} : { options: { sqlite: given } };
}

/** A key with SQLite's options only, ascending order left out. */
function withOwnOptions<T extends { readonly options?: DialectOptions }>(item: T): T {
  if (item.options === undefined) return item;
  const { options: _options, ...rest } = item;
  const { order, collations, onConflict } = own(item);
  return { ...rest, ...ownOptions({ order, collations, onConflict }) } as T;
}
