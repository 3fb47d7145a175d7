/**
 * A schema as DuckDB would hold it; metadata and live schema go through it before they are compared.
 *
 * @module
 */
import { normalizeObjects, normalizeSequence, typeFor } from "@retort/ansi";
import {
  type Column,
  compact,
  type ForeignKey,
  type Identity,
  type Index,
  type Schema,
  type Sequence,
  sql,
  type Table,
  tableKey,
} from "@retort/core/schema";
import { canonical } from "./expressions.ts";
import { type Constraint, nameOf } from "./names.ts";
import { normalizeDefault } from "./normalize_default.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

const names = ["duckdb"];

/** The schema as DuckDB would hold it. */
export function normalize(schema: Schema): Schema {
  const tables = Array.from(schema.tables.values(), (table): [string, Table] => {
    const next = normalizeTable(table);
    return [tableKey(next), next];
  });
  return normalizeObjects({ ...schema, tables: new Map(tables) }, {
    names,
    keeps: ["schemas", "sequences", "views"],
    text: writer.text,
    place,
    sequence: plainSequence,
  });
}

function place(name: string | undefined): string | undefined {
  return name === "main" ? undefined : name;
}

function normalizeTable(table: Table): Table {
  const { options: _options, triggers: _triggers, excludes: _excludes, ...rest } = table;
  const { name, primaryKey } = table;
  const keyed = new Set(primaryKey?.columns);
  const checks = table.checks.map(({ expression }) => {
    const item = { expression: sql.raw(canonical(expression)) };
    return { name: nameOf(name, { kind: "check", ...item }), ...item };
  });
  return compact({
    ...rest,
    schema: place(table.schema),
    columns: table.columns.map((column) => normalizeColumn(column, keyed.has(column.name))),
    primaryKey: primaryKey &&
      { name: named(name, { kind: "primaryKey", ...primaryKey }), columns: primaryKey.columns },
    uniques: table.uniques.map(({ columns }) => ({
      name: named(name, { kind: "unique", columns }),
      columns,
    })),
    foreignKeys: table.foreignKeys.map((key) => normalizeKey(name, key)),
    // Two checks that say the same are one.
    checks: checks.filter((item, at) => checks.findIndex((one) => one.name === item.name) === at),
    indexes: table.indexes.map(normalizeIndex),
    comment: table.comment === "" ? undefined : table.comment,
  }) as Table;
}

function named(table: string, item: Constraint): string {
  return nameOf(table, item);
}

function normalizeKey(table: string, key: ForeignKey): ForeignKey {
  const { columns, references } = key;
  const to = compact({ ...references, schema: place(references.schema) });
  const item = { columns, references: to };
  return { name: nameOf(table, { kind: "foreignKey", ...item }), ...item };
}

function normalizeIndex({ name, unique, parts }: Index): Index {
  const plain = parts.map(({ column, expression }) =>
    compact({ column, expression: expression && sql.raw(canonical(expression)) })
  );
  return { name, unique, parts: plain };
}

function normalizeColumn(column: Column, isKey: boolean): Column {
  const { name, default: value, computed, identity, collation, comment } = column;
  const type = types.parse(types.format(typeFor(column.type, names)));
  return compact({
    name,
    type,
    nullable: column.nullable && !isKey && identity === undefined,
    default: value && !identity ? normalizeDefault(value, type) : undefined,
    computed: computed && { expression: sql.raw(canonical(computed.expression)), stored: false },
    identity: identity && plainIdentity(identity),
    collation: collation?.toLowerCase(),
    comment: comment === "" ? undefined : comment,
  }) as Column;
}

/** A numbering without what DuckDB takes anyway. */
export function plainIdentity({ always: _always, cache: _cache, ...options }: Identity): Identity {
  const { start, increment, minValue, maxValue, cycle } = plainSequence({ name: "", ...options });
  return compact({ always: false, start, increment, minValue, maxValue, cycle }) as Identity;
}

const largest = 9223372036854775807n;

function plainSequence(sequence: Sequence): Sequence {
  return normalizeSequence(sequence, {
    type: () => undefined,
    limits: () => ({ min: -largest - 1n, max: largest }),
    cache: 1,
  });
}
