/**
 * Building the graph from headers, and saying what is wrong with them.
 *
 * @module
 */
import { type ErrorCode, type ErrorData, RetortError } from "../errors/mod.ts";
import { cutLoops } from "./cycle.ts";
import { type Graph, RevisionGraph } from "./graph.ts";
import type { Draft } from "./node.ts";
import { illegalCharactersIn, type Revision } from "./revision.ts";
import { similar } from "./similar.ts";

/** A graph of what is sound, and what was found wrong. */
export interface Inspection {
  /** All revisions that could be told apart; a broken edge is left out. */
  readonly graph: Graph;
  /** What is wrong, in the order in which the files were given. */
  readonly problems: readonly RetortError[];
}

interface Workshop {
  readonly nodes: Draft[];
  readonly byId: Map<string, Draft>;
  readonly byLabel: Map<string, Draft>;
  readonly problems: RetortError[];
}

/** The graph of these revisions; throws the first thing that is wrong with them. */
export function buildGraph(revisions: Iterable<Revision>): Graph {
  const { graph, problems } = inspectGraph(revisions);
  const [first] = problems;
  if (first !== undefined) throw first;
  return graph;
}

/**
 * The graph of these revisions with all that is wrong with them, so that the rest can be shown.
 * Of two revisions with one id the first stays; an edge to nothing, or one that closes a loop, is
 * left out.
 */
export function inspectGraph(revisions: Iterable<Revision>): Inspection {
  const shop: Workshop = { nodes: [], byId: new Map(), byLabel: new Map(), problems: [] };
  for (const revision of revisions) addNode(shop, revision);
  for (const node of shop.nodes) addLabels(shop, node);
  for (const node of shop.nodes) addParents(shop, node);
  for (const node of shop.nodes) addChildren(node);
  shop.problems.push(...cutLoops(shop.nodes));
  for (const node of shop.nodes) noteDependents(node);
  return { graph: new RevisionGraph(shop.nodes, shop.byId, shop.byLabel), problems: shop.problems };
}

function report<C extends ErrorCode>(
  shop: Workshop,
  revision: Revision,
  [code, data]: readonly [C, ErrorData[C]],
): void {
  const place = revision.path === undefined ? {} : { place: { file: revision.path } };
  shop.problems.push(new RetortError(code, data, place) as RetortError);
}

/** What all nodes begin with; never changed. */
const none: Draft[] = [];

function addNode(shop: Workshop, revision: Revision): void {
  const { id } = revision;
  const characters = illegalCharactersIn(id);
  if (id === "" || characters.length > 0) {
    report(shop, revision, ["graph/illegal-id", { revision: id, characters }]);
  }
  const first = shop.byId.get(id);
  if (first !== undefined) {
    const paths = [first.revision, revision].map(({ path }) => path ?? "(no file)");
    return report(shop, revision, ["graph/duplicate-id", { revision: id, paths }]);
  }
  const node: Draft = {
    revision,
    index: shop.nodes.length,
    rank: 0,
    down: none,
    dependencies: none,
    needs: none,
    children: none,
    neededBy: none,
    firstDependent: Infinity,
  };
  shop.nodes.push(node);
  shop.byId.set(id, node);
}

function addLabels(shop: Workshop, node: Draft): void {
  const { revision } = node;
  for (const label of revision.labels) {
    if (shop.byLabel.get(label) === node) continue;
    const owner = shop.byId.get(label) ?? shop.byLabel.get(label);
    if (owner === undefined) {
      shop.byLabel.set(label, node);
      continue;
    }
    const data = { label, revision: revision.id, owner: owner.revision.id };
    report(shop, revision, ["graph/label-taken", data]);
  }
}

function addParents(shop: Workshop, node: Draft): void {
  const { revision } = node;
  node.down = parents(shop, node, "downRevision");
  node.needs = node.down;
  if (revision.dependsOn.length === 0) return;
  node.dependencies = parents(shop, node, "dependsOn");
  node.needs = [...new Set([...node.down, ...node.dependencies])];
}

function parents(
  shop: Workshop,
  node: Draft,
  role: "downRevision" | "dependsOn",
): readonly Draft[] {
  const { revision } = node;
  const names = role === "downRevision" ? revision.down : revision.dependsOn;
  const found: Draft[] = [];
  for (const name of names) {
    const label = role === "dependsOn" ? shop.byLabel.get(name) : undefined;
    const parent = shop.byId.get(name) ?? label;
    if (parent === node) {
      report(shop, revision, ["graph/self-loop", { revision: revision.id, role }]);
    } else if (parent === undefined) {
      const path = revision.path === undefined ? {} : { path: revision.path };
      const guesses = similar(name, shop.byId.keys());
      const data = { revision: revision.id, parent: name, role, similar: guesses, ...path };
      report(shop, revision, ["graph/missing-parent", data]);
    } else if (!found.includes(parent)) {
      found.push(parent);
    }
  }
  return found;
}

function addChildren(node: Draft): void {
  for (const parent of node.down) parent.children = added(parent.children, node);
  for (const parent of node.needs) parent.neededBy = added(parent.neededBy, node);
}

/** Most nodes have one child: a list of one is a tenth of the memory of a list that was pushed to. */
function added(list: Draft[], node: Draft): Draft[] {
  if (list.length === 0) return [node];
  list.push(node);
  return list;
}

function noteDependents(node: Draft): void {
  for (const dependency of node.dependencies) {
    dependency.firstDependent = Math.min(dependency.firstDependent, node.rank);
  }
}
