/**
 * Reaching all of something from a set of nodes: iterative, each node once.
 *
 * @module
 */
import type { RevisionNode } from "./node.ts";

/** One kind of edge: from a node to its neighbours. */
export type Edges = (node: RevisionNode) => readonly RevisionNode[];

/** To what a revision follows. */
export function down(node: RevisionNode): readonly RevisionNode[] {
  return node.down;
}

/** To what must be applied before a revision. */
export function needs(node: RevisionNode): readonly RevisionNode[] {
  return node.needs;
}

/** To what follows a revision. */
export function children(node: RevisionNode): readonly RevisionNode[] {
  return node.children;
}

/** To what cannot be applied without a revision. */
export function neededBy(node: RevisionNode): readonly RevisionNode[] {
  return node.neededBy;
}

/** The nodes themselves and all that can be reached from them. */
export function reach(from: Iterable<RevisionNode>, edges: Edges): Set<RevisionNode> {
  const seen = new Set<RevisionNode>(from);
  const todo = [...seen];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    for (const next of edges(node)) {
      if (seen.has(next)) continue;
      seen.add(next);
      todo.push(next);
    }
  }
  return seen;
}

/** Ancestors and descendants of the nodes and the nodes themselves: their line of descent. */
export function lineage(
  of: readonly RevisionNode[],
  dependencies: "follow" | "ignore" = "ignore",
): Set<RevisionNode> {
  const found = reach(of, dependencies === "follow" ? needs : down);
  for (const node of reach(of, dependencies === "follow" ? neededBy : children)) found.add(node);
  return found;
}
