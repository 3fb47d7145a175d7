/**
 * Revisions on one line, as `history`, `heads` and the log print them.
 *
 * @module
 */
import type { Graph } from "./graph.ts";
import type { Step } from "./rows.ts";

/** What {@link revisionLine} adds to a line. */
export interface LineOptions {
  /** The rows of the version table, to mark what is current. */
  readonly rows?: readonly string[];
  /** Whether the branch labels are shown; shown unless told. */
  readonly labels?: boolean;
  /** Whether the message is shown; shown unless told. */
  readonly message?: boolean;
  /** Whether what it follows is shown; shown unless told. */
  readonly parents?: boolean;
  /** Whether what it depends on is shown beside what it follows; shown unless told. */
  readonly dependsOn?: boolean;
}

/** One revision on one line: `a -> b (label) (head), add users`. */
export function revisionLine(graph: Graph, id: string, options: LineOptions = {}): string {
  const { labels = true, message = true, parents = true, dependsOn = true } = options;
  const words = [parents ? `${parentsOf(graph, id, dependsOn)} -> ${id}` : id];
  const branches = labels ? graph.labels(id) : [];
  if (branches.length > 0) words.push(`(${branches.join(", ")})`);
  words.push(...marks(graph, id, options.rows));
  const text = graph.get(id)?.message ?? "";
  return words.join(" ") + (message && text !== "" ? `, ${text}` : "");
}

/** One step on one line: `a, b -> c, add users`, and `c -> a, b, add users` for its reverse. */
export function stepLine({ direction, revision }: Pick<Step, "direction" | "revision">): string {
  const parents = names(revision.down);
  const move = direction === "up" ? `${parents} -> ${revision.id}` : `${revision.id} -> ${parents}`;
  const text = revision.message ?? "";
  return text === "" ? move : `${move}, ${text}`;
}

function parentsOf(graph: Graph, id: string, shown: boolean): string {
  const { down = [], dependsOn = [] } = graph.get(id) ?? {};
  return dependsOn.length === 0 || !shown
    ? names(down)
    : `${names(down)} (${dependsOn.join(", ")})`;
}

function names(ids: readonly string[]): string {
  return ids.length === 0 ? "<base>" : ids.join(", ");
}

function marks(graph: Graph, id: string, rows: readonly string[] = []): readonly string[] {
  const found: string[] = [];
  if (graph.isEffectiveHead(id)) found.push("(head)");
  // Others depend on it, so the version table does not hold it.
  else if (graph.isHead(id)) found.push("(effective head)");
  if (rows.includes(id)) found.push("(current)");
  if (graph.isBranchPoint(id)) found.push("(branchpoint)");
  if (graph.isMergePoint(id)) found.push("(mergepoint)");
  return found;
}
