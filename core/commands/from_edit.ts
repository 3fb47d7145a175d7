/**
 * `revision --from-edit`: an edit of an applied revision, turned into a revision of its own.
 *
 * @module
 */
import { contextFor, type DiffContext, diffSchemas } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { resolveRevisions } from "../graph/mod.ts";
import { type Op, type RevisionContext, spec } from "../ops/mod.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { stateAt } from "../plan/state.ts";
import { appliedOps } from "../run/edited.ts";
import { revisionContext } from "../run/prepare.ts";
import type { Project } from "./project.ts";
import { restore } from "./restore.ts";
import { planNew, type RevisionOptions, type RevisionReport, uncompared } from "./draft.ts";
import { withState } from "./state.ts";
import { write } from "./write.ts";

/**
 * Writes a revision that does what an edit of an applied one would have done, and writes the file
 * of that one as it was.
 *
 * @throws {RetortError} `run/no-source` where the database does not keep what was applied;
 *   `run/not-edited` where both amount to the same schema.
 */
export async function revisionFromEdit(
  project: Project,
  reference: string,
  options: RevisionOptions = {},
): Promise<RevisionReport> {
  return await withState(project, async ({ session, set, rows }) => {
    const [found] = resolveRevisions(set.graph, reference, { rows });
    const edited = found?.id ?? reference;
    const before = await appliedOps(session, edited);
    if (before === undefined) throw new RetortError("run/no-source", { revision: edited });
    const cx = revisionContext(session, project);
    const diff = contextFor(session.dialect);
    const ops = await between(set, { edited, before, cx, diff });
    if (ops.length === 0) throw new RetortError("run/not-edited", { revision: edited });
    const planned = planNew(project, set.graph, { message: `edit of ${edited}`, ...options });
    const path = await write(project, set.graph, { planned, upgrade: ops });
    await restore(project, edited);
    const changes = ops.map((op) => spec(op).describe(op));
    return { ...uncompared, path, revision: planned.id, changes };
  });
}

/** The ops from the schema that was made to the one that the edited revision would make. */
async function between(
  set: RevisionSet,
  { edited, before, cx, diff }: {
    readonly edited: string;
    readonly before: readonly Op[];
    readonly cx: RevisionContext;
    readonly diff: DiffContext;
  },
): Promise<readonly Op[]> {
  const heads = set.graph.heads.map(({ id }) => id);
  const asApplied: RevisionSet = {
    ...set,
    load: async (ids) =>
      (await set.load(ids)).map((module) =>
        module.revision === edited ? { ...module, upgrade: before } : module
      ),
  };
  const from = await stateAt(asApplied, heads, cx);
  return diffSchemas(from, await stateAt(set, heads, cx), diff).ops;
}
