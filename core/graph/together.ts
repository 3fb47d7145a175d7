/**
 * What becomes of the heads where two lines of the code are merged.
 *
 * @module
 */
import { inspectGraph } from "./build.ts";
import type { Graph } from "./graph.ts";
import type { Revision } from "./revision.ts";

/** A head of two graphs together. */
export interface HeadTogether {
  /** The revision. */
  readonly revision: Revision;
  /** Whether the first graph has it. */
  readonly here: boolean;
  /** Whether the second graph has it. */
  readonly there: boolean;
}

/**
 * The heads of two graphs together that nobody meant to have beside each other; none where all is
 * well. Heads are meant where both graphs have as many of them, or where a label tells them apart.
 */
export function headsTogether(ours: Graph, theirs: Graph): readonly HeadTogether[] {
  const others = theirs.revisions.filter(({ id }) => ours.node(id) === undefined);
  const { graph } = inspectGraph([...ours.revisions, ...others]);
  const before = [ours, theirs].map(branchesOf);
  return [...branchesOf(graph)].flatMap(([branch, heads]) => {
    const meant = Math.min(...before.map((branches) => branches.get(branch)?.length ?? 0));
    if (heads.length <= Math.max(1, meant)) return [];
    return heads.map((revision) => ({
      revision,
      here: ours.node(revision.id) !== undefined,
      there: theirs.node(revision.id) !== undefined,
    }));
  });
}

/** The heads of each branch, by the labels that apply to them. */
function branchesOf(graph: Graph): ReadonlyMap<string, readonly Revision[]> {
  return Map.groupBy(graph.heads, ({ id }) => graph.labels(id).join(" "));
}
