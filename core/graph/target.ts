/**
 * Where an upgrade or a downgrade is to end.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Graph } from "./graph.ts";
import { branchNode, candidate, onBranch } from "./names.ts";
import type { RevisionNode } from "./node.ts";
import { effectiveDown } from "./reduce.ts";
import { parseReference, type Reference, type RelativeReference } from "./reference.ts";
import { nodeFor, nodesFor } from "./resolve.ts";
import {
  type Overwalk,
  type Place,
  rowNodes,
  tooFar,
  walkDown,
  walkUp,
  wrongWay,
} from "./steps.ts";
import { needs, reach } from "./walk.ts";

/** What the resolution of a target leans on. */
export interface TargetContext {
  /** The nodes at which the walk of a relative target begins. */
  readonly start: readonly RevisionNode[];
  /** What a walk does where the revisions end. */
  readonly overwalk?: Overwalk;
  /** The command that asks, where it is one of the two. */
  readonly command?: "upgrade" | "downgrade";
}

/** The nodes that an upgrade to `target` must end at. */
export function upgradeTargets(
  graph: Graph,
  target: string | Reference,
  { start, overwalk = "refuse", command }: TargetContext,
): readonly RevisionNode[] {
  const reference = asReference(graph, target);
  if (reference.kind !== "relative") {
    const rows = start.map(({ revision }) => revision.id);
    return nodesFor(graph, reference, { rows, sign: "+" });
  }
  const { from, steps } = reference;
  if (from === undefined && steps <= 0) throw wrongWay(reference, start[0] ?? "base", command);
  if (steps <= 0) {
    return asNodes(walkDown(graph, anchor(graph, reference), { reference, overwalk }));
  }
  const begin = from === undefined
    ? upwardStart(graph, reference, start)
    : nodeFor(graph, from) ?? "base";
  return asNodes(walkUp(graph, begin, { reference, overwalk }));
}

/** Where a downgrade ends, and the branch that it stays on. */
export interface DowngradeTarget {
  /** The node that stays, or before everything. */
  readonly place: Place;
  /** A branch label or a revision of the branch. */
  readonly branch?: string;
}

/** Where a downgrade to `target` ends. */
export function downgradeTarget(
  graph: Graph,
  target: string | Reference,
  { start, overwalk = "refuse", command }: TargetContext,
): DowngradeTarget {
  const reference = asReference(graph, target);
  const { branch } = reference;
  const on = branch === undefined ? {} : { branch };
  if (reference.kind !== "relative") {
    const rows = start.map(({ revision }) => revision.id);
    const place = nodeFor(graph, withoutBranch(graph, reference), { rows, sign: "-" }) ?? "base";
    return { place, ...on };
  }
  if (reference.from !== undefined) {
    const place = reference.steps >= 0
      ? walkUp(graph, nodeFor(graph, reference.from) ?? "base", { reference, overwalk })
      : walkDown(graph, anchor(graph, reference), { reference, overwalk });
    return { place, ...on };
  }
  if (reference.steps >= 0) throw wrongWay(reference, start[0] ?? "base", command);
  const begin = downwardStart(graph, reference, withoutIncluded(start));
  const place = walkDown(graph, begin, { reference, overwalk });
  return { place, branch: branch ?? begin.revision.id };
}

/**
 * The row at which a downgrade target like `-1` begins where there are several, which is a guess a
 * user should be told of.
 */
export function guessedStart(
  graph: Graph,
  target: string | Reference,
  rows: readonly string[],
): string | undefined {
  const { kind, branch, ...rest } = typeof target === "string" ? parseReference(target) : target;
  const anchored = "from" in rest && rest.from !== undefined;
  if (kind !== "relative" || branch !== undefined || anchored) return undefined;
  const [first, ...more] = withoutIncluded(rowNodes(graph, rows));
  return more.length > 0 ? first?.revision.id : undefined;
}

/**
 * The rows that no other row includes. Others are left there by something else than retort, and a
 * step down from one of those would take back all that stands above it.
 */
function withoutIncluded(rows: readonly RevisionNode[]): readonly RevisionNode[] {
  if (rows.length < 2) return rows;
  const included = reach(rows.flatMap((row) => row.needs), needs);
  return rows.filter((row) => !included.has(row));
}

/** A branch label may look like a walk (`phase-2`); then the label is meant. */
function asReference(graph: Graph, target: string | Reference): Reference {
  const reference = typeof target === "string" ? parseReference(target) : target;
  if (reference.kind !== "relative") return reference;
  const { text, branch } = reference;
  const name = branch === undefined ? text : text.slice(branch.length + 1);
  if (graph.labelled(name) === undefined) return reference;
  return { kind: "revision", text, name, ...(branch === undefined ? {} : { branch }) };
}

/** The revision that stays need not be on the branch: `label@ae1` may be what the branch left. */
function withoutBranch(graph: Graph, reference: Reference): Reference {
  if (reference.branch === undefined) return reference;
  branchNode(graph, reference.branch);
  const { branch: _, ...rest } = reference;
  return rest;
}

/** Where a walk up begins: at the rows on the branch, else at the last of the branch below them. */
function upwardStart(
  graph: Graph,
  reference: RelativeReference,
  rows: readonly RevisionNode[],
): Place {
  const { text, branch } = reference;
  let begin = branch === undefined ? rows : onBranch(graph, rows, branch);
  if (branch !== undefined && begin.length === 0) {
    const applied = onBranch(graph, [...reach(rows, needs)], branch);
    const below = new Set(applied.flatMap(effectiveDown));
    begin = applied.filter((node) => !below.has(node));
  }
  return onlyStart(graph, text, begin) ?? "base";
}

function downwardStart(
  graph: Graph,
  reference: RelativeReference,
  rows: readonly RevisionNode[],
): RevisionNode {
  const { text, branch } = reference;
  const [first] = rows;
  if (first === undefined) throw tooFar(reference, 0, "base");
  if (branch === undefined) return first;
  const direct = onBranch(graph, rows, branch);
  const begin = direct.length > 0 ? direct : onBranch(graph, currentHeads(rows), branch);
  const start = onlyStart(graph, text, begin);
  if (start !== undefined) return start;
  const ids = rows.map(({ revision }) => revision.id);
  throw new RetortError("graph/not-a-downgrade-target", { reference: text, rows: ids });
}

function onlyStart(
  graph: Graph,
  reference: string,
  nodes: readonly RevisionNode[],
): RevisionNode | undefined {
  const [only, ...more] = nodes;
  if (more.length === 0) return only;
  const rows = nodes.map((node) => candidate(graph, node));
  throw new RetortError("graph/ambiguous-start", { reference, rows });
}

/** The ends of all branches that are applied, also those that a row only depends on. */
export function currentHeads(rows: readonly RevisionNode[]): readonly RevisionNode[] {
  const applied = reach(rows, needs);
  return [...applied].filter((node) => !node.children.some((child) => applied.has(child)));
}

function anchor(graph: Graph, { from, branch }: RelativeReference): Place {
  if (from === undefined) return "base";
  return nodeFor(graph, branch === undefined ? from : { ...from, branch }) ?? "base";
}

function asNodes(place: Place): readonly RevisionNode[] {
  return place === "base" ? [] : [place];
}
