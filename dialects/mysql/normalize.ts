/**
 * A schema as the server would hold it; metadata and live schema go through it before they are
 * compared.
 *
 * @module
 */
import { mapped, typeFor } from "@retort/ansi";
import {
  type Check,
  type Column,
  compact,
  type ForeignKey,
  type Json,
  type PrimaryKey,
  type Schema,
  type Table,
  tableKey,
  type Type,
} from "@retort/core/schema";
import { momentText } from "./defaults.ts";
import { canonicalSql, canonicalText } from "./expressions.ts";
import { bothNames, isMariaDb, notDefault, own, ownOptions } from "./flavour.ts";
import { isMadeFor } from "./keys.ts";
import { shortName } from "./names.ts";
import { normalizeDefault } from "./normalize_default.ts";
import { normalizeIndexes } from "./normalize_index.ts";
import { normalizeObjects } from "./normalize_objects.ts";
import { normalStorage } from "./table_options.ts";
import { canonicalType, isText } from "./type_system.ts";

/** The collations that a character set brings along, where the products agree. */
const collations: Readonly<Record<string, string>> = {
  latin1: "latin1_swedish_ci",
  ascii: "ascii_general_ci",
  utf8: "utf8mb3_general_ci",
  utf8mb3: "utf8mb3_general_ci",
  binary: "binary",
};

/**
 * The schema as the server would hold it. Which product it is can't be seen from a schema, so
 * variants and options for MariaDB win unless the names of one product are given.
 */
export function normalize(schema: Schema, names: readonly string[] = bothNames): Schema {
  const tables = Array.from(schema.tables.values(), (table): [string, Table] => {
    const next = normalizeTable(table, schema, names);
    return [tableKey(next), next];
  });
  return normalizeObjects({ ...schema, tables: new Map(tables) }, names);
}

function normalizeTable(table: Table, schema: Schema, names: readonly string[]): Table {
  const { primaryKey, triggers, name, schema: place } = table;
  const options = own(table, names);
  const collation = collationOf(options);
  const foreignKeys = table.foreignKeys.map((item) => normalizeForeignKey(item, schema));
  const { uniques, indexes } = normalizeIndexes(table, names);
  const comment = table.comment ?? options["comment"];
  return compact({
    name: shortName(name),
    schema: place === undefined ? undefined : shortName(place),
    columns: mapped(table.columns, (column) => {
      return normalizeColumn(column, { table, names, collation });
    }),
    primaryKey: primaryKey && normalizeKey(primaryKey, names),
    uniques,
    foreignKeys,
    checks: table.checks.map((item) => normalizeCheck(item, names)),
    indexes: foreignKeys.length === 0
      ? indexes
      : indexes.filter((index) => !foreignKeys.some((key) => isMadeFor(key, index))),
    triggers,
    comment: comment === undefined || comment === "" ? undefined : String(comment),
    options: ownOptions({
      engine: notDefault(options["engine"], "innodb"),
      collate: collation,
      charset: notDefault(collation?.split("_")[0] ?? options["charset"], "utf8mb4"),
      ...normalStorage(options),
    }),
  }) as Table;
}

function collationOf(options: Readonly<Record<string, Json>>): string | undefined {
  const { collate, charset } = options;
  if (collate !== undefined) return String(collate).toLowerCase();
  return charset === undefined ? undefined : collations[String(charset).toLowerCase()];
}

interface ColumnSetting {
  readonly table: Table;
  readonly names: readonly string[];
  readonly collation: string | undefined;
}

function normalizeColumn(column: Column, setting: ColumnSetting): Column {
  const { table, names } = setting;
  const { name, comment, computed, identity } = column;
  const given = typeFor(column.type, names);
  const options = own(column, names);
  const isKey = table.primaryKey?.columns.includes(name) ?? false;
  const short = shortName(name);
  const type = canonicalType(given);
  const nullable = column.nullable && !isKey;
  const value = column.default && normalizeDefault(column.default, given, names);
  const collation = isText(given) ? columnCollation(column, options, setting) : undefined;
  const plain = !identity && !computed && column.options === undefined && comment === undefined;
  const kept = plain && short === name && type === column.type && value === column.default;
  if (kept && nullable === column.nullable && collation === column.collation) return column;
  const next: { -readonly [K in keyof Column]: Column[K] } = { name: short, type, nullable };
  if (value) next.default = value;
  // Where numbering begins is forgotten, and no number is refused.
  if (identity) next.identity = { always: false };
  if (computed) next.computed = { ...computed, expression: canonicalSql(computed.expression) };
  if (collation !== undefined) next.collation = collation;
  if (comment !== undefined && comment !== "") next.comment = comment;
  const settings = column.options && columnOptions(options, given);
  if (settings) next.options = settings;
  return next;
}

function columnOptions(
  { onUpdate, invisible, srid }: Readonly<Record<string, Json>>,
  type: Type,
): Column["options"] | undefined {
  const text = onUpdate === undefined ? undefined : String(onUpdate);
  return ownOptions({
    onUpdate: text && canonicalText(momentText(text, type) ?? text),
    invisible: invisible === true ? true : undefined,
    srid: srid === undefined ? undefined : Number(srid),
  });
}

/** The collation of a column where it is another than the table's. */
function columnCollation(
  column: Column,
  options: Readonly<Record<string, Json>>,
  { collation }: ColumnSetting,
): string | undefined {
  const charset = options["charset"];
  const wanted = column.collation ??
    (charset === undefined ? undefined : collations[String(charset).toLowerCase()]);
  const found = wanted?.toLowerCase();
  return found === collation ? undefined : found;
}

/** The server calls every primary key PRIMARY. */
function normalizeKey(key: PrimaryKey, names: readonly string[]): PrimaryKey {
  if (key.options === undefined) return { name: "PRIMARY", columns: key.columns.map(shortName) };
  const { length } = own(key, names);
  return compact({
    name: "PRIMARY",
    columns: key.columns.map(shortName),
    options: ownOptions({ length: lengths(length, key.columns) }),
  }) as PrimaryKey;
}

/** The lengths of a key's columns, by column. */
export function lengths(
  length: Json | undefined,
  columns: readonly string[],
): Readonly<Record<string, Json>> | undefined {
  if (length === undefined || length === null) return undefined;
  if (typeof length === "object" && !Array.isArray(length)) {
    return length as Readonly<Record<string, Json>>;
  }
  return Object.fromEntries(columns.map((column) => [column, length]));
}

function normalizeForeignKey(item: ForeignKey, schema: Schema): ForeignKey {
  const { name, references } = item;
  const target = compact({ name: references.table, schema: references.schema });
  const columns = references.columns.length > 0
    ? references.columns
    : schema.tables.get(tableKey(target))?.primaryKey?.columns ?? [];
  return compact({
    name: name === undefined ? undefined : shortName(name),
    columns: mapped(item.columns, shortName),
    references: compact({
      table: shortName(references.table),
      schema: references.schema,
      columns: mapped(columns, shortName),
    }),
    onDelete: action(item.onDelete),
    onUpdate: action(item.onUpdate),
  }) as ForeignKey;
}

/** RESTRICT and NO ACTION are the same, and what there is where nothing is said. */
function action(value: ForeignKey["onDelete"]): ForeignKey["onDelete"] {
  return value === "restrict" || value === "no action" ? undefined : value;
}

function normalizeCheck(check: Check, names: readonly string[]): Check {
  const { name, expression } = check;
  // MariaDB looks at every row.
  const ignored = !isMariaDb(names) && own(check, names)["enforced"] === false;
  return compact({
    name: name === undefined ? undefined : shortName(name),
    expression: canonicalSql(expression),
    options: ownOptions({ enforced: ignored ? false : undefined }),
  }) as Check;
}
