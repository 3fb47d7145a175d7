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
export * from "./events.ts";
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
export * from "./loss.ts";
export * as shape from "./options.ts";
export * from "./plan.ts";
export { type PastEvent, pastEvents } from "./past.ts";
export { revisionContext } from "./prepare.ts";
export type { RecordedAbout } from "./recorded.ts";
export * from "./recording.ts";
export * from "./runner.ts";
export { readVersions, type Session, standingOf } from "./standing.ts";
export * from "./stamp.ts";
export * from "./version.ts";
export type { WaitOptions } from "./waits.ts";
