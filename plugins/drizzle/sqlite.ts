/**
 * Tables of `drizzle-orm/sqlite-core`.
 *
 * @module
 */
import {
  type Column,
  compact,
  type Index,
  type PrimaryKey,
  type Schema,
  schemaOf,
  sql,
  type Table,
  tableKey,
  type View,
} from "@retort/core/schema";
import { is, SQL } from "drizzle-orm";
import { getTableConfig, getViewConfig, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import { SQLiteSyncDialect, SQLiteTable, SQLiteView } from "drizzle-orm/sqlite-core";
import { allOf } from "./kinds.ts";
import { checkOf, columnOf, defaultOf, expressionPart, foreignKeyOf } from "./reader.ts";
import { type Found, generatedText, queryWith, type Setting, textWith } from "./reader.ts";

type SQLiteConfig = ReturnType<typeof getTableConfig>;

const dialect = new SQLiteSyncDialect();
const text = textWith(dialect);

/** What exported values of SQLite's amount to. */
export function readSqlite(values: readonly unknown[], setting: Setting): Found<Schema> {
  const tables = allOf(values, SQLiteTable).map((table) => tableOf(getTableConfig(table), setting));
  const views = allOf(values, SQLiteView).flatMap((view) => viewOf(getViewConfig(view)) ?? []);
  return {
    schema: {
      ...schemaOf(tables),
      ...(views.length === 0
        ? {}
        : { views: new Map(views.map((view) => [tableKey(view), view])) }),
    },
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

function primaryKeyOf(config: SQLiteConfig, { nameOf }: Setting): PrimaryKey | undefined {
  const [composite] = config.primaryKeys;
  const columns = composite?.columns ?? config.columns.filter((column) => column.primary);
  return columns.length === 0 ? undefined : { columns: columns.map(nameOf) };
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
function indexesOf(config: SQLiteConfig, { nameOf }: Setting): readonly Index[] {
  const unique = (name: string | undefined, columns: readonly SQLiteColumn[]): Index => ({
    name: name ?? "",
    unique: true,
    parts: columns.map((column) => ({ column: nameOf(column) })),
  });
  return [
    ...config.columns.filter((column) => column.isUnique)
      .map((column) => unique(column.uniqueName, [column])),
    ...config.indexes.map(({ config: index }): Index =>
      compact({
        name: index.name,
        unique: index.unique,
        parts: index.columns.map((part) =>
          is(part, SQL) ? expressionPart(text(part)) : { column: nameOf(part) }
        ),
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
