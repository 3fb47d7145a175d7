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
export * from "./batches.ts";
export * from "./connection.ts";
export * from "./copies.ts";
export * from "./dialect.ts";
export * from "./echo.ts";
export * from "./echo_views.ts";
export * from "./noun.ts";
export * from "./plugin_op.ts";
export * from "./preflight.ts";
export * from "./render.ts";
export * from "./scratch.ts";
export * from "./sessions.ts";
export * from "./statement.ts";
export * from "./variants.ts";
export * from "./versions.ts";
export * from "./waits.ts";
export * from "./writer.ts";
