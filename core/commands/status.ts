/**
 * `status`: where the database stands, and whether it is as retort has left it.
 *
 * @module
 */
import type { HalfDone } from "../errors/mod.ts";
import { splitRows } from "../graph/mod.ts";
import { type Edits, editsOf } from "../run/edited.ts";
import { halfDone } from "../run/half_done.ts";
import { lastRows, pastEvents, sameRows } from "../run/past.ts";
import { suspectsOf } from "../run/suspects.ts";
import { pendingOf } from "./check.ts";
import { type DriftReport, findDrift } from "./drift.ts";
import { holderOf, type LockReport } from "./lock.ts";
import type { Project } from "./project.ts";
import { type State, withStateOr } from "./state.ts";

export type { DriftedObject, DriftReport, RecordReport } from "./drift.ts";

/** Where a database stands, and how it is. */
export interface StatusReport extends DriftReport, Edits {
  /** The database, as shown to people. */
  readonly target: string;
  /** Whether there is a database. */
  readonly exists: boolean;
  /** The rows of the version table. */
  readonly rows: readonly string[];
  /** Rows of the version table that no file belongs to. */
  readonly unknown: readonly string[];
  /** Rows of the version table that others of them include, which no run leaves there; absent: none. */
  readonly redundant?: readonly string[];
  /**
   * The rows that the last event of the history left, where the version table holds others; absent
   * where they agree.
   */
  readonly left?: readonly string[];
  /** Revisions that are not applied yet, oldest first. */
  readonly pending: readonly string[];
  /** Revisions of which something is committed and the rest is not. */
  readonly half: readonly HalfDone[];
  /** Who keeps other runs out; absent where nobody does. */
  readonly lock?: Omit<LockReport, "target">;
}

/** Says where the database stands, and what of it is other than retort has left it. It changes nothing. */
export async function status(project: Project): Promise<StatusReport> {
  return await withStateOr(project, (state) => look(project, state), (set, target) => {
    const pending = pendingOf(set.graph, []);
    const nothing = {
      rows: [],
      unknown: [],
      half: [],
      edits: [],
      code: [],
      drift: [],
      unmanaged: [],
    };
    const record = { state: "absent" as const };
    return Promise.resolve({ target, exists: false, ...nothing, pending, record });
  });
}

async function look(project: Project, { session, set, rows }: State): Promise<StatusReport> {
  const { graph } = set;
  const { known, unknown } = splitRows(graph, rows);
  const redundant = known.filter((row) =>
    known.some((other) => other !== row && graph.ancestors([other]).has(row))
  );
  const left = lastRows(await pastEvents(session));
  const suspects = await suspectsOf(session, set, rows);
  const edits = suspects.length === 0
    ? { edits: [], code: [] }
    : await editsOf(session, set, suspects);
  const half = await halfDone(session, graph, rows);
  const { target, holder, ...lock } = await holderOf(session);
  const { sides: _sides, ...drift } = await findDrift(project, session, rows);
  return {
    target,
    exists: true,
    rows,
    unknown,
    ...(redundant.length > 0 ? { redundant } : {}),
    ...(left === undefined || sameRows(left, rows) ? {} : { left }),
    pending: pendingOf(graph, known),
    half,
    ...edits,
    ...(holder === undefined ? {} : { lock: { holder, ...lock } }),
    ...drift,
  };
}
