/**
 * Tables of `drizzle-orm/mysql-core`.
 *
 * @module
 */
import {
  type Column,
  compact,
  type Index,
  type Json,
  type Schema,
  sql,
  type Table,
  type Type,
  type Unique,
  type View,
} from "@retort/core/schema";
import {
  getTableConfig,
  getViewConfig,
  type MySqlColumn,
  MySqlDialect,
  MySqlTable,
  MySqlView,
} from "drizzle-orm/mysql-core";
import { allOf } from "./kinds.ts";
import {
  checkOf,
  columnOf,
  defaultOf,
  foreignKeyOf,
  type Found,
  generatedText,
  indexPart,
  primaryKeyOf,
  queryWith,
  schemaWith,
  type Setting,
  textWith,
  typeOf,
} from "./reader.ts";

type MySqlConfig = ReturnType<typeof getTableConfig>;

const dialect = new MySqlDialect();
const text = textWith(dialect);

/** What exported values of MySQL's amount to. */
export function readMysql(values: readonly unknown[], setting: Setting): Found<Schema> {
  const configs = allOf(values, MySqlTable).map((table) => getTableConfig(table));
  const views = allOf(values, MySqlView).map((view) => viewOf(getViewConfig(view)));
  return {
    schema: schemaWith(
      configs.map((config) => tableOf(config, setting)),
      views.flatMap(({ schema }) => schema ?? []),
    ),
    notes: views.flatMap(({ notes }) => notes),
  };
}

function tableOf(config: MySqlConfig, setting: Setting): Table {
  const { nameOf } = setting;
  const { columns } = config;
  const named = columns.filter((column) => column.isUnique).map((column): Unique => {
    return { name: column.uniqueName ?? "", columns: [nameOf(column)] };
  });
  return compact({
    name: config.name,
    schema: config.schema,
    columns: columns.map((column) => mysqlColumn(column, setting)),
    primaryKey: primaryKeyOf(config, setting),
    uniques: [
      ...columns.filter(isSerial).map((column): Unique => {
        return { name: nameOf(column), columns: [nameOf(column)] };
      }),
      ...named,
      ...config.uniqueConstraints.map((item): Unique => {
        return { name: item.name ?? "", columns: item.columns.map(nameOf) };
      }),
    ],
    foreignKeys: config.foreignKeys.map((key) =>
      foreignKeyOf(key, getTableConfig(key.reference().foreignTable).schema, setting)
    ),
    checks: config.checks.map((check) => checkOf(check, text)),
    indexes: config.indexes.map((index) => indexOf(index, setting)),
  });
}

/** `SERIAL` is short for a numbered column with a unique key of its own. */
function isSerial(column: MySqlColumn): boolean {
  return column.getSQLType() === "serial";
}

function mysqlColumn(column: MySqlColumn, setting: Setting): Column {
  const { generated } = column;
  const numbered = isSerial(column) || ("autoIncrement" in column && column.autoIncrement === true);
  const touched = "hasOnUpdateNow" in column && column.hasOnUpdateNow === true;
  const key = setting.nameOf(column);
  return columnOf(column, {
    name: key,
    type: mysqlType(column),
    ...compact({
      default: defaultOf(column.default, text, (value) => plainValue(value, column.getSQLType())),
      computed: generated && {
        expression: sql.raw(generatedText(generated.as, text)),
        stored: generated.mode !== "virtual",
      },
      identity: numbered ? { always: false } : undefined,
      options: touched ? { mysql: { onUpdate: "CURRENT_TIMESTAMP" } } : undefined,
    }),
  }, setting);
}

/** A type; Drizzle's own text of an enum has its words without the quotes doubled that stand in them. */
function mysqlType(column: MySqlColumn): Type {
  if (isSerial(column)) return { name: "sql type", args: ["bigint unsigned"] };
  const { enumValues } = column;
  if (!enumValues || !column.getSQLType().startsWith("enum(")) return typeOf(column);
  const words = enumValues.map((word) => `'${word.replaceAll("'", "''")}'`);
  return { name: "sql type", args: [`enum(${words.join(",")})`] };
}

/** A value as drizzle-kit writes it into a default. */
function plainValue(value: object, type: string): string {
  if (!(value instanceof Date)) return JSON.stringify(value);
  const moment = value.toISOString();
  return type === "date" ? moment.slice(0, 10) : moment.replace("T", " ").slice(0, 23);
}

function indexOf({ config }: MySqlConfig["indexes"][number], setting: Setting): Index {
  const options: Record<string, Json> = config.using === undefined ? {} : { using: config.using };
  return compact({
    name: config.name,
    unique: config.unique ?? false,
    parts: config.columns.map((part) => indexPart(part, text, setting)),
    options: config.using === undefined ? undefined : { mysql: options },
  });
}

function viewOf(config: ReturnType<typeof getViewConfig>): Found<View | undefined> {
  const { name, schema, query, isExisting, algorithm, sqlSecurity, withCheckOption } = config;
  if (isExisting || !query) return { schema: undefined, notes: [] };
  const left = Object.keys(compact({ algorithm, sqlSecurity, withCheckOption }));
  return {
    schema: compact({ name, schema, query: sql.raw(queryWith(dialect)(query)) }),
    notes: left.map((option) => `${option} of view ${name} is left away`),
  };
}
