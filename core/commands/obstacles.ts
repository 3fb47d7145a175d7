/**
 * What keeps a run from beginning where a database stands: edited revisions, and such as stopped
 * half-way.
 *
 * @module
 */
import { type HalfDone, RetortError } from "../errors/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { halfDone } from "../run/half_done.ts";
import { suspectsOf } from "../run/suspects.ts";
import type { Project } from "./project.ts";
import type { Standing } from "./session.ts";
import type { State } from "./state.ts";

/** What was found and does not keep a run from beginning by itself. */
export interface Found {
  /** Edited revisions whose ops are the same, and whose code may not be. */
  readonly code: readonly string[];
  /** Revisions that stopped half-way. */
  readonly halves: readonly HalfDone[];
}

/** What tells edits apart; only needed where a file is not as it was. */
export type EditParts = Pick<typeof import("../run/edited.ts"), "editsOf" | "refuseEdited">;

/** Where a database stands, and how what tells edits apart is loaded. */
export interface Outlook extends Standing {
  /** Loads it. */
  readonly edits: () => Promise<EditParts>;
}

/**
 * Looks for what keeps runs from beginning; a database that nothing was done to is not asked.
 *
 * @throws {RetortError} `run/edited` where an applied revision does something else now.
 */
export async function obstaclesOf(
  project: Project,
  set: RevisionSet,
  outlook: Outlook,
): Promise<Found> {
  const { db, rows } = outlook;
  const tables = bookkeepingOf(project.settings);
  // Sent one behind the other, not each after the answer to the one before.
  const [suspects, halves] = await Promise.all([
    suspectsOf({ db, tables }, set, rows),
    halfDone({ db, tables }, set.graph, rows),
  ]);
  if (suspects.length === 0) return { code: [], halves };
  const { editsOf, refuseEdited } = await outlook.edits();
  const found = await editsOf(await outlook.session(), set, suspects);
  refuseEdited(found);
  return { code: found.code, halves };
}

/** What the committed steps of a revision have changed is other than recorded, and meant. */
export async function refuseAnyHalf({ session, set, rows }: State): Promise<void> {
  const [half] = await halfDone(session, set.graph, rows);
  if (half) throw new RetortError("run/half-done", { half });
}
