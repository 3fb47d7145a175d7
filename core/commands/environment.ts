/**
 * The environment of a project: what `env.ts` default-exports.
 *
 * @module
 */
import type { Secret } from "../secret.ts";
import type { Connection, Dialect } from "../dialect/mod.ts";
import type { ColumnComparator, Comparator } from "../diff/mod.ts";
import type { Op } from "../ops/mod.ts";
import type { Plugin } from "../plugin/define_plugin.ts";
import type { PostWriteHook } from "../plugin/post_write.ts";
import type { ItemRenderer } from "../source/mod.ts";
import type { IncludedObject, IncludeNoun, NameParents } from "./include.ts";

export type { ConstraintKind, IncludedObject, IncludeNoun, NameParents } from "./include.ts";

export type { ItemRenderer, RenderedCode, RenderedItem } from "../source/mod.ts";
export { type OpRule, type OpRules, rewriter } from "./rewriter.ts";

/** What the functions of an environment are told. */
export interface EnvironmentContext {
  /** The `-x` arguments. */
  readonly x: Readonly<Record<string, string>>;
  /** The section of the config file that is used. */
  readonly section: string;
  /** What `--tag` says of this run. */
  readonly tag?: string;
  /** The name of the database, where the project has several. */
  readonly database?: string;
}

/** What autogenerate is about to write. */
export interface RevisionDraft {
  /** The id of the revision. */
  readonly revision: string;
  /** One line about it. */
  readonly message: string;
  /** The ids of the revisions that it follows. */
  readonly down: readonly string[];
  /** The ops that were found. */
  readonly upgrade: readonly Op[];
  /** The database that they are for, where the project has several. */
  readonly database?: string;
}

/** The ops to write instead. */
export interface RevisedOps {
  /** What to do. */
  readonly upgrade: readonly Op[];
  /** What undoes it; the reverse of `upgrade` if absent. */
  readonly downgrade?: readonly Op[];
  /** Another id for the revision. */
  readonly revision?: string;
  /** Another message. */
  readonly message?: string;
}

/** How a project reaches its models and its database. */
export interface Environment extends DatabaseEnvironment {
  /** Dialects that are not found by the name `@retort/<dialect>`. */
  readonly dialects?: readonly Dialect[];
  /** What is added to retort, see `definePlugin` of `@retort/core/plugin`. */
  readonly plugins?: readonly Plugin[];
  /**
   * Functions that `post_write_hooks` may name: each is told the path of a new revision file, and
   * may change it.
   */
  readonly hooks?: Readonly<Record<string, PostWriteHook>>;
  /**
   * What holds for one of several databases only, by the names that `databases` in the config file has;
   * it comes before what holds for all.
   *
   * ```ts
   * import { defineEnvironment, MetaData } from "@retort/core";
   *
   * const [app, audit] = [new MetaData(), new MetaData()];
   * defineEnvironment({
   *   databases: { app: { metadata: () => app }, audit: { metadata: () => audit } },
   * });
   * ```
   */
  readonly databases?: Readonly<Record<string, DatabaseEnvironment>>;
}

/** How the models and one database are reached, and how they are compared. */
export interface DatabaseEnvironment {
  /**
   * The metadata: a `MetaData`, a module that exports some, or a list of these, which are joined; read
   * only by commands that compare models with the database.
   */
  readonly metadata?: () => unknown;
  /** The database URL; `--url` and `RETORT_URL` come before it, the config file after it. */
  readonly url?:
    | Secret
    | string
    | ((cx: EnvironmentContext) => Secret | string | Promise<Secret | string>);
  /** An open connection to use instead of a URL; it is not closed. */
  readonly connection?: () => Connection | Promise<Connection>;
  /**
   * Which names autogenerate, check and introspect look at, in the models and in the database; all if
   * absent. Asked for tables, their columns, constraints, indexes and triggers, and for what stands
   * beside tables.
   *
   * ```ts
   * import { defineEnvironment } from "@retort/core";
   *
   * defineEnvironment({
   *   includeName: (name, noun) => noun !== "table" || !name.startsWith("legacy_"),
   * });
   * ```
   */
  readonly includeName?: (name: string, noun: IncludeNoun, parents: NameParents) => boolean;
  /**
   * Which objects autogenerate and check compare, told both sides; all if absent. Parts of a table are
   * asked for where both sides have the table.
   *
   * ```ts
   * import { defineEnvironment } from "@retort/core";
   *
   * defineEnvironment({
   *   includeObject: ({ noun, reflected, compareTo }) =>
   *     noun !== "index" || !reflected || compareTo !== undefined,
   * });
   * ```
   */
  readonly includeObject?: (about: IncludedObject) => boolean;
  /**
   * Which schemas autogenerate and check look at beside the default one and those that models or
   * revisions name: some, or all that are not the system's.
   *
   * ```ts
   * import { defineEnvironment } from "@retort/core";
   *
   * defineEnvironment({ includeSchemas: ["audit"] });
   * ```
   */
  readonly includeSchemas?: boolean | readonly string[];
  /**
   * What autogenerate does with what only the database has and no revision made: leaves it alone unless
   * told to drop it, as Alembic does. Schemas and extensions are never dropped so.
   */
  readonly unmanaged?: "keep" | "drop";
  /**
   * Patterns for the names of comparators: `*` stands for anything, `!` takes away, the last match
   * wins; all compare if absent.
   *
   * ```ts
   * import { defineEnvironment } from "@retort/core";
   *
   * defineEnvironment({ comparators: ["*", "!comments"] });
   * ```
   */
  readonly comparators?: readonly string[];
  /** Comparators beside retort's own, see `Comparator` of `@retort/core/diff`. */
  readonly compare?: readonly Comparator[];
  /**
   * Is told what autogenerate has found before a file is written, and may give other ops, or none: then
   * nothing is written. Without a `downgrade` of its own that is the reverse of `upgrade`. It may give
   * the revision another id or message, too. `rewriter` makes one from rules for single ops.
   *
   * ```ts
   * import { defineEnvironment } from "@retort/core";
   *
   * defineEnvironment({
   *   processRevision: ({ upgrade }) => ({
   *     upgrade: upgrade.filter((op) => op.kind !== "dropIndex"),
   *   }),
   * });
   * ```
   */
  readonly processRevision?: (draft: RevisionDraft) => RevisedOps | undefined;
  /**
   * Gives code of its own for ops, types and defaults that autogenerate writes into revision files, with
   * what that imports; `undefined` leaves an item to retort.
   *
   * ```ts
   * import { defineEnvironment } from "@retort/core";
   *
   * defineEnvironment({
   *   renderItem: (item) =>
   *     item.noun === "type" && item.type.name === "numeric"
   *       ? { code: "money()", imports: { "../../types.ts": ["money"] } }
   *       : undefined,
   * });
   * ```
   */
  readonly renderItem?: ItemRenderer;
  /**
   * Whether autogenerate writes consecutive ops on one table as one `op.batchAlterTable`, as Alembic's
   * `render_as_batch` does. Without it they do the same, on SQLite too; in a batch the options of one
   * rebuild can be added by hand.
   *
   * ```ts
   * import { defineEnvironment } from "@retort/core";
   *
   * defineEnvironment({ renderAsBatch: true });
   * ```
   */
  readonly renderAsBatch?: boolean;
  /**
   * Whether autogenerate and check compare the types of columns, or what says whether two differ;
   * `undefined` from it leaves a column to the usual comparison.
   */
  readonly compareType?: boolean | ColumnComparator;
  /** The same for the defaults of columns. */
  readonly compareDefault?: boolean | ColumnComparator;
}

/** The environment of one of several databases: what holds for it before what holds for all. */
export function environmentOf(environment: Environment, database: string): Environment {
  const { databases = {}, ...all } = environment;
  return { ...all, ...databases[database] };
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
