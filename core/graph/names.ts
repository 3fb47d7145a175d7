/**
 * Names of revisions and branches: ids, the beginnings of ids, branch labels.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Graph } from "./graph.ts";
import type { RevisionNode } from "./node.ts";
import type { NamedReference } from "./reference.ts";
import { reservedWords } from "./revision.ts";
import { similar } from "./similar.ts";
import { lineage } from "./walk.ts";

/** The node whose lineage a branch is: by label, by id or by the beginning of either. */
export function branchNode(graph: Graph, branch: string): RevisionNode {
  const exact = graph.labelled(branch) ?? graph.node(branch);
  if (exact !== undefined) return exact;
  const [only, ...more] = beginningWith(graph, branch);
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined) throw ambiguous(branch, [only, ...more]);
  throw new RetortError("graph/unknown-branch", { branch, similar: similarNames(graph, branch) });
}

/** Those of the nodes that are on a branch. */
export function onBranch(
  graph: Graph,
  nodes: readonly RevisionNode[],
  branch: string,
): readonly RevisionNode[] {
  const members = lineage([branchNode(graph, branch)]);
  return nodes.filter((node) => members.has(node));
}

/** A revision among several that were possible, with the labels that tell it apart. */
export interface Candidate {
  /** The id of the revision. */
  readonly revision: string;
  /** The branch labels that apply to it. */
  readonly labels: readonly string[];
}

/** What is said about a node where one of several must be chosen. */
export function candidate(graph: Graph, node: RevisionNode): Candidate {
  const { id } = node.revision;
  return { revision: id, labels: graph.labels(id) };
}

/**
 * The revision of an id, of the beginning of one, or of a branch label; with a `sign`, a number that
 * is none of them is said to be perhaps a walk, and on the way down none begins an id.
 */
export function namedNode(
  graph: Graph,
  { text, name, branch }: NamedReference,
  sign?: "+" | "-",
): RevisionNode {
  const within = branch === undefined ? undefined : branchNode(graph, branch);
  const members = within === undefined ? undefined : lineage([within]);
  const exact = graph.node(name) ?? graph.labelled(name);
  if (exact !== undefined) {
    if (members === undefined || members.has(exact)) return exact;
    const data = { revision: exact.revision.id, branch: branch ?? "" };
    throw new RetortError("graph/not-in-branch", data);
  }
  const found = beginningWith(graph, name).filter((node) => members?.has(node) ?? true);
  const [only, ...more] = found;
  if (only === undefined) throw unknown(graph, name, walk({ text, name }, sign));
  if (more.length > 0) throw ambiguous(name, found);
  refuseNumber({ text, name }, only, sign);
  return only;
}

/** Refuses a short number that begins an id on the way down: who counts steps would lose more. */
function refuseNumber(
  reference: Pick<NamedReference, "text" | "name">,
  node: RevisionNode,
  sign: "+" | "-" | undefined,
): void {
  const [steps] = walk(reference, sign);
  if (sign !== "-" || steps === undefined || reference.name.length > 2) return;
  const data = { reference: reference.name, revision: node.revision.id, steps };
  throw new RetortError("graph/number", data);
}

/** The shortest id or label that a beginning may stand for; shorter ones are typed in full. */
const shortestAbbreviated = 4;

function beginningWith(graph: Graph, text: string): readonly RevisionNode[] {
  const found = new Set<RevisionNode>();
  for (const node of graph.nodes) {
    const { id } = node.revision;
    if (id.length >= shortestAbbreviated && id.startsWith(text)) found.add(node);
  }
  for (const label of graph.branches()) {
    const node = graph.labelled(label);
    if (node === undefined || label.length < shortestAbbreviated) continue;
    if (label.startsWith(text)) found.add(node);
  }
  return [...found];
}

function ambiguous(reference: string, nodes: readonly RevisionNode[]): RetortError {
  const candidates = nodes.map(({ revision }) => revision.id);
  return new RetortError("graph/ambiguous-prefix", { reference, candidates }) as RetortError;
}

/** `-1` for the `1` of `downgrade 1`, `label@-1` for that of `label@1`. */
function walk(
  { text, name }: Pick<NamedReference, "text" | "name">,
  sign: "+" | "-" | undefined,
): readonly string[] {
  if (sign === undefined || !/^\d{1,3}$/.test(name)) return [];
  return [`${text.slice(0, text.length - name.length)}${sign}${name}`];
}

/** Says that nothing has a name; `meant` is what comes before names that are similar. */
export function unknown(
  graph: Graph,
  reference: string,
  meant: readonly string[] = [],
): RetortError {
  const near = meant.length > 0 ? meant : similarNames(graph, reference);
  const data = { reference, similar: near };
  return new RetortError("graph/unknown-revision", data) as RetortError;
}

function similarNames(graph: Graph, text: string): readonly string[] {
  const ids = graph.revisions.map(({ id }) => id);
  return similar(text, [...reservedWords, ...graph.branches(), ...ids]);
}
