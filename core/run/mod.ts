/**
 * Runs: a path carried out against a database, one transaction for each revision.
 *
 * ```ts
 * import type { Listener } from "@retort/core/run";
 *
 * const steps: string[] = [];
 * const listener: Listener = (event) => {
 *   if (event.kind === "step-finished") steps.push(event.revision.id);
 * };
 * ```
 *
 * @module
 */
export type * from "./events.ts";
export type {
  HookRevision,
  HookRun,
  HookRunEnd,
  HookStatement,
  NamedHooks,
  RunHooks,
} from "./hooks.ts";
export { hooksOf } from "./hooks.ts";
export { type LockOptions, withLock } from "./lock.ts";
export type { LossPolicy } from "./loss.ts";
export * as shape from "./options.ts";
export { type PastEvent, pastEvents } from "./past.ts";
export type { PlannedOp, PlannedPart, PlannedRevision, PlannedStatement, RunPlan } from "./plan.ts";
export type { RecordedAbout } from "./recorded.ts";
export type { Recorder } from "./recording.ts";
export {
  type FinishedStep,
  type PathReport,
  type Route,
  type RunOptions,
  runPath,
} from "./runner.ts";
export { readVersions, type Session } from "./standing.ts";
export type { WaitOptions } from "./waits.ts";
