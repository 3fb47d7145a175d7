/**
 * `upgrade`.
 *
 * @module
 */
import { move, type MoveOptions, type MoveReport, moveScript, type ScriptReport } from "./move.ts";
import type { Project } from "./project.ts";

/**
 * Applies revisions until the database stands at the target, such as `head`.
 *
 * @throws {RetortError} `graph/…` for the target, `run/…` for what goes wrong on the way.
 */
export function upgrade(project: Project, options: MoveOptions): Promise<MoveReport> {
  return move(project, "upgrade", options);
}

/** Writes the SQL script for `upgrade`; no database is opened. */
export function upgradeScript(project: Project, target: string): Promise<ScriptReport> {
  return moveScript(project, "upgrade", target);
}
