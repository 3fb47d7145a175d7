/**
 * The ports that a dialect implements: rendering, types, connections and inspection.
 *
 * A dialect is an object; everything in it that differs from standard SQL is written as a
 * difference from `@retort/ansi`.
 *
 * ```ts
 * import type { Dialect } from "@retort/core/dialect";
 *
 * function describe(dialect: Dialect): string {
 *   return `${dialect.name} (${dialect.schemes.join(", ")})`;
 * }
 * ```
 *
 * @module
 */
export type * from "./batches.ts";
export type * from "./connection.ts";
export type * from "./copies.ts";
export type * from "./dialect.ts";
export * from "./echo.ts";
export * from "./echo_views.ts";
export type * from "./noun.ts";
export * from "./plugin_op.ts";
export type * from "./preflight.ts";
export * from "./render.ts";
export type * from "./scratch.ts";
export type * from "./sessions.ts";
export type * from "./statement.ts";
export * from "./variants.ts";
export * from "./versions.ts";
export type * from "./waits.ts";
export type * from "./writer.ts";
