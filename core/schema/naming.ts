/**
 * The naming convention: names for the constraints of metadata that were declared without one.
 *
 * @module
 */
import { stableJson } from "./data.ts";
import { foldNames } from "./expression.ts";
import type { Check, ForeignKey, Schema, Table } from "./model.ts";

/**
 * Templates for names; `{table}`, `{columns}` (joined by `_`) and `{referred}` are filled in.
 *
 * A constraint that has a name can be dropped on every database and is found again by autogenerate.
 */
export interface NamingConvention {
  /** The template for primary keys. */
  readonly primaryKey: string;
  /** The template for unique constraints. */
  readonly unique: string;
  /** The template for foreign keys. */
  readonly foreignKey: string;
  /** The template for indexes. */
  readonly index: string;
  /** The template for checks, with `{digest}` of their text; absent: they stay without a name. */
  readonly check?: string;
}

/** The convention that is on unless metadata says otherwise. */
export const defaultNaming: NamingConvention = Object.freeze({
  primaryKey: "pk_{table}",
  unique: "uq_{table}_{columns}",
  foreignKey: "fk_{table}_{columns}_{referred}",
  index: "ix_{table}_{columns}",
  check: "ck_{table}_{digest}",
});

/** Fills a template of a {@link NamingConvention}. */
export function nameOf(
  template: string,
  parts: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly referred?: string;
  },
): string {
  const values: Record<string, string> = {
    table: parts.table,
    columns: parts.columns.join("_"),
    referred: parts.referred ?? "",
  };
  return template.replace(
    /\{(table|columns|referred)\}/g,
    (_all, key: string) => values[key] ?? "",
  );
}

/**
 * A schema in which every constraint has a name; given names stay, equal names get `_2`, `_3`.
 *
 * ```ts
 * import { applyNaming, defaultNaming, integer, MetaData } from "@retort/core/schema";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { id: integer().primaryKey() });
 * const named = applyNaming(metadata.schema(), defaultNaming);
 * named.tables.get("users")?.primaryKey?.name; // "pk_users"
 * ```
 *
 * @param naming the convention, or what gives that of a table
 */
export function applyNaming(
  schema: Schema,
  naming: NamingConvention | ((table: Table) => NamingConvention),
): Schema {
  const tables = Array.from(schema.tables, ([key, table]): [string, Table] => {
    return [key, nameTable(table, typeof naming === "function" ? naming(table) : naming)];
  });
  return { ...schema, tables: new Map(tables) };
}

function nameTable(table: Table, naming: NamingConvention): Table {
  if (!lacksNames(table, naming)) return table;
  const taken = new Set<string>();
  const { primaryKey, uniques, foreignKeys, checks, excludes = [] } = table;
  for (const item of [primaryKey, ...uniques, ...foreignKeys, ...checks, ...excludes]) {
    if (item?.name !== undefined) taken.add(item.name);
  }
  const free = (wanted: string): string => {
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
    taken.add(name);
    return name;
  };
  const named = <T extends { readonly name?: string; readonly columns: readonly string[] }>(
    item: T,
    template: string,
    referred?: string,
  ): T => {
    if (item.name !== undefined) return item;
    const parts = { table: table.name, columns: item.columns };
    return { ...item, name: free(nameOf(template, referred ? { ...parts, referred } : parts)) };
  };
  return {
    ...table,
    ...(table.primaryKey ? { primaryKey: named(table.primaryKey, naming.primaryKey) } : {}),
    uniques: table.uniques.map((item) => named(item, naming.unique)),
    checks: table.checks.map((item) => nameCheck(item, table.name, { naming, free })),
    foreignKeys: table.foreignKeys.map((item: ForeignKey) =>
      named(item, naming.foreignKey, item.references.table)
    ),
  };
}

function lacksNames(
  { primaryKey, uniques, foreignKeys, checks }: Table,
  { check }: NamingConvention,
): boolean {
  const unnamed = ({ name }: { readonly name?: string }): boolean => name === undefined;
  return (primaryKey !== undefined && unnamed(primaryKey)) || uniques.some(unnamed) ||
    foreignKeys.some(unnamed) || (check !== undefined && checks.some(unnamed));
}

/** A check has no columns to be called after; its text makes it another one when that changes. */
function nameCheck(
  check: Check,
  table: string,
  { naming, free }: {
    readonly naming: NamingConvention;
    readonly free: (wanted: string) => string;
  },
): Check {
  if (check.name !== undefined || naming.check === undefined) return check;
  const digest = digestOf(stableJson(foldNames(check.expression)));
  const name = naming.check.replaceAll("{table}", table).replaceAll("{digest}", digest);
  return { ...check, name: free(name) };
}

/** Eight digits of a text: FNV-1a in 32 bits (Fowler, Noll, Vo); short, stable, not secret. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
