/**
 * Revisions that stopped half-way where the database can't take back what is done: what the journal
 * says of them, and what must not be done meanwhile.
 *
 * @module
 */
import { type HalfDone, RetortError } from "../errors/mod.ts";
import type { Graph, Step } from "../graph/mod.ts";
import { splitRows } from "../graph/rows.ts";
import type { JournalRow, JournalState } from "../plan/journal.ts";
import type { Session } from "./standing.ts";

type Place = Pick<Session, "db" | "tables">;

const columns = ["revision", "direction", "step", "op", "state", "done"];

/** The rows of the journal by step; none where no run has made its table. */
export async function journalRows({ db, tables }: Place): Promise<readonly JournalRow[]> {
  const rows = await db.rows?.(tables.journal, columns) ?? [];
  return rows.map((row) => ({
    revision: row["revision"] ?? "",
    direction: row["direction"] ?? "",
    step: Number(row["step"]),
    op: row["op"] ?? "",
    state: (row["state"] ?? "") as JournalState,
    done: Number(row["done"]),
  })).toSorted((a, b) => a.step - b.step);
}

/** Whether a step has ended without being done, so that what its row says of it is all there is. */
export function isGivenUp({ state }: { readonly state: JournalState }): boolean {
  return state === "failed" || state === "stopped";
}

/** The rows of each revision and direction. */
export function byRevision(rows: readonly JournalRow[]): readonly (readonly JournalRow[])[] {
  const key = ({ revision, direction }: JournalRow): string => `${direction} ${revision}`;
  return [...Map.groupBy(rows, key).values()];
}

/** Whether a row is about a revision that is over: stamped, or moved by something else than retort. */
export function isOver(
  { revision, direction }: Pick<JournalRow, "revision" | "direction">,
  applied: ReadonlySet<string>,
): boolean {
  return applied.has(revision) === (direction === "upgrade");
}

/** The revisions of which something is committed, or may be, and the rest is not. */
export async function halfDone(
  session: Place,
  graph: Graph,
  rows: readonly string[],
): Promise<readonly HalfDone[]> {
  const journal = await journalRows(session);
  if (journal.length === 0) return [];
  const applied = graph.ancestors(splitRows(graph, rows).known);
  return byRevision(journal.filter((row) => !isOver(row, applied))).flatMap((steps) => {
    const [first] = steps;
    // A step that failed or was stopped as a whole has left nothing.
    if (!first || !steps.some((row) => !isGivenUp(row) || row.done > 0)) return [];
    const { revision, direction } = first;
    return [{
      revision,
      direction,
      steps: steps.map(({ step, op, state, done }) => ({ step: step + 1, op, state, done })),
    }];
  });
}

/**
 * Refuses to go the other way over a revision that stopped half-way: its committed steps would stay
 * behind, or what they need would be taken from under them.
 *
 * @throws {RetortError} `run/half-done`.
 */
export function refuseHalfDone(
  halves: readonly HalfDone[],
  { graph, direction, path }: {
    readonly graph: Graph;
    readonly direction: "upgrade" | "downgrade";
    readonly path: readonly Step[];
  },
): void {
  const found = halves.find((half) => {
    if (half.direction === direction) return false;
    if (path.length === 0 || graph.get(half.revision) === undefined) return true;
    // Upwards what follows it counts, downwards what it follows.
    return path.some(({ revision: { id } }) =>
      direction === "upgrade"
        ? graph.ancestors([id]).has(half.revision)
        : graph.ancestors([half.revision]).has(id)
    );
  });
  if (found) throw new RetortError("run/half-done", { half: found });
}
