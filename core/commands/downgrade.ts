/**
 * `downgrade`.
 *
 * @module
 */
import { move, type MoveOptions, type MoveReport, moveScript, type ScriptReport } from "./move.ts";
import type { Project } from "./project.ts";

/**
 * Takes back revisions until the database stands at the target, such as `-1`.
 *
 * @throws {RetortError} `graph/…` for the target, `run/…` for what goes wrong on the way.
 */
export function downgrade(project: Project, options: MoveOptions): Promise<MoveReport> {
  return move(project, "downgrade", options);
}

/** Writes the SQL script for `downgrade`; no database is opened. */
export function downgradeScript(project: Project, target: string): Promise<ScriptReport> {
  return moveScript(project, "downgrade", target);
}
