/**
 * Listing revisions, newest first.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Graph } from "./graph.ts";
import { onBranch } from "./names.ts";
import type { RevisionNode } from "./node.ts";
import { newestFirst } from "./order.ts";
import { refuseOverlap } from "./path.ts";
import { parseRange, parseReference, type Range, type Reference } from "./reference.ts";
import { nodesFor } from "./resolve.ts";
import type { Revision } from "./revision.ts";
import type { Overwalk } from "./steps.ts";
import { downgradeTarget, upgradeTargets } from "./target.ts";
import { children, needs, reach } from "./walk.ts";

/** Names of one end of a stretch of history: one reference, or several. */
export type End = string | Reference | readonly string[];

/** Which revisions {@link iterateRevisions} lists. */
export interface IterateOptions {
  /** The newer end; all heads if not given. */
  readonly upper?: End;
  /** The older end; before everything if not given. */
  readonly lower?: End;
  /** Whether `lower` itself is listed. */
  readonly inclusive?: boolean;
  /** Whether what `upper` needs is listed even where it does not come after `lower`. */
  readonly wide?: boolean;
  /** The rows of the version table, for `current`. */
  readonly rows?: readonly string[];
  /** What `-9` does where there are fewer revisions; `"refuse"` unless told. */
  readonly overwalk?: Overwalk;
}

/**
 * The revisions of a stretch of history, both ends included, newest first; all of them if no range
 * is given. A walk like `-9:` that is longer than the history ends where that ends.
 */
export function historyOf(
  graph: Graph,
  range?: string | Range,
  context: { readonly rows?: readonly string[] } = {},
): readonly Revision[] {
  const { from, to } = (typeof range === "string" ? parseRange(range) : range) ?? {};
  return iterateRevisions(graph, {
    inclusive: true,
    overwalk: "stay",
    ...(from === undefined ? {} : { lower: from }),
    ...(to === undefined ? {} : { upper: to }),
    ...context,
  });
}

/** The revisions between two ends, newest first. */
export function iterateRevisions(
  graph: Graph,
  options: IterateOptions = {},
): readonly Revision[] {
  const { inclusive = false, wide = false } = options;
  const { targets, bounds } = ends(graph, options);
  refuseOverlap(targets, "reference");
  refuseOverlap(bounds, "reference");
  const required = reach(targets, needs);
  const outside = bounds.find((node) => !required.has(node));
  if (!wide && outside !== undefined) throw notAnAncestor(outside, targets);
  const narrow = bounds.length > 0 && !wide;
  const above = narrow ? reach(bounds, children) : required;
  const excluded = reach(bounds, needs);
  const todo = new Set<RevisionNode>();
  for (const node of required) if (above.has(node) && !excluded.has(node)) todo.add(node);
  if (inclusive) { for (const node of bounds) todo.add(node); }
  return newestFirst(todo, targets, { gaps: bounds.length > 0 }).map(({ revision }) => revision);
}

interface Ends {
  readonly targets: readonly RevisionNode[];
  readonly bounds: readonly RevisionNode[];
}

/** The nodes of both ends: a walk without a start begins at the other end. */
function ends(graph: Graph, options: IterateOptions): Ends {
  const { upper = "heads", lower = [] } = options;
  const low = parsed(lower);
  if (low.some(walksDown)) {
    const targets = upperNodes(graph, parsed(upper), { ...options, start: [] });
    const bounds = low.flatMap((one) => below(graph, one, targets, options));
    return { targets: onBranches(graph, targets, low), bounds: distinct(bounds) };
  }
  const bounds = distinct(low.flatMap((one) => absolute(graph, one, options)));
  const targets = upperNodes(graph, parsed(upper), { ...options, start: bounds });
  return { targets: onBranches(graph, targets, low), bounds };
}

function parsed(end: End): readonly Reference[] {
  if (typeof end === "string") return [parseReference(end)];
  return "kind" in end ? [end] : end.map(parseReference);
}

function walksDown(reference: Reference): boolean {
  return reference.kind === "relative" && reference.from === undefined && reference.steps < 0;
}

function upperNodes(
  graph: Graph,
  references: readonly Reference[],
  options: IterateOptions & { readonly start: readonly RevisionNode[] },
): readonly RevisionNode[] {
  const { start, overwalk = "refuse" } = options;
  return distinct(
    references.flatMap((one) =>
      one.kind === "relative"
        ? upgradeTargets(graph, one, { start, overwalk })
        : absolute(graph, one, options)
    ),
  );
}

function absolute(
  graph: Graph,
  reference: Reference,
  { rows }: IterateOptions,
): readonly RevisionNode[] {
  return nodesFor(graph, reference, {
    relative: "allow",
    ...(rows === undefined ? {} : { rows }),
  });
}

/** So many steps below each of the newer ends that are on the branch. */
function below(
  graph: Graph,
  reference: Reference,
  targets: readonly RevisionNode[],
  options: IterateOptions,
): readonly RevisionNode[] {
  if (!walksDown(reference)) return absolute(graph, reference, options);
  const { branch } = reference;
  const starts = branch === undefined ? targets : onBranch(graph, targets, branch);
  return starts.flatMap((start) => {
    const context = { start: [start], overwalk: options.overwalk ?? "refuse" };
    const { place } = downgradeTarget(graph, reference, context);
    return place === "base" ? [] : [place];
  });
}

/** An older end on a branch keeps the newer ends to that branch. */
function onBranches(
  graph: Graph,
  targets: readonly RevisionNode[],
  lower: readonly Reference[],
): readonly RevisionNode[] {
  return lower.reduce(
    (kept, { branch }) => branch === undefined ? kept : onBranch(graph, kept, branch),
    targets,
  );
}

function distinct(nodes: readonly RevisionNode[]): readonly RevisionNode[] {
  return [...new Set(nodes)];
}

function notAnAncestor(lower: RevisionNode, targets: readonly RevisionNode[]): RetortError {
  const upper = targets.map(({ revision }) => revision.id).join(", ");
  return new RetortError("graph/not-an-ancestor", {
    lower: lower.revision.id,
    upper: upper === "" ? "base" : upper,
  }) as RetortError;
}
