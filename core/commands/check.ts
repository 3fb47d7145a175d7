/**
 * `check`: is a migration missing?
 *
 * @module
 */
import type { TableName } from "../schema/mod.ts";
import { compareModels } from "./compare.ts";
import type { Project } from "./project.ts";
import { describeChanges } from "./revision.ts";
import { withState } from "./session.ts";

/** What is to be done before models, revisions and database agree. */
export interface CheckReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** Revisions that are not applied yet, oldest first; then models are not compared. */
  readonly pending: readonly string[];
  /** Rows of the version table that no file belongs to. */
  readonly unknown: readonly string[];
  /** What the models have that the database has not, or the other way, in words. */
  readonly changes: readonly string[];
  /** Tables in the database that are in no model and in no revision. */
  readonly unmanaged: readonly TableName[];
}

/** Says whether revisions are pending or models were changed without one. It changes nothing. */
export async function check(project: Project): Promise<CheckReport> {
  return await withState(project, async (state) => {
    const { graph } = state.set;
    const unknown = state.rows.filter((row) => graph.get(row) === undefined);
    const applied = graph.ancestors(state.rows.filter((row) => graph.get(row) !== undefined));
    const pending = graph.nodes
      .filter(({ revision }) => !applied.has(revision.id))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ revision }) => revision.id);
    const target = state.session.db.server.target;
    const base = { target, pending, unknown };
    if (pending.length > 0 || unknown.length > 0) return { ...base, changes: [], unmanaged: [] };
    const found = await compareModels(project, state);
    return { ...base, changes: describeChanges(found).changes, unmanaged: found.unmanaged };
  });
}
