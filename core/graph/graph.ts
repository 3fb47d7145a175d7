/**
 * The revision graph: what follows what, and the questions asked about it.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { propagateLabels } from "./labels.ts";
import type { RevisionNode } from "./node.ts";
import { effectiveDown } from "./reduce.ts";
import type { Revision } from "./revision.ts";
import { similar } from "./similar.ts";
import { children, down, neededBy, needs, reach } from "./walk.ts";

/** How far {@link Graph.ancestors} and {@link Graph.descendants} look. */
export interface ReachOptions {
  /** Whether `dependsOn` counts as well as `downRevision`; `"follow"` unless told. */
  readonly dependencies?: "follow" | "ignore";
}

/** All revisions and how they hang together. It never changes. */
export interface Graph {
  /** All revisions, in the order in which they were given. */
  readonly revisions: readonly Revision[];
  /** The revisions that none follows. */
  readonly heads: readonly Revision[];
  /** The heads that no other revision depends on: what the version table holds after `heads`. */
  readonly effectiveHeads: readonly Revision[];
  /** The revisions that follow none. */
  readonly bases: readonly Revision[];
  /** All nodes, in the order in which the revisions were given. */
  readonly nodes: readonly RevisionNode[];
  /** The revision with exactly this id. */
  get(id: string): Revision | undefined;
  /** The node of the revision with exactly this id, for walking. */
  node(id: string): RevisionNode | undefined;
  /** The node of the revision that declares this branch label. */
  labelled(label: string): RevisionNode | undefined;
  /** All branch labels. */
  branches(): readonly string[];
  /** The revisions that follow this one. */
  children(id: string): readonly Revision[];
  /** Whether no revision follows this one. */
  isHead(id: string): boolean;
  /** Whether no revision follows this one or depends on it. */
  isEffectiveHead(id: string): boolean;
  /** Whether this revision follows none. */
  isBase(id: string): boolean;
  /** Whether several revisions follow this one. */
  isBranchPoint(id: string): boolean;
  /** Whether this revision follows several. */
  isMergePoint(id: string): boolean;
  /** The branch labels that apply to this revision, its own and those of its branch, sorted. */
  labels(id: string): readonly string[];
  /** What this revision follows, and those of its dependencies that are not implied by that. */
  effectiveDown(id: string): readonly string[];
  /** These revisions and all that come before them. */
  ancestors(ids: Iterable<string>, options?: ReachOptions): ReadonlySet<string>;
  /** These revisions and all that come after them. */
  descendants(ids: Iterable<string>, options?: ReachOptions): ReadonlySet<string>;
}

/** The only implementation of {@link Graph}; made by `buildGraph`. */
export class RevisionGraph implements Graph {
  readonly revisions: readonly Revision[];
  readonly nodes: readonly RevisionNode[];
  readonly heads: readonly Revision[];
  readonly effectiveHeads: readonly Revision[];
  readonly bases: readonly Revision[];
  readonly #byId: ReadonlyMap<string, RevisionNode>;
  readonly #byLabel: ReadonlyMap<string, RevisionNode>;
  #labels: ReadonlyMap<RevisionNode, readonly string[]> | undefined;

  constructor(
    nodes: readonly RevisionNode[],
    byId: ReadonlyMap<string, RevisionNode>,
    byLabel: ReadonlyMap<string, RevisionNode>,
  ) {
    this.nodes = nodes;
    this.#byId = byId;
    this.#byLabel = byLabel;
    this.revisions = nodes.map(({ revision }) => revision);
    this.heads = pick(nodes, (node) => node.children.length === 0);
    this.effectiveHeads = pick(nodes, (node) => node.neededBy.length === 0);
    this.bases = pick(nodes, (node) => node.down.length === 0);
  }

  get(id: string): Revision | undefined {
    return this.#byId.get(id)?.revision;
  }

  node(id: string): RevisionNode | undefined {
    return this.#byId.get(id);
  }

  labelled(label: string): RevisionNode | undefined {
    return this.#byLabel.get(label);
  }

  branches(): readonly string[] {
    return [...this.#byLabel.keys()];
  }

  children(id: string): readonly Revision[] {
    return this.#exact(id).children.map(({ revision }) => revision);
  }

  isHead(id: string): boolean {
    return this.#exact(id).children.length === 0;
  }

  isEffectiveHead(id: string): boolean {
    return this.#exact(id).neededBy.length === 0;
  }

  isBase(id: string): boolean {
    return this.#exact(id).down.length === 0;
  }

  isBranchPoint(id: string): boolean {
    return this.#exact(id).children.length > 1;
  }

  isMergePoint(id: string): boolean {
    return this.#exact(id).down.length > 1;
  }

  labels(id: string): readonly string[] {
    const node = this.#exact(id);
    if (this.#byLabel.size === 0) return [];
    // Asked for by few commands, so not worked out before the first question.
    this.#labels ??= propagateLabels(this.nodes.toSorted((a, b) => a.rank - b.rank));
    return (this.#labels.get(node) ?? []).toSorted();
  }

  effectiveDown(id: string): readonly string[] {
    return effectiveDown(this.#exact(id)).map(({ revision }) => revision.id);
  }

  ancestors(ids: Iterable<string>, options: ReachOptions = {}): ReadonlySet<string> {
    return this.#reach(ids, options.dependencies === "ignore" ? down : needs);
  }

  descendants(ids: Iterable<string>, options: ReachOptions = {}): ReadonlySet<string> {
    return this.#reach(ids, options.dependencies === "ignore" ? children : neededBy);
  }

  #reach(
    ids: Iterable<string>,
    edges: (node: RevisionNode) => readonly RevisionNode[],
  ): ReadonlySet<string> {
    const found = new Set<string>();
    for (const node of reach([...ids].map((id) => this.#exact(id)), edges)) {
      found.add(node.revision.id);
    }
    return found;
  }

  #exact(id: string): RevisionNode {
    const node = this.#byId.get(id);
    if (node !== undefined) return node;
    throw new RetortError("graph/unknown-revision", {
      reference: id,
      similar: similar(id, this.#byId.keys()),
    });
  }
}

function pick(
  nodes: readonly RevisionNode[],
  wanted: (node: RevisionNode) => boolean,
): readonly Revision[] {
  return nodes.filter(wanted).map(({ revision }) => revision);
}

/** The nodes of revisions that are known to be in the graph. */
export function nodesOf(graph: Graph, revisions: readonly Revision[]): readonly RevisionNode[] {
  return revisions.flatMap(({ id }) => graph.node(id) ?? []);
}
