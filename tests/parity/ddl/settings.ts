/**
 * The settings under which retort is compared with Alembic's defaults.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";
import type { DialectOptions, Json } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import type { NeutralColumn, Options } from "./neutral.ts";

/** A dialect of the recordings in retort's terms. */
export interface Target {
  /** The dialect's name in the recordings. */
  readonly recorded: string;
  readonly dialect: Dialect;
  /** The names of variants. */
  readonly names: readonly string[];
  /** Whether the quotes around a name decide over its case. */
  readonly caseByQuotes: boolean;
}

/** Where the dialects are that only write scripts; one that is missing has its cases skipped. */
const later = ["mssql", "oracle"] as const;

/** The dialects there are, under their recorded names. */
export const targets: ReadonlyMap<string, Target> = new Map(
  [
    target("postgresql", postgres, { caseByQuotes: true }),
    target("mysql", mysql),
    target("mariadb", mysql, { names: ["mariadb", "mysql"] }),
    target("sqlite", sqlite),
    ...await loadLater(),
  ].map((item) => [item.recorded, item]),
);

function target(
  recorded: string,
  dialect: Dialect,
  more: Partial<Pick<Target, "names" | "caseByQuotes">> = {},
): Target {
  return { recorded, dialect, names: [dialect.name], caseByQuotes: false, ...more };
}

async function loadLater(): Promise<readonly Target[]> {
  const found: Target[] = [];
  for (const name of later) {
    const file = new URL(`../../../dialects/${name}/mod.ts`, import.meta.url);
    try {
      Deno.statSync(file);
    } catch {
      continue;
    }
    const module: Readonly<Record<string, Dialect>> = await import(file.href);
    const dialect = module[name];
    if (dialect) found.push(target(name, dialect, { caseByQuotes: name === "oracle" }));
  }
  return found;
}

/** The naming convention is off; only indexes have a name of their own in SQLAlchemy. */
export function indexName(place: {
  readonly table: string;
  readonly schema?: string | undefined;
  readonly column: string;
}): string {
  const { table, schema, column } = place;
  return ["ix", ...(schema === undefined ? [] : [schema]), table, column].join("_");
}

const whole = new Set(["integer", "bigInteger", "smallInteger", "mysqlInteger", "tinyInteger"]);

/** SQLAlchemy numbers the rows of a table by its only key column, where that is an integer. */
export function isNumbered(column: NeutralColumn, columns: readonly NeutralColumn[]): boolean {
  if (!column.primaryKey || column.autoincrement === false) return false;
  if (column.default ?? column.identity ?? column.computed ?? column.references) return false;
  const type = typeof column.type === "string" ? column.type : column.type.name;
  return whole.has(type) && columns.filter((item) => item.primaryKey).length === 1;
}

const dialectNames: Readonly<Record<string, string>> = { postgresql: "postgres" };
const optionNames: Readonly<Record<string, string>> = {
  partition_by: "partitionBy",
  with_rowid: "withoutRowid",
  default_charset: "charset",
  nulls_not_distinct: "nullsNotDistinct",
  drop_check: "dropCheck",
  drop_foreign_key: "dropForeignKey",
};

/** Options under our names; those of all dialects alike are left to the caller. */
export function ourOptions(
  options: Options | undefined,
  leave: readonly string[] = [],
): { readonly options?: DialectOptions } {
  const found: Record<string, Record<string, Json>> = {};
  for (const [dialect, values] of Object.entries(options ?? {})) {
    for (const [key, value] of Object.entries(values)) {
      if (leave.includes(key)) continue;
      const own = found[dialectNames[dialect] ?? dialect] ??= {};
      own[optionNames[key] ?? key] = (key === "with_rowid" ? !value : value) as Json;
    }
  }
  return Object.keys(found).length === 0 ? {} : { options: found };
}
