/**
 * What revision files and applications import.
 *
 * ```ts
 * import { date, op } from "@retort/core";
 *
 * export const upgrade = [op.addColumn("users", "dob", date())];
 * export const downgrade = [op.dropColumn("users", "dob")];
 * ```
 *
 * @module
 */
export * as op from "./ops/builders.ts";
export * from "./schema/mod.ts";
export * from "./errors/mod.ts";
export type { Op, RevisionContext, RunDatabase, RunFunction } from "./ops/mod.ts";
export {
  defineEnvironment,
  type Environment,
  type EnvironmentContext,
  rewriter,
} from "./commands/environment.ts";
export { reveal, type Secret, secret } from "./secret.ts";
export { version } from "./version.ts";
export { migrate, type MigrateOptions, type MigrateReport } from "./commands/migrate.ts";
export type { Listener, RunEvent } from "./run/events.ts";
