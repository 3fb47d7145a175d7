/**
 * Upgrades that have nothing to do because their target lies below.
 *
 * @module
 */
import type { Graph } from "../graph/mod.ts";
import { currentRevisions } from "../graph/path.ts";
import { resolveRevisions } from "../graph/resolve.ts";

/** Whether a database is past what an upgrade names, not at it. */
export function isPast(graph: Graph, target: string, rows: readonly string[]): boolean {
  const now = new Set(currentRevisions(graph, rows).map(({ id }) => id));
  const wanted = resolveRevisions(graph, target, { rows, relative: "allow" });
  if (wanted.length === 0) return now.size > 0;
  return wanted.some(({ id }) => !now.has(id));
}
