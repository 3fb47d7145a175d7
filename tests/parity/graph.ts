/**
 * Runs recorded cases of the revision graph.
 *
 * @module
 */
import { isRetortError } from "@retort/core/errors";
import {
  buildGraph,
  currentRevisions,
  type Graph,
  historyOf,
  iterateRevisions,
  planMerge,
  planRevision,
  resolveRevision,
  resolveRevisions,
  type Revision,
  revisionLine,
} from "@retort/core/graph";
import { isOfCategory } from "./categories.ts";
import { type Case, type Outcome, same, sorted } from "./outcome.ts";
import { iterateDown, pathOf, sequence, stamped } from "./graph_paths.ts";

/** A revision as it was recorded. */
export interface RecordedRevision {
  readonly id: string;
  readonly down: readonly string[];
  readonly labels: readonly string[];
  readonly depends: readonly string[];
}

/** What was recorded: an error, or the fields of the operation. */
export interface Expected extends Readonly<Record<string, unknown>> {
  readonly error?: string;
  readonly alembicBug?: boolean;
}

/** A case about the graph. */
export interface GraphCase extends Case {
  readonly revisions: readonly RecordedRevision[];
  readonly op: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly expect: Expected;
}

/** What an operation yielded here, and where that is not what was recorded. */
export interface Finding {
  readonly got: unknown;
  readonly faults: readonly string[];
}

/** One operation: what it yields, compared with what was recorded. */
export type Operation = (graph: Graph, recorded: GraphCase) => Finding;

const operations: Readonly<Record<string, Operation>> = {
  load: (graph, { expect }) =>
    fields(expect, {
      ok: true,
      heads: ids(graph.heads),
      bases: ids(graph.bases),
      ids: [...ids(graph.revisions), ...graph.branches()],
    }),
  heads: (graph, { expect }) =>
    fields(expect, { ids: ids(graph.heads), effectiveHeads: ids(graph.effectiveHeads) }),
  bases: (graph, { expect }) => fields(expect, { ids: ids(graph.bases) }),
  describe,
  get,
  iterate,
  history,
  current: (graph, { args, expect }) =>
    fields(expect, { ids: sorted(ids(currentRevisions(graph, args["rows"] as string[]))) }),
  upgrade: pathOf,
  downgrade: pathOf,
  stamp: stamped,
  "current-heads-after": sequence,
  "merge-heads": planned,
  "new-revision": planned,
};

/** Runs one case about the graph. */
export function checkGraph(recorded: Case): Outcome {
  const { name, op, expect, revisions } = recorded as GraphCase;
  const operation = operations[op];
  const outcome = { name, expected: expect };
  if (operation === undefined) {
    return { ...outcome, got: undefined, faults: [`unknown operation "${op}"`] };
  }
  try {
    const graph = buildGraph(revisions.map(revisionOf));
    const finding = operation(graph, recorded as GraphCase);
    if (expect.error === undefined || expect.alembicBug === true) return { ...outcome, ...finding };
    return { ...outcome, got: finding.got, faults: [`no error, but ${expect.error} was recorded`] };
  } catch (error) {
    if (!isRetortError(error)) return { ...outcome, got: String(error), faults: ["a crash"] };
    const got = { error: error.code, message: error.message, hint: error.hint };
    const meant = expect.alembicBug === true || isOfCategory(error, expect.error ?? "");
    return { ...outcome, got, faults: meant ? [] : [`error ${error.code}`] };
  }
}

/** A header as the graph takes it. */
export function revisionOf({ id, down, labels, depends }: RecordedRevision): Revision {
  return { id, down, labels, dependsOn: depends };
}

/** The ids of revisions, in their order. */
export function ids(revisions: readonly Revision[]): readonly string[] {
  return revisions.map(({ id }) => id);
}

/** Compares those fields that were recorded. */
export function fields(expect: Expected, got: Readonly<Record<string, unknown>>): Finding {
  const faults = Object.entries(got)
    .filter(([key, value]) => key in expect && !same(expect[key], value))
    .map(([key]) => key);
  return { got, faults };
}

function describe(graph: Graph, { expect }: GraphCase): Finding {
  const found = graph.nodes.map((node) => {
    const { id } = node.revision;
    const lines = { labels: false, message: false, dependsOn: false };
    return [id, {
      labels: graph.labels(id),
      head: graph.isHead(id),
      effectiveHead: graph.isEffectiveHead(id),
      base: graph.isBase(id),
      branchpoint: graph.isBranchPoint(id),
      mergepoint: graph.isMergePoint(id),
      next: sorted(ids(graph.children(id))),
      nextWithDeps: sorted(node.neededBy.map(({ revision }) => revision.id)),
      effectiveDown: sorted(graph.effectiveDown(id)),
      cmd: revisionLine(graph, id, lines),
    }];
  });
  return fields(expect, { revisions: Object.fromEntries(found) });
}

function get(graph: Graph, { args, expect }: GraphCase): Finding {
  const reference = args["id"] as string;
  if (args["multi"] === true) {
    return fields(expect, { ids: ids(resolveRevisions(graph, reference)) });
  }
  return fields(expect, { id: resolveRevision(graph, reference)?.id ?? null });
}

function iterate(graph: Graph, recorded: GraphCase): Finding {
  const { args } = recorded;
  const { upper, lower, inclusive, implicitBase, forDowngrade } = args;
  if (forDowngrade === true) return ordered(recorded, iterateDown(graph, args));
  const found = iterateRevisions(graph, {
    upper: upper as string | readonly string[],
    lower: (lower ?? []) as string | readonly string[],
    inclusive: inclusive === true,
    wide: implicitBase === true,
  });
  return ordered(recorded, ids(found));
}

function history(graph: Graph, recorded: GraphCase): Finding {
  const { base, head } = recorded.args;
  return ordered(recorded, ids(historyOf(graph, `${base ?? ""}:${head ?? ""}`)));
}

/** Newest first; where the order is free, only what must come after what. */
function ordered({ expect }: GraphCase, got: readonly string[]): Finding {
  if (expect["order_free"] !== true) return fields(expect, { ids: got });
  return { got, faults: freeOrder(expect, got.toReversed()) };
}

/** Compares an order, oldest first, that need only respect the recorded pairs. */
export function freeOrder(expect: Expected, got: readonly string[]): readonly string[] {
  const faults: string[] = [];
  const place = new Map(got.map((id, index) => [id, index]));
  for (const [earlier, later] of expect["before"] as readonly (readonly [string, string])[]) {
    if ((place.get(earlier) ?? 0) > (place.get(later) ?? 0)) faults.push(`${earlier} < ${later}`);
  }
  const wanted = expect["ids"] ?? (expect["steps"] as readonly string[][]).map(([, id]) => id);
  if (!same(sorted(wanted as string[]), sorted(got))) faults.push("other revisions");
  return faults;
}

function planned(graph: Graph, { op, args, expect, revisions }: GraphCase): Finding {
  const { revId, splice, branchLabel, dependsOn, head } = args;
  const wanted = {
    id: revId as string,
    splice: splice === true,
    labels: branchLabel === null || branchLabel === undefined ? [] : [branchLabel as string],
    dependsOn: (dependsOn ?? []) as readonly string[],
  };
  const plan = op === "merge-heads"
    ? planMerge(graph, args["revisions"] as readonly string[], wanted)
    : planRevision(graph, { ...wanted, head: head as string });
  const { id, down, labels, dependsOn: depends } = plan;
  const after = buildGraph([...revisions.map(revisionOf), plan]);
  return fields(expect, {
    revision: { id, down, labels, depends },
    headsAfter: sorted(ids(after.heads)),
  });
}
