/**
 * `revision --adopt-drift`: what something else has changed, turned into a revision.
 *
 * @module
 */
import { diffSchemas, withRecorded } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { upgradePath } from "../graph/mod.ts";
import { findReverse, type Op, spec } from "../ops/mod.ts";
import { historyWrite } from "../plan/history.ts";
import { migrationsOf } from "../plan/migration.ts";
import { recordOf } from "../plan/record.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import { writeHeld } from "../run/lease.ts";
import { withLock } from "../run/lock.ts";
import { revisionContext } from "../run/prepare.ts";
import type { Session } from "../run/standing.ts";
import { expectVersions, writeVersions } from "../run/version.ts";
import {
  asWritten,
  planNew,
  requireHead,
  type RevisionOptions,
  type RevisionReport,
  uncompared,
} from "./draft.ts";
import { type DriftSides, findDrift } from "./drift.ts";
import { authorOf, lockOf, type Project } from "./project.ts";
import { basisOf, recordSchema } from "./record.ts";
import { refuseAnyHalf } from "./obstacles.ts";
import { type State, withState } from "./state.ts";
import { listed, write } from "./write.ts";

/**
 * Writes a revision of what something else has changed in the database. There it counts as applied,
 * and nothing of it is run; other databases run it. Models are not touched.
 *
 * @throws {RetortError} `drift/no-record`, `drift/none`; `run/not-at-head` where revisions are still to
 *   be applied.
 */
export async function adoptDrift(
  project: Project,
  options: RevisionOptions = {},
): Promise<RevisionReport> {
  return await withState(project, async (state) => {
    requireHead(state.set, state.rows);
    await refuseAnyHalf(state);
    return await withLock(state.session, await lockOf(project), async (session) => {
      return await adopt(project, { ...state, session }, options);
    });
  });
}

async function adopt(
  project: Project,
  { session, set, rows }: State,
  options: RevisionOptions,
): Promise<RevisionReport> {
  const { target } = session.db.server;
  const { sides, record: { state } } = await findDrift(project, session, rows);
  if (!sides) throw new RetortError("drift/no-record", { target, state, rows });
  if (sides.unseen.length > 0) {
    throw new RetortError("drift/unseen", { target, objects: sides.unseen });
  }
  if (sides.found.length === 0) throw new RetortError("drift/none", { target });
  const planned = planNew(project, set.graph, { message: "changed by hand", ...options });
  const { ops, unchangeable } = opsOf(sides);
  const undo = findReverse(ops, sides.record.schema);
  const both = { upgrade: ops, ..."ops" in undo ? { downgrade: undo.ops } : {} };
  const { upgrade, downgrade } = await asWritten(project, both, sides.record.schema);
  const path = await write(project, set.graph, {
    planned,
    upgrade: listed(project, upgrade),
    ...(downgrade ? { downgrade: listed(project, downgrade) } : {}),
  });
  await declare(project, session, { revision: planned.id, rows, ops });
  const changes = ops.map((op) => spec(op).describe(op));
  return { ...uncompared, path, revision: planned.id, changes, unchangeable };
}

/** The ops that lead from the record to what is there. */
function opsOf({ recorded, live, found, cx }: DriftSides): ReturnType<typeof diffSchemas> {
  return diffSchemas(recorded, withRecorded(recorded, live, found), cx);
}

/** Writes that a revision counts as applied, and records what is there with it. */
async function declare(
  project: Project,
  held: Session,
  { revision, rows, ops }: {
    readonly revision: string;
    readonly rows: readonly string[];
    readonly ops: readonly Op[];
  },
): Promise<void> {
  const set: RevisionSet = await readRevisions(project.store);
  const cx = revisionContext(held, project);
  const steps = upgradePath(set.graph, revision, rows);
  const after = steps.at(-1)?.rowsAfter ?? rows;
  const [migration] = await migrationsOf(set, steps, cx);
  const event = historyWrite(held.tables, {
    event: "adopted",
    revision,
    direction: "upgrade",
    at: project.clock.now(),
    ...authorOf(project),
    rows: after,
    applied: migration && recordOf(migration, set, cx),
  }, held.token);
  await held.db.transaction(async () => {
    await expectVersions(held, rows);
    await writeVersions(held, steps.flatMap((step) => step.writes));
    await writeHeld(held, event);
  });
  const done = { from: rows, to: after, ops, accept: true };
  await recordSchema(held, await basisOf(project, set), done);
}
