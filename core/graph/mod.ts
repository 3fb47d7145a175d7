/**
 * The revision graph: what follows what, what a reference means, and which steps lead from where a
 * database stands to where it shall stand. Nothing here reads a file or a database.
 *
 * ```ts
 * import { buildGraph, historyOf, type Revision, upgradePath } from "@retort/core/graph";
 *
 * const none = { dependsOn: [], labels: [] };
 * const revisions: readonly Revision[] = [
 *   { ...none, id: "a", down: [], message: "create users" },
 *   { ...none, id: "b", down: ["a"], message: "add email" },
 * ];
 * const graph = buildGraph(revisions);
 * historyOf(graph).map(({ id }) => id); // ["b", "a"]
 *
 * const [step] = upgradePath(graph, "head", ["a"]);
 * step?.revision.id; // "b"
 * step?.writes; // [{ kind: "update", from: "a", to: "b" }]
 * ```
 *
 * @module
 */
export { buildGraph, inspectGraph, type Inspection } from "./build.ts";
export { type Graph, type ReachOptions } from "./graph.ts";
export { type End, historyOf, type IterateOptions, iterateRevisions } from "./history.ts";
export { drawLanes, type LaneItem, type LaneRows } from "./lanes.ts";
export { type LineOptions, revisionLine, stepLine } from "./lines.ts";
export type { RevisionNode } from "./node.ts";
export { currentRevisions, downgradePath, upgradePath } from "./path.ts";
export {
  type NamedReference,
  parseRange,
  parseReference,
  parseTarget,
  type Range,
  type Reference,
  type RelativeReference,
  type SymbolName,
  type SymbolReference,
} from "./reference.ts";
export { type ResolveContext, resolveRevision, resolveRevisions } from "./resolve.ts";
export { type NewRevision, planMerge, planRevision } from "./revise.ts";
export {
  illegalCharacters,
  illegalCharactersIn,
  reservedWords,
  type Revision,
} from "./revision.ts";
export { type RowChange, type RowWrite, splitRows, type Step } from "./rows.ts";
export { similar } from "./similar.ts";
export { type StampOptions, stampPath, type StampStep } from "./stamp.ts";
export type { Overwalk } from "./steps.ts";
export { guessedStart } from "./target.ts";
