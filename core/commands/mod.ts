/**
 * The commands: each a function of a project that returns a report and never prints.
 *
 * ```ts
 * import { history, type Project } from "@retort/core/commands";
 *
 * async function lines(project: Project): Promise<readonly string[]> {
 *   const { revisions } = await history(project);
 *   return revisions.map((revision) => revision.line);
 * }
 * ```
 *
 * @module
 */
export * from "./adopt.ts";
export * from "./adopt_drift.ts";
export * from "./check.ts";
export * from "./current.ts";
export * from "./downgrade.ts";
export * from "./bundle.ts";
export * from "./ensure_version.ts";
export * from "./environment.ts";
export * from "./from_edit.ts";
export * from "./heal.ts";
export * from "./history.ts";
export * from "./import_alembic.ts";
export type { RevisionInfo, RevisionsReport } from "./info.ts";
export { introspect, type IntrospectReport } from "./introspect.ts";
export * from "./kept.ts";
export * from "./lock.ts";
export * from "./merge.ts";
export * from "./migrate.ts";
export * from "./preflight.ts";
export type { Problem } from "./problem.ts";
export type { BundlePlace, Clock, Ids, Project, Settings } from "./project.ts";
export { plan, type PlanOptions, type PlanReport } from "./plan.ts";
export * from "./repair.ts";
export * from "./restore.ts";
export {
  autogenerate,
  type AutogenerateOptions,
  autogenerateSql,
  revision,
  type RevisionOptions,
  type RevisionReport,
} from "./revision.ts";
export * from "./revision_several.ts";
export {
  type Direction,
  eachDatabase,
  type InDatabase,
  moveAll,
  type MoveWatch,
} from "./several.ts";
export * from "./stamp.ts";
export * from "./status.ts";
export * from "./upgrade.ts";
export * from "./verify.ts";
export type { MoveOptions, MoveReport } from "./move.ts";
export type { ScriptReport } from "./script.ts";
