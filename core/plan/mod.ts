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
export { type Bookkeeping, bookkeepingOf, isOwn } from "./bookkeeping.ts";
export { isKept } from "./kept.ts";
export { type Migration, migrationsOf } from "./migration.ts";
export {
  type GroupFailure,
  type IndexedOp,
  type PlannedGroup,
  type PlannedOps,
  planOps,
  type RenderSettings,
} from "./render.ts";
export { readRevisions, type RevisionSet, revisionsOf } from "./revisions.ts";
export { scriptOf, type ScriptSettings } from "./script.ts";
export type { TransactionMode } from "./segments.ts";
