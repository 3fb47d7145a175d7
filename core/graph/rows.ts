/**
 * What a step does to the rows of the version table.
 *
 * The table holds the effective heads of what is applied, and nothing that these imply.
 *
 * @module
 */
import type { RevisionNode } from "./node.ts";
import type { Revision } from "./revision.ts";
import { needs, reach } from "./walk.ts";

/** One statement on the version table. */
export type RowWrite =
  | { readonly kind: "insert"; readonly revision: string }
  | { readonly kind: "update"; readonly from: string; readonly to: string }
  | { readonly kind: "delete"; readonly revision: string };

/** What a step writes, and the rows that stand then. */
export interface RowChange {
  /** The statements, in an order in which no row is ever there twice. */
  readonly writes: readonly RowWrite[];
  /** The rows before the step. */
  readonly rowsBefore: readonly string[];
  /** The rows after it. */
  readonly rowsAfter: readonly string[];
}

/** One revision applied or taken back, with what that does to the version table. */
export interface Step extends RowChange {
  /** Whether the revision is applied or taken back. */
  readonly direction: "up" | "down";
  /** The revision whose migration runs. */
  readonly revision: Revision;
}

/** The rows that a graph has a revision for, and the others. */
export function splitRows(
  graph: { get(id: string): Revision | undefined },
  rows: readonly string[],
): { readonly known: readonly string[]; readonly unknown: readonly string[] } {
  const { known = [], unknown = [] } = Object.groupBy(
    rows,
    (row) => graph.get(row) === undefined ? "unknown" : "known",
  );
  return { known, unknown };
}

/** How many changes lie between two sets of rows that are kept. */
const stride = 512;

/** Up to so many rows are kept with every change; nearly all databases have one or two. */
const few = 16;

/**
 * The rows after each of many changes. With thousands of heads and steps they cannot all be kept,
 * so they are worked out when asked for; asking in order costs one change each.
 */
export class RowLog {
  readonly #changes: (readonly RowWrite[])[] = [];
  readonly #kept: (readonly string[])[] = [];
  readonly #now: Set<string>;
  #last: readonly string[];
  #asked = 0;
  #then: Set<string>;

  constructor(rows: Iterable<string>) {
    this.#now = new Set(rows);
    this.#then = new Set(this.#now);
    this.#last = [...this.#now];
    this.#kept.push(this.#last);
  }

  /** The rows after all changes so far. */
  get rows(): ReadonlySet<string> {
    return this.#now;
  }

  /** Adds a change and says it of `what`, with the rows before and after it. */
  add<T extends object>(what: T, writes: readonly RowWrite[]): T & RowChange {
    const at = this.#changes.push(writes);
    const sizeBefore = this.#now.size;
    carryOut(writes, this.#now);
    if (at % stride === 0) this.#kept.push([...this.#now]);
    if (sizeBefore > few || this.#now.size > few) return this.#lazily(what, { at, writes });
    // After many rows the last set was not kept.
    const rowsBefore = this.#last.length === sizeBefore ? this.#last : this.#rowsAt(at - 1);
    this.#last = [...this.#now];
    return { ...what, writes, rowsBefore, rowsAfter: this.#last };
  }

  #lazily<T extends object>(
    what: T,
    { at, writes }: { readonly at: number; readonly writes: readonly RowWrite[] },
  ): T & RowChange {
    const rowsAt = (index: number): readonly string[] => this.#rowsAt(index);
    this.#last = [];
    return {
      ...what,
      writes,
      get rowsBefore(): readonly string[] {
        return rowsAt(at - 1);
      },
      get rowsAfter(): readonly string[] {
        return rowsAt(at);
      },
    };
  }

  #rowsAt(index: number): readonly string[] {
    if (index < this.#asked || index - this.#asked > stride) {
      const kept = Math.floor(index / stride);
      this.#then = new Set(this.#kept[kept]);
      this.#asked = kept * stride;
    }
    for (const writes of this.#changes.slice(this.#asked, index)) carryOut(writes, this.#then);
    this.#asked = index;
    return [...this.#then];
  }
}

/** Does to a set of rows what the statements do to the table. */
function carryOut(writes: readonly RowWrite[], rows: Set<string>): void {
  for (const write of writes) {
    if (write.kind !== "insert") rows.delete(write.kind === "update" ? write.from : write.revision);
    if (write.kind !== "delete") rows.add(write.kind === "update" ? write.to : write.revision);
  }
}

/** The rows of a version table while revisions are applied one by one. */
export class UpwardRows {
  readonly #log: RowLog;

  constructor(rows: readonly RevisionNode[]) {
    this.#log = new RowLog(rows.map(({ revision }) => revision.id));
  }

  /** Applies a revision whose needs are all applied. */
  apply({ revision, needs }: RevisionNode): Step {
    const { rows } = this.#log;
    const replaced = needs.map((node) => node.revision.id).filter((id) => rows.has(id));
    return this.#log.add({ direction: "up", revision }, replaceRows(replaced, revision.id));
  }
}

/** Puts one row in the place of several, or of none. */
export function replaceRows(replaced: readonly string[], to: string): readonly RowWrite[] {
  const from = replaced.at(-1);
  if (from === undefined) return [{ kind: "insert", revision: to }];
  const gone = replaced.slice(0, -1);
  return [
    ...gone.map((revision): RowWrite => ({ kind: "delete", revision })),
    { kind: "update", from, to },
  ];
}

/** The rows of a version table while revisions are taken back one by one. */
export class DownwardRows {
  readonly #log: RowLog;
  /** Rows that others imply: the first step takes them out of the table. */
  #redundant: readonly string[];
  readonly #applied: Set<RevisionNode>;
  /** How many applied revisions need a revision, counted when first asked. */
  readonly #pending = new Map<RevisionNode, number>();

  constructor(rows: readonly RevisionNode[]) {
    this.#applied = reach(rows, needs);
    this.#log = new RowLog(rows.map(({ revision }) => revision.id));
    this.#redundant = rows
      .filter((row) => row.neededBy.some((node) => this.#applied.has(node)))
      .map(({ revision }) => revision.id);
  }

  /** Takes a revision back that no applied one needs. */
  revert(node: RevisionNode): Step {
    const { revision } = node;
    const from = revision.id;
    const uncovered = node.needs.filter((parent) => this.#release(parent))
      .map((parent) => parent.revision.id);
    this.#applied.delete(node);
    const writes: RowWrite[] = this.#redundant.map((row) => ({ kind: "delete", revision: row }));
    this.#redundant = [];
    const to = uncovered.at(-1);
    for (const row of uncovered.slice(0, -1)) writes.push({ kind: "insert", revision: row });
    writes.push(
      to === undefined ? { kind: "delete", revision: from } : { kind: "update", from, to },
    );
    return this.#log.add({ direction: "down", revision }, writes);
  }

  #release(parent: RevisionNode): boolean {
    const pending = this.#pending.get(parent) ??
      parent.neededBy.filter((node) => this.#applied.has(node)).length;
    this.#pending.set(parent, pending - 1);
    return pending === 1;
  }
}
