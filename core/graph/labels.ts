/**
 * Which branch labels apply to which revision.
 *
 * @module
 */
import type { RevisionNode } from "./node.ts";

type Labels = readonly string[];

/**
 * The branch labels that apply to each node. A label applies to the revision that declares it and
 * to all that follow; downwards too, as far as nothing branches off.
 */
export function propagateLabels(order: readonly RevisionNode[]): Map<RevisionNode, Labels> {
  const found = new Map<RevisionNode, Labels>();
  for (const node of order) found.set(node, ownAndInherited(node, found));
  for (const node of order) {
    for (const label of new Set(node.revision.labels)) {
      for (const below of stem(node)) add(found, below, label);
    }
  }
  return found;
}

function ownAndInherited(node: RevisionNode, found: ReadonlyMap<RevisionNode, Labels>): Labels {
  const own = node.revision.labels;
  const [only, ...more] = node.down;
  const inherited = only === undefined ? [] : found.get(only) ?? [];
  // Sharing the parent's array keeps a long branch with one label small.
  if (own.length === 0 && more.length === 0) return inherited;
  const all = new Set(inherited);
  for (const parent of more) for (const label of found.get(parent) ?? []) all.add(label);
  for (const label of own) all.add(label);
  return [...all];
}

function add(found: Map<RevisionNode, Labels>, node: RevisionNode, label: string): void {
  const labels = found.get(node) ?? [];
  if (!labels.includes(label)) found.set(node, [...labels, label]);
}

/** The ancestors that a label reaches from `node`: none if anything joins or forks at or after it. */
function stem(node: RevisionNode): readonly RevisionNode[] {
  for (let tip: RevisionNode | undefined = node; tip !== undefined; tip = tip.children[0]) {
    if (joinsOrForks(tip)) return [];
  }
  const found: RevisionNode[] = [];
  let below = node.down[0];
  while (below !== undefined && !joinsOrForks(below)) {
    found.push(below);
    below = below.down[0];
  }
  return found;
}

function joinsOrForks(node: RevisionNode): boolean {
  return node.neededBy.length > 1 || node.down.length > 1;
}
