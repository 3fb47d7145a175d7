/**
 * What keeps a run from beginning where a database stands: edited revisions, and such as stopped
 * half-way.
 *
 * @module
 */
import type { HalfDone } from "../errors/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { halfDone } from "../run/half_done.ts";
import { suspectsOf } from "../run/suspects.ts";
import type { Project } from "./project.ts";
import type { Standing } from "./session.ts";

/** What was found and does not keep a run from beginning by itself. */
export interface Found {
  /** Edited revisions whose ops are the same, and whose code may not be. */
  readonly code: readonly string[];
  /** Revisions that stopped half-way. */
  readonly halves: readonly HalfDone[];
}

/**
 * Looks for what keeps runs from beginning; a database that nothing was done to is not asked.
 *
 * @throws {RetortError} `run/edited` where an applied revision does something else now.
 */
export async function obstaclesOf(
  project: Project,
  set: RevisionSet,
  standing: Standing,
): Promise<Found> {
  const { db, rows } = standing;
  const tables = bookkeepingOf(project.settings);
  // Sent one behind the other, not each after the answer to the one before.
  const [suspects, halves] = await Promise.all([
    suspectsOf({ db, tables }, set, rows),
    halfDone({ db, tables }, set.graph, rows),
  ]);
  if (suspects.length === 0) return { code: [], halves };
  const { editsOf, refuseEdited } = await import("../run/edited.ts");
  const found = await editsOf(await standing.session(), set, suspects);
  refuseEdited(found);
  return { code: found.code, halves };
}
