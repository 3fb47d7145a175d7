/**
 * What the tables of all dialects have in common.
 *
 * @module
 */
import {
  type Check,
  type Column,
  compact,
  type Default,
  type ForeignKey,
  type IndexPart,
  literal,
  type LiteralInput,
  type PrimaryKey,
  type ReferentialAction,
  type Schema,
  schemaOf,
  sql,
  type Table,
  tableKey,
  type Type,
  type View,
} from "@retort/core/schema";
import {
  type Column as DrizzleColumn,
  getTableName,
  is,
  SQL,
  sql as drizzleSql,
  type Table as DrizzleTable,
} from "drizzle-orm";
import { constraintName, type NameOf } from "./casing.ts";

/** What was read, and what could not be. */
export interface Found<T> {
  /** What was read. */
  readonly schema: T;
  /** What no table can hold, in words. */
  readonly notes: readonly string[];
}

/** How a user wants things read. */
export interface Setting {
  /** What gives the name of a column. */
  readonly nameOf: NameOf;
}

/** How a dialect of Drizzle writes SQL. */
export type Text = (fragment: SQL) => string;

/** The text of fragments: values stand in it, and columns without their table. */
export function textWith(
  dialect: {
    sqlToQuery(fragment: SQL, source?: "indexes"): { readonly sql: string };
  },
): Text {
  return (fragment) => dialect.sqlToQuery(drizzleSql`${fragment}`.inlineParams(), "indexes").sql;
}

/** The text of a query, where the tables of columns are needed. */
export function queryWith(
  dialect: { sqlToQuery(fragment: SQL): { readonly sql: string } },
): Text {
  return (fragment) => dialect.sqlToQuery(drizzleSql`${fragment}`.inlineParams()).sql;
}

/** A type by Drizzle's text for it. */
export function typeOf(column: Pick<DrizzleColumn, "getSQLType">): Type {
  return { name: "sql type", args: [column.getSQLType()] };
}

/** A default as drizzle-kit writes it; `plain` says how values are written that are no plain ones. */
export function defaultOf(
  value: unknown,
  text: Text,
  plain: (value: object) => string,
): Default | undefined {
  if (value === undefined) return undefined;
  if (is(value, SQL)) return sql.raw(text(value));
  if (typeof value === "object" && value !== null) return { value: plain(value) };
  return { value: literal(value as LiteralInput) };
}

/** What a generated column is computed from. */
export function generatedText(as: unknown, text: Text): string {
  const found: unknown = typeof as === "function" ? as() : as;
  return is(found, SQL) ? text(found) : String(found);
}

/** A column with what all dialects know of it. */
export function columnOf(
  column: DrizzleColumn,
  more: Partial<Column>,
  { nameOf }: Setting,
): Column {
  const name = nameOf(column);
  const nullable = !column.notNull && !column.primary && more.identity === undefined;
  return compact({ name, type: typeOf(column), nullable, ...more }) as Column;
}

/** A schema of tables and views. */
export function schemaWith(tables: readonly Table[], views: readonly View[]): Schema {
  if (views.length === 0) return schemaOf(tables);
  return { ...schemaOf(tables), views: new Map(views.map((view) => [tableKey(view), view])) };
}

/** A primary key without a name: of the whole table, else of its columns. */
export function primaryKeyOf(
  { primaryKeys: [composite], columns }: {
    readonly primaryKeys: readonly { readonly columns: readonly DrizzleColumn[] }[];
    readonly columns: readonly DrizzleColumn[];
  },
  { nameOf }: Setting,
): PrimaryKey | undefined {
  const own = composite?.columns ?? columns.filter((column) => column.primary);
  return own.length === 0 ? undefined : { columns: own.map(nameOf) };
}

/** A foreign key of Drizzle's. */
interface DrizzleForeignKey {
  readonly reference: () => {
    readonly columns: readonly DrizzleColumn[];
    readonly foreignTable: DrizzleTable;
    readonly foreignColumns: readonly DrizzleColumn[];
  };
  readonly onDelete?: ReferentialAction | undefined;
  readonly onUpdate?: ReferentialAction | undefined;
  getName(): string;
}

/** A foreign key; `schema` is that of the table it points at. */
export function foreignKeyOf(
  key: DrizzleForeignKey,
  schema: string | undefined,
  { nameOf }: Setting,
): ForeignKey {
  const { columns, foreignTable, foreignColumns } = key.reference();
  return compact({
    name: constraintName(key.getName(), [...columns, ...foreignColumns], nameOf),
    columns: columns.map(nameOf),
    references: compact({
      table: getTableName(foreignTable),
      schema,
      columns: foreignColumns.map(nameOf),
    }),
    onDelete: key.onDelete,
    onUpdate: key.onUpdate,
  });
}

/** A check constraint. */
export function checkOf(
  { name, value }: { readonly name: string; readonly value: SQL },
  text: Text,
): Check {
  return { name, expression: sql.raw(text(value)) };
}

const direction = /^([^]+?)\s+(asc|desc)(?:\s+nulls\s+(first|last))?$/i;

/** A part of an index: a column, or SQL. */
export function indexPart(
  part: DrizzleColumn | SQL,
  text: Text,
  { nameOf }: Setting,
): IndexPart {
  return is(part, SQL) ? expressionPart(text(part)) : { column: nameOf(part) };
}

/** A part of an index that is written as SQL, `sql\`${t.at} desc\`` too. */
export function expressionPart(text: string): IndexPart {
  const [, body = text, order, nulls] = direction.exec(text.trim()) ?? [];
  const [, column] = /^(?:"([^"]+)"|`([^`]+)`)$/.exec(body)?.filter((part) => part !== undefined) ??
    [];
  return compact({
    column,
    expression: column === undefined ? sql.raw(body) : undefined,
    order: order?.toLowerCase() as IndexPart["order"],
    nulls: nulls?.toLowerCase() as IndexPart["nulls"],
  });
}
