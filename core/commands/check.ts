/**
 * `check`: is a migration missing?
 *
 * @module
 */
import type { Unverified } from "../dialect/mod.ts";
import type { ObjectName, RenameQuestion, Unchangeable } from "../diff/mod.ts";
import { type Graph, splitRows } from "../graph/mod.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import { compact } from "../schema/data.ts";
import { isStale } from "../source/mod.ts";
import { type Against, compareHeads, type OtherLine } from "./against.ts";
import { type StaleBundle, staleBundle } from "./bundle.ts";
import { describeChanges } from "./changes.ts";
import { besides, compareModels, type CompareState } from "./compare.ts";
import type { Project } from "./project.ts";
import { type CompareSource, replayedFor } from "./replayed.ts";
import { withStateOr } from "./state.ts";

export type { Against, CompareSource, OtherLine, StaleBundle };
export type { LineHead } from "./against.ts";

/** What is to be done before models, revisions and database agree. */
export interface CheckReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** Whether there is a database; one that does not exist yet counts as an empty one. */
  readonly exists: boolean;
  /** Revisions that are not applied yet, oldest first; then models are not compared. */
  readonly pending: readonly string[];
  /** Rows of the version table that no file belongs to. */
  readonly unknown: readonly string[];
  /** What the models have that the database has not, or the other way, in words. */
  readonly changes: readonly string[];
  /** Changes that may be renames; `revision --autogenerate` asks. */
  readonly questions: readonly RenameQuestion[];
  /** What the database has and no model and no revision. */
  readonly unmanaged: readonly ObjectName[];
  /** What differs and no op can change. */
  readonly unchangeable: readonly Unchangeable[];
  /** Tables that were not compared: SQL in a revision made or changed them and did not say how. */
  readonly opaque: readonly string[];
  /** Expressions that were compared by their text only: the server was not asked, or did not answer. */
  readonly unverified: readonly Unverified[];
  /** Revisions whose header says a verdict of `verify` that was found of other code than they have now. */
  readonly stale: readonly string[];
  /** What the source of the models says and no comparison sees, in words. */
  readonly notes: readonly string[];
  /** The bundle of the revisions, where it is not as they are. */
  readonly bundle?: StaleBundle;
  /** What becomes of the heads where another line of the code is merged, where that was asked. */
  readonly against?: Against;
}

/** Options of `check`. */
export interface CheckOptions {
  /** What models are compared with; the database unless told. */
  readonly from?: CompareSource;
  /** The revision files of another line of the code, to tell which heads there are after a merge. */
  readonly against?: OtherLine;
}

/**
 * Says whether revisions are pending or models were changed without one. It changes nothing, and
 * with `from: "history"` it opens no database.
 */
export async function check(project: Project, options: CheckOptions = {}): Promise<CheckReport> {
  if (options.from === "history") {
    const state = await replayedFor(project, await readRevisions(project.store));
    return await compare(project, state, { ...options, target: "the revisions", exists: true });
  }
  return await withStateOr(
    project,
    (state) => {
      const { target } = state.session.db.server;
      return compare(project, state, { ...options, target, exists: true });
    },
    (set, target) => compare(project, { set, rows: [] }, { ...options, target, exists: false }),
  );
}

async function compare(
  project: Project,
  state: CompareState,
  { target, exists, against: line }: Pick<CheckReport, "target" | "exists"> & CheckOptions,
): Promise<CheckReport> {
  const { graph } = state.set;
  const { known, unknown } = splitRows(graph, state.rows);
  const pending = pendingOf(graph, known);
  const bundle = staleBundle(project.bundle, state.set);
  const against = line && await compareHeads(state.set, line);
  const own = compact({ bundle, against });
  const base = { target, exists, ...own, pending, unknown, stale: staleOf(state.set) };
  if (pending.length > 0 || unknown.length > 0) {
    return {
      ...base,
      changes: [],
      questions: [],
      unmanaged: [],
      unchangeable: [],
      opaque: [],
      unverified: [],
      notes: [],
    };
  }
  const found = await compareModels(project, state);
  const { changes } = describeChanges(found);
  return { ...base, changes, questions: found.questions, ...besides(found) };
}

/** The revisions that were changed since they were verified. */
function staleOf(set: RevisionSet): readonly string[] {
  return set.graph.revisions.filter(({ id, verified }) => {
    const file = verified === undefined ? undefined : set.file(id);
    return file !== undefined && isStale(file.text);
  }).map(({ id }) => id);
}

/** The revisions that are not applied where some are, oldest first. */
export function pendingOf(graph: Graph, rows: readonly string[]): readonly string[] {
  const applied = graph.ancestors(rows);
  return graph.nodes
    .filter(({ revision }) => !applied.has(revision.id))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ revision }) => revision.id);
}
