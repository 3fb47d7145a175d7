/**
 * Tables of `drizzle-orm/pg-core`.
 *
 * @module
 */
import {
  type Column,
  compact,
  type Identity,
  type Index,
  type IndexPart,
  type Json,
  type PrimaryKey,
  type Schema,
  schemaOf,
  sql,
  type Table,
  type Type,
  type Unique,
} from "@retort/core/schema";
import { is, SQL } from "drizzle-orm";
import {
  getTableConfig,
  type IndexedColumn,
  PgArray,
  type PgColumn,
  PgDialect,
  PgEnumColumn,
  PgEnumObjectColumn,
  PgTable,
} from "drizzle-orm/pg-core";
import { constraintName } from "./casing.ts";
import { allOf } from "./kinds.ts";
import { linkedPolicies, placeOf, readObjects, tableNotes } from "./postgres_objects.ts";
import {
  checkOf,
  columnOf,
  defaultOf,
  expressionPart,
  foreignKeyOf,
  type Found,
  generatedText,
  queryWith,
  type Setting,
  textWith,
  typeOf,
} from "./reader.ts";

type PgConfig = ReturnType<typeof getTableConfig>;

const dialect = new PgDialect();
const text = textWith(dialect);

/** What exported values of PostgreSQL's amount to. */
export function readPostgres(values: readonly unknown[], setting: Setting): Found<Schema> {
  const configs = allOf(values, PgTable).map((table) => getTableConfig(table));
  const objects = readObjects(values, queryWith(dialect));
  const tables = configs.map((config) => cut(tableOf(config, setting)));
  return {
    schema: { ...schemaOf(tables), ...objects.schema },
    notes: [
      ...configs.flatMap((config) => tableNotes(config)),
      ...objects.notes,
      ...linkedPolicies(values),
    ],
  };
}

function tableOf(config: PgConfig, setting: Setting): Table {
  const { name, columns } = config;
  return compact({
    name,
    schema: placeOf(config.schema),
    columns: columns.map((column) => pgColumn(column, setting)),
    primaryKey: primaryKeyOf(config, setting),
    uniques: [
      ...columnUniques(columns, setting),
      ...config.uniqueConstraints.map((item): Unique => ({
        name: item.name ?? "",
        columns: item.columns.map(setting.nameOf),
        ...(item.nullsNotDistinct ? { options: { postgres: { nullsNotDistinct: true } } } : {}),
      })),
    ],
    foreignKeys: config.foreignKeys.map((key) =>
      foreignKeyOf(key, placeOf(getTableConfig(key.reference().foreignTable).schema), setting)
    ),
    checks: config.checks.map((check) => checkOf(check, text)),
    indexes: config.indexes.map((index) => indexOf(config, index, setting)),
  });
}

function columnUniques(columns: readonly PgColumn[], { nameOf }: Setting): readonly Unique[] {
  return columns.filter((column) => column.isUnique).map((column) => ({
    name: column.uniqueName ?? "",
    columns: [nameOf(column)],
    ...(column.uniqueType === "not distinct"
      ? { options: { postgres: { nullsNotDistinct: true } } }
      : {}),
  }));
}

/** Without a name of its own a key has that which the server gives it. */
function primaryKeyOf(config: PgConfig, { nameOf }: Setting): PrimaryKey | undefined {
  const [composite] = config.primaryKeys;
  if (composite) {
    const name = constraintName(composite.getName(), composite.columns, nameOf);
    return { name, columns: composite.columns.map(nameOf) };
  }
  const columns = config.columns.filter((column) => column.primary).map(nameOf);
  return columns.length === 0 ? undefined : { name: `${shortened(config.name, 58)}_pkey`, columns };
}

/** The names of constraints and indexes as PostgreSQL cuts them off, which Drizzle leaves to it. */
function cut(table: Table): Table {
  const short = <T extends { readonly name?: string }>(item: T): T =>
    item.name === undefined ? item : { ...item, name: shortened(item.name, 63) };
  return {
    ...table,
    ...(table.primaryKey ? { primaryKey: short(table.primaryKey) } : {}),
    uniques: table.uniques.map(short),
    foreignKeys: table.foreignKeys.map(short),
    checks: table.checks.map(short),
    indexes: table.indexes.map(short),
  };
}

/** As much of a text as so many bytes hold. */
function shortened(name: string, length: number): string {
  const bytes = new TextEncoder().encode(name);
  return new TextDecoder().decode(bytes.slice(0, length)).replace(/\uFFFD$/, "");
}

function pgColumn(column: PgColumn, setting: Setting): Column {
  const { generated, generatedIdentity: identity } = column;
  return columnOf(column, {
    type: pgType(column),
    ...compact({
      default: defaultOf(column.default, text, (value) => plainValue(value, column.getSQLType())),
      computed: generated &&
        { expression: sql.raw(generatedText(generated.as, text)), stored: true },
      identity: identity && identityOf(identity.type === "always", identity.sequenceOptions ?? {}),
    }),
  }, setting);
}

function pgType(column: PgColumn): Type {
  let [base, brackets]: [PgColumn, string] = [column, ""];
  for (; is(base, PgArray); base = base.baseColumn) brackets += "[]";
  if (!is(base, PgEnumColumn) && !is(base, PgEnumObjectColumn)) return typeOf(column);
  const { enumName, enumValues, schema } = base.enum;
  const place = placeOf(schema);
  if (brackets === "") {
    return {
      name: "enumeration",
      args: [enumName, [...enumValues], ...(place === undefined ? [] : [{ schema: place }])],
    };
  }
  const parts = place === undefined ? [enumName] : [place, enumName];
  const quoted = parts.map((part) =>
    /^[a-z_][a-z0-9_]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`
  ).join(".");
  return { name: "sql type", args: [quoted + brackets] };
}

function identityOf(
  always: boolean,
  options: Readonly<Record<string, number | string | bigint | boolean | undefined>>,
): Identity {
  const number = (name: string): number | undefined =>
    options[name] === undefined ? undefined : Number(options[name]);
  return compact({
    always,
    start: number("startWith"),
    increment: number("increment"),
    minValue: number("minValue"),
    maxValue: number("maxValue"),
    cache: number("cache"),
    cycle: options["cycle"] === true ? true : undefined,
  });
}

/** A value as drizzle-kit writes it into a default. */
function plainValue(value: object, type: string): string {
  const lower = type.toLowerCase();
  if (lower === "json" || lower === "jsonb") return JSON.stringify(value);
  if (value instanceof Date) return momentText(value, lower);
  return Array.isArray(value) && lower.includes("[") ? arrayText(value, lower) : String(value);
}

function momentText(value: Date, type: string): string {
  const text = value.toISOString();
  if (type === "date") return text.slice(0, 10);
  return type === "timestamp" ? text.replace("T", " ").slice(0, 23) : text;
}

function arrayText(values: readonly unknown[], type: string): string {
  const [element = ""] = type.split("[");
  const items = values.map((value): string => {
    if (Array.isArray(value)) return arrayText(value, type);
    if (value instanceof Date) return quoted(momentText(value, element));
    if (typeof value === "object") return quoted(JSON.stringify(value));
    return typeof value === "string" ? quoted(value) : String(value);
  });
  return `{${items.join(",")}}`;
}

/** An element of an array as the server writes it: in quotes only where it has to be. */
function quoted(text: string): string {
  if (text !== "" && !/[{}",\\\s]/.test(text) && !/^null$/i.test(text)) return text;
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

type DrizzleIndex = PgConfig["indexes"][number];

function indexOf(table: PgConfig, { config }: DrizzleIndex, setting: Setting): Index {
  const named = config.columns.flatMap((part) =>
    is(part, SQL) ? [] : [setting.nameOf(part as PgColumn)]
  );
  const options = compact({
    using: config.method === "btree" ? undefined : config.method,
    with: config.with && Object.keys(config.with).length > 0 ? config.with as Json : undefined,
    concurrently: config.concurrently ? true : undefined,
  }) as Record<string, Json>;
  return compact({
    name: config.name ?? `${table.name}_${named.join("_")}_index`,
    unique: config.unique,
    parts: config.columns.map((part) =>
      is(part, SQL)
        ? expressionPart(text(part))
        : columnPart(part as Partial<IndexedColumn>, config.method, setting)
    ),
    where: config.where && sql.raw(text(config.where)),
    options: Object.keys(options).length === 0 ? undefined : { postgres: options },
  });
}

function columnPart(
  part: Partial<IndexedColumn>,
  method: string | undefined,
  { nameOf }: Setting,
): IndexPart {
  const { order, nulls, opClass } = part.indexConfig ?? {};
  const sorted = method === undefined || method === "btree";
  return compact({
    column: nameOf(part as PgColumn),
    order: sorted && order === "desc" ? "desc" as const : undefined,
    nulls: sorted && (order === "desc" || nulls === "first") ? nulls : undefined,
    options: opClass === undefined ? undefined : { postgres: { ops: opClass } },
  });
}
