/**
 * `migrate()`: bringing a database up to date when an application starts.
 *
 * @module
 */
import type { Secret } from "../secret.ts";
import type { Connection, Dialect, Lender } from "../dialect/mod.ts";
import type { TransactionMode } from "../plan/segments.ts";
import type { Plugin } from "../plugin/define_plugin.ts";
import type { Listener } from "../run/events.ts";
import type { LockOptions } from "../run/lock.ts";
import type { MoveReport } from "./move.ts";

/** Options of {@link migrate}. */
export interface MigrateOptions {
  /** The dialect: `sqlite` from `@retort/sqlite`. */
  readonly dialect: Dialect;
  /** The URL of the database; or give a connection. */
  readonly url?: Secret | string;
  /**
   * An open connection, which stays open, or what lends one of an application's own client:
   * `fromPostgres(sql)`, `fromMysql(pool)`, `fromSqlite(db)`.
   */
  readonly connection?: Connection | Lender;
  /** The imported revision modules, in any order. */
  readonly revisions: readonly unknown[];
  /** Where to go: `head` unless told. */
  readonly target?: string;
  /** Where transactions begin and end: `revision` unless told. */
  readonly transactionMode?: TransactionMode;
  /** Objects whose loss is right: `users`, `users.name`. */
  readonly allowLoss?: readonly string[];
  /** Whether what would be lost otherwise is kept under another name. */
  readonly keep?: boolean;
  /** The name of the version table: `retort_version` unless told. */
  readonly versionTable?: string;
  /** The schema that the version table is in. */
  readonly versionSchema?: string;
  /** What revisions are told as `cx.x`. */
  readonly x?: Readonly<Record<string, string>>;
  /** The commit that the application was built from, for the history. */
  readonly commit?: string;
  /** How the run is kept alone, and how long it waits for another: 60 s unless told. */
  readonly lock?: Pick<LockOptions, "mode" | "wait" | "ttl" | "holder">;
  /**
   * How long a statement of a revision waits for a lock of the database before it lets others through
   * and tries again, in milliseconds: 3,000 unless told; 0: as long as the server lets it.
   */
  readonly lockTimeout?: number;
  /** How many tries there are: 10 unless told. */
  readonly lockTries?: number;
  /** Which database it is, where the revisions hold lists of ops by the names of several. */
  readonly database?: string;
  /** Whether it ends with recording what the schema is like, for `retort status`: yes unless told. */
  readonly recordSchema?: boolean;
  /** What is added to retort: ops, nouns, hooks; see `definePlugin` of `@retort/core/plugin`. */
  readonly plugins?: readonly Plugin[];
  /** Is told what happens. */
  readonly listener?: Listener;
  /**
   * Stops it between two statements when it fires: what is not committed is rolled back, the lock is
   * given back, and the next run goes on there. The error is `run/aborted`.
   */
  readonly signal?: AbortSignal;
}

/** What {@link migrate} did. */
export type MigrateReport = MoveReport;

/**
 * Upgrades a database from imported revision modules; no file is read, nothing is printed.
 *
 * It never goes down: where the database stands past `target` already, nothing runs, and the report
 * has no steps and `past: true`.
 *
 * ```ts
 * import { integer, migrate, op } from "@retort/core";
 * import { sqlite } from "@retort/sqlite";
 *
 * const first = {
 *   revision: "a1",
 *   downRevision: null,
 *   upgrade: [op.createTable("users", { id: integer().primaryKey() })],
 * };
 * const report = await migrate({ url: "sqlite::memory:", dialect: sqlite, revisions: [first] });
 * report.to; // ["a1"]
 * ```
 *
 * @throws {RetortError} what `upgrade` throws; `config/bad-option`.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateReport> {
  // Models, env.ts and revisions import this package too, and have no use for what runs them.
  const { runMigrate } = await import("./migrate_run.ts");
  return await runMigrate(options);
}
