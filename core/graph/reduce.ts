/**
 * Dependencies that say something new.
 *
 * @module
 */
import type { RevisionNode } from "./node.ts";

/** What a node follows, and those of its dependencies that no revision below it has as well. */
export function effectiveDown(node: RevisionNode): readonly RevisionNode[] {
  if (node.dependencies.length === 0) return node.down;
  // Only what another, earlier revision depends on too can be inherited from it.
  const open = new Set(node.dependencies.filter((one) => one.firstDependent < node.rank));
  const lowest = Math.min(...[...open].map((one) => one.firstDependent));
  const dropped = inherited(node, open, lowest);
  return [...new Set([...node.down, ...node.dependencies.filter((one) => !dropped.has(one))])];
}

/** Which of `open` a revision below `node` depends on too; nothing under rank `lowest` can. */
function inherited(
  node: RevisionNode,
  open: ReadonlySet<RevisionNode>,
  lowest: number,
): Set<RevisionNode> {
  const found = new Set<RevisionNode>();
  const seen = new Set<RevisionNode>(node.down);
  const todo = [...seen];
  for (const below of todo) {
    if (found.size === open.size) break;
    if (below.rank < lowest) continue;
    for (const dependency of below.dependencies) {
      if (open.has(dependency)) found.add(dependency);
    }
    for (const next of below.down) {
      if (seen.has(next)) continue;
      seen.add(next);
      todo.push(next);
    }
  }
  return found;
}
