/**
 * Finding and cutting loops, and the order that remains.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Draft } from "./node.ts";

interface Sort {
  readonly nodes: readonly Draft[];
  readonly up: (node: Draft) => readonly Draft[];
  readonly next: (node: Draft) => readonly Draft[];
  readonly code: "graph/cycle" | "graph/dependency-cycle";
}

/** Cuts one edge of every loop, ranks the nodes, and reports the loops. */
export function cutLoops(nodes: readonly Draft[]): readonly RetortError[] {
  const byDown: Sort = {
    nodes,
    up: (node) => node.down,
    next: (node) => node.children,
    code: "graph/cycle",
  };
  const byNeeds: Sort = {
    nodes,
    up: (node) => node.needs,
    next: (node) => node.neededBy,
    code: "graph/dependency-cycle",
  };
  const problems = [...sort(byDown).problems];
  const { order, problems: more } = sort(byNeeds);
  order.forEach((node, rank) => node.rank = rank);
  return [...problems, ...more];
}

function sort(
  { nodes, up, next, code }: Sort,
): { readonly order: readonly Draft[]; readonly problems: readonly RetortError[] } {
  const problems: RetortError[] = [];
  // How many edges of a node lead to nodes that are not sorted yet, by the node's index.
  const open = nodes.map((node) => up(node).length);
  const order = nodes.filter((node) => up(node).length === 0);
  let done = 0;
  let search = 0;
  while (order.length < nodes.length || done < order.length) {
    const node = order[done++];
    if (node !== undefined) {
      for (const child of next(node)) close(child, open, order);
      continue;
    }
    done--;
    // All that is left is in a loop or above one.
    while (isSorted(nodes[search], open)) search++;
    const loop = findLoop(nodes[search], (at) => up(at).find((one) => !isSorted(one, open)));
    problems.push(new RetortError(code, { loop: loop.map((at) => at.revision.id) }) as RetortError);
    const [first, second] = loop;
    if (first === undefined) break;
    cut(first, second ?? first);
    close(first, open, order);
  }
  return { order, problems };
}

function isSorted(node: Draft | undefined, open: readonly number[]): boolean {
  return node !== undefined && open[node.index] === 0;
}

function close(node: Draft, open: number[], order: Draft[]): void {
  const left = (open[node.index] ?? 0) - 1;
  open[node.index] = left;
  if (left === 0) order.push(node);
}

function findLoop(
  start: Draft | undefined,
  step: (node: Draft) => Draft | undefined,
): readonly Draft[] {
  const trail = new Set<Draft>();
  let at = start;
  while (at !== undefined && !trail.has(at)) {
    trail.add(at);
    at = step(at);
  }
  const walked = [...trail];
  return at === undefined ? walked : walked.slice(walked.indexOf(at));
}

function cut(node: Draft, parent: Draft): void {
  const without = (list: readonly Draft[], gone: Draft): Draft[] =>
    list.filter((one) => one !== gone);
  node.down = without(node.down, parent);
  node.dependencies = without(node.dependencies, parent);
  node.needs = without(node.needs, parent);
  parent.children = without(parent.children, node);
  parent.neededBy = without(parent.neededBy, node);
}
