/**
 * From what was typed to the revisions that are meant.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type Graph, nodesOf } from "./graph.ts";
import { branchNode, candidate, namedNode, onBranch, unknown } from "./names.ts";
import type { RevisionNode } from "./node.ts";
import { parseReference, type Reference } from "./reference.ts";
import type { Revision } from "./revision.ts";
import { rowNodes, walkDown, walkUp } from "./steps.ts";

/** What a reference may lean on. */
export interface ResolveContext {
  /** The rows of the version table, for `current` and for walks that begin there. */
  readonly rows?: readonly string[];
  /**
   * Whether `ae1+2` and its like are understood. Where they are not, they are names that nothing
   * has, except that `-1` is one below each head.
   */
  readonly relative?: "allow" | "refuse";
  /** What a number that names nothing would have to begin with to be so many steps. */
  readonly sign?: "+" | "-";
  /** The flag that would have named one of several heads. */
  readonly flag?: "--head";
}

/** The revisions that a reference names: none for `base`, several for `heads`. */
export function resolveRevisions(
  graph: Graph,
  reference: string | Reference,
  context: ResolveContext = {},
): readonly Revision[] {
  return nodesFor(graph, reference, context).map(({ revision }) => revision);
}

/** The one revision that a reference names; undefined for `base`. */
export function resolveRevision(
  graph: Graph,
  reference: string | Reference,
  context: ResolveContext = {},
): Revision | undefined {
  return nodeFor(graph, reference, context)?.revision;
}

/** Like {@link resolveRevisions}, with nodes. */
export function nodesFor(
  graph: Graph,
  reference: string | Reference,
  context: ResolveContext = {},
): readonly RevisionNode[] {
  const parsed = typeof reference === "string" ? parseReference(reference) : reference;
  switch (parsed.kind) {
    case "heads":
      return parsed.branch === undefined
        ? nodesOf(graph, graph.effectiveHeads)
        : onBranch(graph, nodesOf(graph, graph.heads), parsed.branch);
    case "head":
      return onlyHead(graph, parsed, context);
    case "base":
      if (parsed.branch !== undefined) branchNode(graph, parsed.branch);
      return [];
    case "current":
      return currentNodes(graph, parsed, context);
    case "revision":
      return [namedNode(graph, parsed, context.sign)];
    case "relative":
      return walked(graph, parsed, context);
  }
}

/** Like {@link resolveRevision}, with nodes. */
export function nodeFor(
  graph: Graph,
  reference: string | Reference,
  context: ResolveContext = {},
): RevisionNode | undefined {
  const parsed = typeof reference === "string" ? parseReference(reference) : reference;
  if (parsed.kind === "relative" && parsed.from === undefined && context.relative !== "allow") {
    throw unknown(graph, parsed.text);
  }
  const [only, ...more] = nodesFor(graph, parsed, context);
  if (only === undefined || more.length === 0) return only;
  throw multipleHeads(graph, { reference: parsed.text }, [only, ...more]);
}

function multipleHeads(
  graph: Graph,
  about: { readonly reference: string; readonly flag?: "--head" },
  nodes: readonly RevisionNode[],
): RetortError {
  const heads = nodes.map((node) => candidate(graph, node));
  return new RetortError("graph/multiple-heads", { ...about, heads }) as RetortError;
}

function onlyHead(
  graph: Graph,
  { text, branch }: { readonly text: string; readonly branch?: string },
  { flag }: ResolveContext,
): readonly RevisionNode[] {
  const about = { reference: text, ...(flag === undefined ? {} : { flag }) };
  const all = nodesOf(graph, graph.heads);
  const heads = branch === undefined ? all : onBranch(graph, all, branch);
  if (heads.length > 1) throw multipleHeads(graph, about, heads);
  return heads;
}

function currentNodes(
  graph: Graph,
  { text, branch }: { readonly text: string; readonly branch?: string },
  { rows }: ResolveContext,
): readonly RevisionNode[] {
  if (rows === undefined) throw new RetortError("graph/no-current", { reference: text });
  const nodes = rowNodes(graph, rows);
  return branch === undefined ? nodes : onBranch(graph, nodes, branch);
}

function walked(
  graph: Graph,
  reference: Reference & { readonly kind: "relative" },
  context: ResolveContext,
): readonly RevisionNode[] {
  const { text, branch, from, steps } = reference;
  const label = graph.labelled(branch === undefined ? text : text.slice(branch.length + 1));
  if (label !== undefined) return [label];
  if (from === undefined && context.rows === undefined && steps < 0) {
    return belowHeads(graph, reference);
  }
  if (context.relative !== "allow") throw unknown(graph, text);
  const start = from === undefined
    ? nodeFor(
      graph,
      { kind: "current", text, ...(branch === undefined ? {} : { branch }) },
      context,
    )
    : nodeFor(graph, steps > 0 || branch === undefined ? from : { ...from, branch }, context);
  const place = steps > 0
    ? walkUp(graph, start ?? "base", { reference })
    : walkDown(graph, start ?? "base", { reference });
  return place === "base" ? [] : [place];
}

/** `-1` and `label@-1` where no database is asked: that far below each head. */
function belowHeads(
  graph: Graph,
  reference: Reference & { readonly kind: "relative" },
): readonly RevisionNode[] {
  const { branch } = reference;
  const heads = nodesOf(graph, graph.effectiveHeads).filter((node) =>
    branch === undefined || graph.labels(node.revision.id).includes(branch)
  );
  if (branch !== undefined && heads.length === 0) branchNode(graph, branch);
  return heads.flatMap((head) => {
    const place = walkDown(graph, head, { reference });
    return place === "base" ? [] : [place];
  });
}
