/**
 * `downgrade`.
 *
 * @module
 */
import { move, type MoveOptions, type MoveReport } from "./move.ts";
import type { Project } from "./project.ts";
import type { ScriptReport } from "./script.ts";

/**
 * Takes back revisions until the database stands at the target, such as `-1`.
 *
 * @throws {RetortError} `graph/…` for the target, `run/…` for what goes wrong on the way.
 */
export function downgrade(project: Project, options: MoveOptions): Promise<MoveReport> {
  return move(project, {
    direction: "downgrade",
    loadPath: () => import("./move_path.ts"),
    loadRun: () => import("./move_run.ts"),
  }, options);
}

/** Writes the SQL script for `downgrade`; no database is opened. */
export async function downgradeScript(
  project: Project,
  target: string,
): Promise<ScriptReport> {
  const { moveScript } = await import("./script.ts");
  return await moveScript(project, "downgrade", target);
}
