/**
 * Targets, where the database stands elsewhere than was thought.
 *
 * @module
 */
import type { Graph, Step } from "../graph/mod.ts";
import { currentRevisions } from "../graph/path.ts";
import { parseTarget } from "../graph/reference.ts";
import { resolveRevisions } from "../graph/resolve.ts";

/**
 * The path from where another run has left the database. There is none for a target like `+1`: what
 * it was meant from is gone.
 */
export function againOf(
  target: string,
  path: (rows: readonly string[]) => readonly Step[],
): ((rows: readonly string[]) => readonly Step[]) | undefined {
  return parseTarget(target).kind === "relative" ? undefined : path;
}

/** Whether a database is past what an upgrade names, not at it. */
export function isPast(graph: Graph, target: string, rows: readonly string[]): boolean {
  const now = new Set(currentRevisions(graph, rows).map(({ id }) => id));
  const wanted = resolveRevisions(graph, target, { rows, relative: "allow" });
  if (wanted.length === 0) return now.size > 0;
  return wanted.some(({ id }) => !now.has(id));
}
