/**
 * From a demand to the queries that find the rows in its way.
 *
 * @module
 */
import type { Dialect, ServerInfo } from "../dialect/mod.ts";
import type { Demand } from "../ops/mod.ts";
import { nameOf } from "../plan/bookkeeping.ts";
import { conversionOf } from "../plan/conversion.ts";
import {
  type DialectOptions,
  displayName,
  type Schema,
  type Sql,
  sql,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";

/** What may be wrong with rows. */
export type MisfitKind =
  | "nulls"
  | "rows"
  | "duplicates"
  | "orphans"
  | "violations"
  | "conversions"
  | "values";

/** Queries for the rows in the way of a demand. */
export interface Look {
  /** What is wrong with them. */
  readonly kind: MisfitKind;
  /** The table, as it is called in the database. */
  readonly table: string;
  /** What is looked at: columns, the text of an expression, the name of a check. */
  readonly what: readonly string[];
  /** What they should be: the new type, the table that is pointed at; the value that goes. */
  readonly wanted?: string;
  /** The rows in the way, one row each; `columns` are selected. */
  readonly rows: (columns: Sql) => Sql;
  /** The columns that tell rows apart, for examples. */
  readonly keys: readonly KeyColumn[];
}

/** A column of examples. */
export interface KeyColumn {
  /** What it is called in a report. */
  readonly name: string;
  /** What is selected. */
  readonly value: Sql;
}

/** That nothing has to be looked at, that it can't be, or that the server refuses the op anyway. */
export type NoLook =
  | { readonly kind: "fits" }
  | { readonly kind: "unclear"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** What looks need to know. */
export interface LookContext {
  /** The live schema. */
  readonly live: Schema;
  /** The dialect. */
  readonly dialect: Dialect;
  /** Which server it is. */
  readonly server: ServerInfo;
  /** The names under which variants stand. */
  readonly names: readonly string[];
}

const fits: NoLook = { kind: "fits" };

function unclear(why: string): NoLook {
  return { kind: "unclear", why };
}

/** How the rows in the way of a demand are found. */
export function lookFor(demand: Demand, cx: LookContext): Look | NoLook {
  const table = findTable(cx.live, demand.table);
  if (table === undefined) return unclear(`there is no table ${displayName(demand.table)}`);
  switch (demand.kind) {
    case "not null":
      return nulls(table, demand.column);
    case "no rows":
      return newColumn(table, demand, cx);
    case "unique":
      return duplicates(table, demand, cx);
    case "reference":
      return orphans(table, demand, cx);
    case "check":
      return violations(table, demand, cx);
    case "type":
      return conversions(table, demand, cx);
    case "value":
      return holders(table, demand, cx);
    case "unclear":
      return unclear(demand.why);
  }
}

/** A table by its name; by other case where there is no exact match. */
function findTable(live: Schema, name: TableName): Table | undefined {
  const tables = [...live.tables.values()];
  const fold = (text: string | undefined): string => (text ?? "").toLowerCase();
  const alike = tables.filter((item) => fold(item.name) === fold(name.name));
  return live.tables.get(tableKey(name)) ??
    alike.find((item) => fold(item.schema) === fold(name.schema)) ??
    // A schema that is the default one may be left out.
    alike.find((item) => item.schema === undefined || name.schema === undefined);
}

/** A column by its name, in the database's case. */
function columnOf(table: Table, name: string): Table["columns"][number] | undefined {
  return table.columns.find((item) => item.name === name) ??
    table.columns.find((item) => item.name.toLowerCase() === name.toLowerCase());
}

/** Rows of a table for which a condition holds. */
function rowsWhere(table: Table, condition: Sql): Look["rows"] {
  return (columns) => sql`SELECT ${columns} FROM ${nameOf(table)} WHERE ${condition}`;
}

/** The key of a table, or what is looked at where there is none. */
function keysOf(table: Table, instead: readonly string[]): readonly KeyColumn[] {
  const names = table.primaryKey?.columns ?? instead;
  return names.map((name) => ({ name, value: sql`${sql.name(name)}` }));
}

function nulls(table: Table, name: string): Look | NoLook {
  const column = columnOf(table, name);
  if (column === undefined) return unclear(`there is no column ${displayName(table)}.${name}`);
  if (!column.nullable) return fits;
  return {
    kind: "nulls",
    table: displayName(table),
    what: [column.name],
    rows: rowsWhere(table, sql`${sql.name(column.name)} IS NULL`),
    keys: keysOf(table, []),
  };
}

function newColumn(
  table: Table,
  { added }: Demand & { readonly kind: "no rows" },
  { dialect }: LookContext,
): Look | NoLook {
  if (!(dialect.preflight?.needsValue(added) ?? true)) return fits;
  return {
    kind: "rows",
    table: displayName(table),
    what: [added.name],
    rows: (columns) => sql`SELECT ${columns} FROM ${nameOf(table)}`,
    keys: keysOf(table, []),
  };
}

function duplicates(
  table: Table,
  { parts, where, options = {} }: Demand & { readonly kind: "unique" },
  { names }: LookContext,
): Look | NoLook {
  const own = (given: DialectOptions | undefined): readonly string[] => optionsOf(given, names);
  if (own(options).includes("length")) return unclear("the index takes a part of its values");
  if (parts.some((part) => own(part.options).length > 0)) {
    return unclear("a part of the index has options of its own");
  }
  const values: Sql[] = [];
  for (const { column, expression, collation } of parts) {
    const name = column === undefined ? undefined : columnOf(table, column)?.name;
    const value = name === undefined ? expression && sql`(${expression})` : sql`${sql.name(name)}`;
    if (value === undefined) return unclear(`there is no column ${displayName(table)}.${column}`);
    values.push(collation === undefined ? value : sql`${value} COLLATE ${sql.name(collation)}`);
  }
  const nullsEqual = own(options).includes("nullsNotDistinct");
  const present = nullsEqual ? [] : values.map((value) => sql`${value} IS NOT NULL`);
  const conditions = [...present, ...(where ? [sql`(${where})`] : [])];
  const filter = conditions.length === 0 ? sql`` : sql` WHERE ${joined(conditions, " AND ")}`;
  const group = joined(values, ", ");
  return {
    kind: "duplicates",
    table: displayName(table),
    what: parts.map(({ column, expression }) => column ?? textOf(expression)),
    rows: (columns) =>
      sql`SELECT ${columns} FROM ${nameOf(table)}${filter} GROUP BY ${group} HAVING count(*) > 1`,
    keys: parts.map(({ column, expression }, at) => ({
      name: column ?? textOf(expression),
      value: values[at] ?? sql``,
    })),
  };
}

/** The names of the options for a dialect. */
function optionsOf(
  options: DialectOptions | undefined,
  names: readonly string[],
): readonly string[] {
  return names.flatMap((name) =>
    Object.entries(options?.[name] ?? {}).flatMap(([option, value]) =>
      value === false ? [] : option
    )
  );
}

function orphans(
  table: Table,
  { key }: Demand & { readonly kind: "reference" },
  { live, names }: LookContext,
): Look | NoLook {
  const { references, match } = key;
  if (optionsOf(key.options, names).includes("notValid")) return fits;
  if (match !== undefined && match !== "simple") return unclear(`MATCH ${match} is not looked at`);
  const { schema, table: name } = references;
  const other = findTable(live, schema === undefined ? { name } : { name, schema });
  if (other === undefined) return unclear(`there is no table ${name}`);
  const columns = key.columns.map((column) => columnOf(table, column)?.name ?? column);
  const own = columns.map((column) => sql`${sql.name("t", column)}`);
  const same = references.columns.map((column, at) =>
    sql`${sql.name("r", columnOf(other, column)?.name ?? column)} = ${own[at] ?? sql``}`
  );
  const present = own.map((column) => sql`${column} IS NOT NULL`);
  const found = sql`SELECT 1 FROM ${nameOf(other)} r WHERE ${joined(same, " AND ")}`;
  const condition = sql`${joined(present, " AND ")} AND NOT EXISTS (${found})`;
  return {
    kind: "orphans",
    table: displayName(table),
    what: columns,
    wanted: displayName(other),
    rows: (selected) => sql`SELECT ${selected} FROM ${nameOf(table)} t WHERE ${condition}`,
    keys: keysOf(table, columns).map(({ name }) => ({ name, value: sql`${sql.name("t", name)}` })),
  };
}

function violations(
  table: Table,
  { expression, name, options }: Demand & { readonly kind: "check" },
  { names }: LookContext,
): Look | NoLook {
  if (optionsOf(options, names).includes("notValid")) return fits;
  return {
    kind: "violations",
    table: displayName(table),
    what: [name ?? textOf(expression)],
    // What is unknown, as with nulls, passes a check.
    rows: rowsWhere(table, sql`NOT (${expression})`),
    keys: keysOf(table, table.columns.slice(0, 1).map((column) => column.name)),
  };
}

function conversions(
  table: Table,
  { column: name, type, options }: Demand & { readonly kind: "type" },
  cx: LookContext,
): Look | NoLook {
  const column = columnOf(table, name);
  if (column === undefined) return unclear(`there is no column ${displayName(table)}.${name}`);
  const { found, type: wanted } = conversionOf({ table, column, type, options }, cx);
  if (found.kind === "all") return fits;
  if (found.kind !== "unless") return found;
  return {
    kind: "conversions",
    table: displayName(table),
    what: [column.name],
    wanted: cx.dialect.types.format(wanted),
    rows: rowsWhere(table, found.condition),
    keys: keysOf(table, [column.name]),
  };
}

function holders(
  table: Table,
  { column: name, value }: Demand & { readonly kind: "value" },
  { dialect: { preflight } }: LookContext,
): Look | NoLook {
  const column = columnOf(table, name);
  if (column === undefined) return unclear(`there is no column ${displayName(table)}.${name}`);
  if (!preflight?.enums) return fits;
  return {
    kind: "values",
    table: displayName(table),
    what: [column.name],
    wanted: value,
    rows: rowsWhere(table, preflight.enums.holds(column, value)),
    keys: keysOf(table, []),
  };
}

function textOf(expression: Sql | undefined): string {
  return (expression?.sql ?? []).map((part) => {
    if (typeof part === "string") return part;
    return "name" in part ? part.name.join(".") : String(part.value);
  }).join("");
}

/** Fragments with something between them. */
export function joined(items: readonly Sql[], between: string): Sql {
  const [first = sql``, ...rest] = items;
  return rest.reduce((all, item) => sql`${all}${sql.raw(between)}${item}`, first);
}
