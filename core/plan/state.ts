/**
 * Schema states: what the ops up to a point amount to.
 *
 * @module
 */
import type { Graph } from "../graph/mod.ts";
import { advance, advanceAll, type RevisionContext } from "../ops/mod.ts";
import { emptySchema, type Schema } from "../schema/mod.ts";
import { opsOf } from "../source/read.ts";
import type { RevisionSet } from "./revisions.ts";

export { advance };

/** The ids of these revisions and all that must be applied before them, in a valid order. */
export function inOrder(graph: Graph, ids: readonly string[]): readonly string[] {
  const wanted = graph.ancestors(ids);
  return graph.nodes
    .filter((node) => wanted.has(node.revision.id))
    .toSorted((a, b) => a.rank - b.rank)
    .map((node) => node.revision.id);
}

/** The schema state at some revisions, replayed from their ops and those of all before them. */
export async function stateAt(
  set: RevisionSet,
  ids: readonly string[],
  cx: RevisionContext,
): Promise<Schema> {
  const modules = await set.load(inOrder(set.graph, ids));
  return advanceAll(emptySchema, modules.flatMap((module) => opsOf(module, "upgrade", cx) ?? []));
}
