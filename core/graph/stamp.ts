/**
 * Setting the version table without running anything.
 *
 * @module
 */
import type { Graph } from "./graph.ts";
import { branchNode } from "./names.ts";
import type { RevisionNode } from "./node.ts";
import { refuseOverlap } from "./path.ts";
import { parseReference, type Reference } from "./reference.ts";
import { nodesFor } from "./resolve.ts";
import { replaceRows, type RowChange, RowLog } from "./rows.ts";
import { rowNodes } from "./steps.ts";
import { lineage, neededBy, reach } from "./walk.ts";

/** One change of the version table alone: `from` gives way to `to`. */
export interface StampStep extends RowChange {
  /** Whether the table moves towards the heads. */
  readonly direction: "up" | "down";
  /** The rows that go. */
  readonly from: readonly string[];
  /** The row that comes, if any. */
  readonly to: readonly string[];
}

/** How {@link stampPath} treats what is there. */
export interface StampOptions {
  /** Empties the table first, whatever it holds, unknown rows too. */
  readonly purge?: boolean;
}

/** The changes that make the version table say what `targets` name. */
export function stampPath(
  graph: Graph,
  targets: readonly string[],
  rows: readonly string[],
  options: StampOptions = {},
): readonly StampStep[] {
  const table = new StampedRows(rows);
  if (options.purge === true) table.clear();
  const start = options.purge === true ? [] : rowNodes(graph, rows);
  const parsed = targets.map(parseReference);
  const replaced = new Set<RevisionNode>();
  for (const reference of parsed) {
    for (const node of related(graph, reference, start)) replaced.add(node);
  }
  const wanted = new Set(parsed.flatMap((one) => nodesFor(graph, one, { rows })));
  refuseOverlap([...wanted], "reference");
  const leaving = [...replaced].filter((node) => !wanted.has(node));
  for (const node of wanted) if (!replaced.has(node)) table.put(node, leaving);
  for (const { revision } of leaving) if (table.has(revision.id)) table.remove(revision.id);
  return table.steps;
}

/** The rows that a reference speaks of: those in line with its branch or its revisions. */
function related(
  graph: Graph,
  reference: Reference,
  start: readonly RevisionNode[],
): readonly RevisionNode[] {
  const { kind, branch } = reference;
  const anchors = kind === "base" ? [] : [...nodesFor(graph, reference, {
    rows: start.map(({ revision }) => revision.id),
  })];
  if (branch !== undefined) anchors.push(branchNode(graph, branch));
  if (anchors.length === 0) return start;
  const line = lineage(anchors, "follow");
  return start.filter((node) => line.has(node));
}

class StampedRows {
  readonly steps: StampStep[] = [];
  readonly #log: RowLog;

  constructor(rows: readonly string[]) {
    this.#log = new RowLog(rows);
  }

  clear(): void {
    for (const row of [...this.#log.rows]) this.remove(row);
  }

  remove(row: string): void {
    const move = { direction: "down", from: [row], to: [] } as const;
    this.steps.push(this.#log.add(move, [{ kind: "delete", revision: row }]));
  }

  has(row: string): boolean {
    return this.#log.rows.has(row);
  }

  /** Puts a row in the place of those in line with it that leave and are still there. */
  put(node: RevisionNode, leaving: readonly RevisionNode[]): void {
    const { id } = node.revision;
    const line = lineage([node], "follow");
    const inLine = leaving.filter((one) => line.has(one));
    const above = reach([node], neededBy);
    const from = inLine.map(({ revision }) => revision.id).filter((row) => this.has(row));
    const direction = inLine.some((one) => above.has(one)) ? "down" : "up";
    const move = { direction, from, to: [id] } as const;
    this.steps.push(this.#log.add(move, replaceRows(from, id)));
  }
}
