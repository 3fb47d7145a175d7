/**
 * The steps from where a database stands to where it shall stand.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type Graph, nodesOf } from "./graph.ts";
import { branchNode } from "./names.ts";
import type { RevisionNode } from "./node.ts";
import { newestFirst } from "./order.ts";
import type { Reference } from "./reference.ts";
import type { Revision } from "./revision.ts";
import { DownwardRows, type Step, UpwardRows } from "./rows.ts";
import { rowNodes } from "./steps.ts";
import { currentHeads, type DowngradeTarget, downgradeTarget, upgradeTargets } from "./target.ts";
import { down, neededBy, needs, reach } from "./walk.ts";

/** The steps that apply what `target` names and all that it needs. */
export function upgradePath(
  graph: Graph,
  target: string | Reference,
  rows: readonly string[],
): readonly Step[] {
  const start = rowNodes(graph, rows);
  const targets = upgradeTargets(graph, target, { start, command: "upgrade" });
  refuseOverlap(targets, "reference");
  refuseOverlap(start, "database");
  const applied = reach(start, needs);
  const todo = reach(targets, (node) => node.needs.filter((parent) => !applied.has(parent)));
  for (const node of targets) if (applied.has(node)) todo.delete(node);
  const table = new UpwardRows(start);
  const order = newestFirst(todo, targets).toReversed();
  return order.map((node) => table.apply(node));
}

/** The steps that take back what stands above `target`, and all that needs it. */
export function downgradePath(
  graph: Graph,
  target: string | Reference,
  rows: readonly string[],
): readonly Step[] {
  const start = rowNodes(graph, rows);
  const { place, branch } = downgradeTarget(graph, target, { start, command: "downgrade" });
  const text = typeof target === "string" ? target : target.text;
  const todo = revertedNodes(graph, { place, ...(branch === undefined ? {} : { branch }) }, {
    start,
    text,
  });
  const table = new DownwardRows(start);
  return newestFirst(todo, start).map((node) => table.revert(node));
}

/** What is applied above a downgrade's target, on the branch if it names one. */
export function revertedNodes(
  graph: Graph,
  { place, branch }: DowngradeTarget,
  { start, text, inclusive = false }: {
    readonly start: readonly RevisionNode[];
    readonly text: string;
    readonly inclusive?: boolean;
  },
): ReadonlySet<RevisionNode> {
  const above = place === "base" ? nodesOf(graph, graph.bases) : place.children;
  const all = inclusive && place !== "base" ? [place] : above;
  const roots = onTheWayTo(graph, branch, all);
  if (roots.length === 0 && all.length > 0) {
    const rows = start.map(({ revision }) => revision.id);
    throw new RetortError("graph/not-a-downgrade-target", { reference: text, rows });
  }
  const applied = reach(start, needs);
  const isApplied = (node: RevisionNode): boolean => applied.has(node);
  const todo = reach(roots.filter(isApplied), (node) => neededBy(node).filter(isApplied));
  if (place !== "base" && todo.size === 0 && !start.includes(place)) {
    const rows = start.map(({ revision }) => revision.id);
    const code = applied.has(place) ? "graph/only-needed" : "graph/not-applied";
    throw new RetortError(code, { revision: place.revision.id, rows });
  }
  return todo;
}

/** Of several ways up, those that lead to the branch. */
function onTheWayTo(
  graph: Graph,
  branch: string | undefined,
  roots: readonly RevisionNode[],
): readonly RevisionNode[] {
  if (branch === undefined || roots.length < 2) return roots;
  const way = reach([branchNode(graph, branch)], down);
  return roots.filter((node) => way.has(node));
}

/** Refuses nodes of which one includes another. */
export function refuseOverlap(
  nodes: readonly RevisionNode[],
  where: "reference" | "database",
): void {
  const [only, ...more] = nodes;
  if (only === undefined || more.length === 0) return;
  const wanted = new Set(nodes);
  const below = reach(nodes.flatMap((node) => node.needs), needs);
  if (!nodes.some((node) => below.has(node))) return;
  for (const node of nodes) {
    const included = reach(node.needs, needs);
    const overlaps = [...wanted].filter((other) => included.has(other));
    if (overlaps.length === 0) continue;
    throw new RetortError("graph/overlapping-revisions", {
      revision: node.revision.id,
      overlaps: overlaps.map(({ revision }) => revision.id),
      where,
    });
  }
}

/** The revisions at the ends of all branches that are applied, implied ones too. */
export function currentRevisions(graph: Graph, rows: readonly string[]): readonly Revision[] {
  return currentHeads(rowNodes(graph, rows)).map(({ revision }) => revision);
}
