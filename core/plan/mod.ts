/**
 * Plans: a path through the graph as ops and statements, before anything runs.
 *
 * ```ts
 * import { op } from "@retort/core";
 * import { revisionsOf } from "@retort/core/plan";
 *
 * const set = revisionsOf([{ revision: "a1", downRevision: null, upgrade: [op.dropTable("x")] }]);
 * const [module] = await set.load(["a1"]);
 * ```
 *
 * @module
 */
export * from "./backfill.ts";
export * from "./bookkeeping.ts";
export * from "./history.ts";
export * from "./journal.ts";
export * from "./kept.ts";
export * from "./lease.ts";
export * from "./migration.ts";
export * from "./own_tables.ts";
export { contextOf, recordOf } from "./record.ts";
export * from "./recorded.ts";
export * from "./render.ts";
export * from "./revisions.ts";
export * from "./script.ts";
export * from "./segments.ts";
export * from "./state.ts";
