/**
 * Drizzle's tables as the models of retort.
 *
 * ```ts
 * import { drizzle } from "@retort/drizzle";
 * import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
 *
 * const users = sqliteTable("users", { id: integer().primaryKey(), name: text().notNull() });
 *
 * export const metadata = await drizzle({ users });
 * ```
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { MetaData, type Schema } from "@retort/core/schema";
import { type Casing, columnNames, isCasing } from "./casing.ts";
import { type DialectName, dialectOf } from "./kinds.ts";
import type { Found, Setting } from "./reader.ts";

export type { Casing, DialectName };

/** How Drizzle's definitions are read. */
export interface DrizzleOptions {
  /** The dialect; that of the tables unless given, which is wanted only where there are none. */
  readonly dialect?: DialectName;
  /** What `casing` says in `drizzle.config.ts`: how columns are called that have no name of their own. */
  readonly casing?: Casing;
}

/**
 * The metadata that tables, enums, views and sequences of Drizzle amount to: what drizzle-kit would
 * make of them. What no table can hold is said in its `notes`.
 *
 * ```ts
 * import { drizzle } from "@retort/drizzle";
 * import { pgTable, serial, text } from "drizzle-orm/pg-core";
 *
 * const users = pgTable("users", { id: serial().primaryKey(), email: text().unique() });
 * const metadata = await drizzle({ users });
 * metadata.schema().tables.get("users")?.primaryKey?.name; // "users_pkey"
 * ```
 *
 * @param module what exports them: `await import("../schema.ts")`, or several of such as a list
 * @throws {RetortError} `schema/bad-source` where no table is found and no dialect is given.
 */
export async function drizzle(
  module: object | readonly object[],
  options: DrizzleOptions = {},
): Promise<MetaData> {
  const modules: readonly unknown[] = Array.isArray(module) ? module : [module];
  if (!modules.every(isObject)) throw bad("it takes a module, or a list of modules");
  const values = [...new Set(modules.flatMap((item) => Object.values(item)))];
  const { casing } = options;
  if (casing !== undefined && !isCasing(casing)) {
    throw bad('"casing" must be "camelCase" or "snake_case"');
  }
  const dialect = options.dialect ?? dialectOf(values);
  if (dialect === undefined) throw bad(noTable);
  const { schema, notes } = await read(dialect, values, { nameOf: columnNames(casing) });
  return new MetaData({ from: schema, notes });
}

/** As models without a table they would have autogenerate drop all that there are. */
const noTable =
  "no table of Drizzle is among what was given; export one, or where there is to be " +
  'none, say so with the dialect: { dialect: "postgres" }';

function bad(problem: string): RetortError {
  return new RetortError("schema/bad-source", { source: "drizzle()", problem }) as RetortError;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Loads no more of Drizzle than the dialect needs. */
async function read(
  dialect: DialectName,
  values: readonly unknown[],
  setting: Setting,
): Promise<Found<Schema>> {
  switch (dialect) {
    case "postgres":
      return (await import("./postgres.ts")).readPostgres(values, setting);
    case "mysql":
      return (await import("./mysql.ts")).readMysql(values, setting);
    case "sqlite":
      return (await import("./sqlite.ts")).readSqlite(values, setting);
    default:
      throw bad('"dialect" must be "postgres", "mysql" or "sqlite"');
  }
}
