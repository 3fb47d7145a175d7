/**
 * `upgrade`.
 *
 * @module
 */
import { move, type MoveOptions, type MoveReport } from "./move.ts";
import type { Project } from "./project.ts";
import type { ScriptReport } from "./script.ts";

/**
 * Applies revisions until the database stands at the target, such as `head`.
 *
 * @throws {RetortError} `graph/…` for the target, `run/…` for what goes wrong on the way.
 */
export function upgrade(project: Project, options: MoveOptions): Promise<MoveReport> {
  return move(project, {
    direction: "upgrade",
    loadPath: () => import("./move_path.ts"),
    loadRun: () => import("./move_run.ts"),
  }, options);
}

/** Writes the SQL script for `upgrade`; no database is opened. */
export async function upgradeScript(
  project: Project,
  target: string,
): Promise<ScriptReport> {
  const { moveScript } = await import("./script.ts");
  return await moveScript(project, "upgrade", target);
}
