/**
 * The environment of a project: what `env.ts` default-exports.
 *
 * @module
 */
import type { Connection, Dialect } from "../dialect/mod.ts";
import type { TableName } from "../schema/mod.ts";

/** What the functions of an environment are told. */
export interface EnvironmentContext {
  /** The `-x` arguments. */
  readonly x: Readonly<Record<string, string>>;
  /** The section of the config file that is used. */
  readonly section: string;
  /** What `--tag` says of this run. */
  readonly tag?: string;
}

/** How a project reaches its models and its database. */
export interface Environment {
  /**
   * The metadata: a `MetaData`, several, or a module that exports some; read only by commands that
   * compare models with the database.
   */
  readonly metadata?: () => unknown;
  /** The database URL; `--url` and `RETORT_URL` come before it, the config file after it. */
  readonly url?: string | ((cx: EnvironmentContext) => string | Promise<string>);
  /** An open connection to use instead of a URL; it is not closed. */
  readonly connection?: () => Connection | Promise<Connection>;
  /** Dialects that are not found by the name `@retort/<dialect>`. */
  readonly dialects?: readonly Dialect[];
  /** Which tables autogenerate and check may look at; all if absent. */
  readonly includeName?: (table: TableName) => boolean;
  /**
   * Functions that `post_write_hooks` may name: each is told the path of a new revision file, and
   * may change it.
   */
  readonly hooks?: Readonly<Record<string, (path: string) => unknown>>;
}

/**
 * Types the environment of a project.
 *
 * ```ts
 * import { defineEnvironment, MetaData } from "@retort/core";
 *
 * const metadata = new MetaData();
 * export default defineEnvironment({ metadata: () => metadata, url: "sqlite:app.db" });
 * ```
 */
export function defineEnvironment(environment: Environment): Environment {
  return environment;
}
