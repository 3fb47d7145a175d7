/**
 * Tables of `drizzle-orm/sqlite-core`.
 *
 * @module
 */
import {
  type Column,
  compact,
  type Index,
  type Schema,
  sql,
  type Table,
  type View,
} from "@retort/core/schema";
import {
  getTableConfig,
  getViewConfig,
  type SQLiteColumn,
  SQLiteSyncDialect,
  SQLiteTable,
  SQLiteView,
} from "drizzle-orm/sqlite-core";
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
} from "./reader.ts";

type SQLiteConfig = ReturnType<typeof getTableConfig>;

const dialect = new SQLiteSyncDialect();
const text = textWith(dialect);

/** What exported values of SQLite's amount to. */
export function readSqlite(values: readonly unknown[], setting: Setting): Found<Schema> {
  const tables = allOf(values, SQLiteTable).map((table) => tableOf(getTableConfig(table), setting));
  const views = allOf(values, SQLiteView).flatMap((view) => viewOf(getViewConfig(view)) ?? []);
  return {
    schema: schemaWith(tables, views),
    notes: [],
  };
}

function tableOf(config: SQLiteConfig, setting: Setting): Table {
  const { columns } = config;
  const numbered = columns.some((column) => "autoIncrement" in column && column.autoIncrement);
  return compact({
    name: config.name,
    columns: columns.map((column) => sqliteColumn(column, setting)),
    primaryKey: primaryKeyOf(config, setting),
    uniques: [],
    // drizzle-kit gives foreign keys no names here, and SQLite does not miss them.
    foreignKeys: config.foreignKeys.map((key) => {
      const { name: _name, ...plain } = foreignKeyOf(key, undefined, setting);
      return plain;
    }),
    checks: config.checks.map((check) => checkOf(check, text)),
    indexes: indexesOf(config, setting),
    options: numbered ? { sqlite: { autoincrement: true } } : undefined,
  });
}

function sqliteColumn(column: SQLiteColumn, setting: Setting): Column {
  const { generated } = column;
  return columnOf(
    column,
    compact({
      default: defaultOf(column.default, text, (value) => JSON.stringify(value)),
      computed: generated && {
        expression: sql.raw(generatedText(generated.as, text)),
        stored: generated.mode === "stored",
      },
    }),
    setting,
  );
}

/** What Drizzle calls a unique constraint is a unique index here. */
function indexesOf(config: SQLiteConfig, setting: Setting): readonly Index[] {
  const unique = (name: string | undefined, columns: readonly SQLiteColumn[]): Index => ({
    name: name ?? "",
    unique: true,
    parts: columns.map((column) => indexPart(column, text, setting)),
  });
  return [
    ...config.columns.filter((column) => column.isUnique)
      .map((column) => unique(column.uniqueName, [column])),
    ...config.indexes.map(({ config: index }): Index =>
      compact({
        name: index.name,
        unique: index.unique,
        parts: index.columns.map((part) => indexPart(part, text, setting)),
        where: index.where && sql.raw(text(index.where)),
      })
    ),
    ...config.uniqueConstraints.map((item) => unique(item.name, item.columns)),
  ];
}

function viewOf(config: ReturnType<typeof getViewConfig>): View | undefined {
  const { name, query, isExisting } = config;
  if (isExisting || !query) return undefined;
  return { name, query: sql.raw(queryWith(dialect)(query)) };
}
