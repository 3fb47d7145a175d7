/**
 * Running a part of a revision that is not one transaction.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { effectsOf, isNameless, isRun, type Op, takesAway } from "../ops/mod.ts";
import { journalKey } from "../plan/journal.ts";
import type { Migration } from "../plan/migration.ts";
import type { PlannedOps } from "../plan/render.ts";
import type { Segment } from "../plan/segments.ts";
import { type GroupRun, runGroup, runHeld } from "./group.ts";
import { type Journal, undecided } from "./journal.ts";
import type { Effect } from "./probe.ts";
import type { Session } from "./standing.ts";
import type { StepRun } from "./step.ts";

/** What running a part needs. */
export interface SegmentRun {
  /** The run. */
  readonly run: StepRun;
  /** All of the revision. */
  readonly planned: PlannedOps;
  /** Which part it is, from 0. */
  readonly index: number;
  /** What of the revision is committed already, in words. */
  readonly kept: readonly string[];
  /** How many of the part's statements are done. */
  readonly done: number;
  /** Whether an earlier run may have done more than that. */
  readonly unsure: boolean;
  /** The journal of the revision. */
  readonly journal: Journal;
  /** Writes that the revision is done; given to its last part. */
  readonly end?: () => Promise<void>;
}

/** Runs a part and writes down how far it came; tries again where a lock was not got. */
export async function runSegment(
  segment: Segment,
  migration: Migration,
  at: SegmentRun,
): Promise<void> {
  try {
    await (segment.atomic ? runAtomic : runStanding)(segment, migration, at);
  } catch (error) {
    await at.journal.ended(at.index, segment, error).catch(() => {});
    throw error;
  }
}

/** Runs what is rolled back as a whole. */
async function runAtomic(
  segment: Segment,
  migration: Migration,
  at: SegmentRun,
): Promise<void> {
  await at.run.waits.retried(async (attempt) => {
    const run = { ...at.run, attempt };
    const { planned, done, unsure, kept, index, journal } = at;
    const progress: GroupRun = { run, planned, held: [], done, unsure, kept, step: index };
    const undo = journal.mark(index);
    try {
      await run.waits.transaction(() => runParts(segment, migration, { ...at, progress }));
    } catch (error) {
      undo();
      throw error;
    }
  });
}

/** Runs what can't be rolled back; where it is tried again, that begins behind what is done. */
async function runStanding(
  segment: Segment,
  migration: Migration,
  at: SegmentRun,
): Promise<void> {
  const { index, journal, planned, kept, unsure } = at;
  const { session: { db }, waits } = at.run;
  let { done } = at;
  await waits.retried(async (attempt) => {
    const run = { ...at.run, attempt };
    const progress: GroupRun = { run, planned, held: [], done, unsure, kept, step: index };
    if (!unsure) await journal.write(index, segment, { state: "started", done });
    let undone = false;
    const work = (): Promise<void> =>
      runParts(segment, migration, { ...at, progress }).finally(() => {
        // A transaction that is still open when a statement fails, or its COMMIT, is rolled back with
        // all before it.
        undone = db.inTransaction;
      });
    try {
      await (segment.transaction ? waits.transaction(work) : work());
    } catch (error) {
      // The server has answered, so it is known how far it came; not so where an earlier run had begun.
      if (!unsure) {
        if (!undone) done = progress.done;
        await journal.gaveUp(index, segment, { error, done }).catch(() => {});
      }
      throw error;
    }
  });
}

async function runParts(
  segment: Segment,
  migration: Migration,
  { run, index, unsure, journal, end, progress }: SegmentRun & { readonly progress: GroupRun },
): Promise<void> {
  const { session } = run;
  const ops = segment.groups.flatMap((group) => group.ops.map(({ op }) => op));
  const ask = unsure && !isRepeatable(ops);
  // What is left of a failed try must not pass for the effect.
  if (ask) await clear(segment, session);
  const found = ask ? await effect(ops, session) : undefined;
  if (found !== "whole") {
    // Only a part that is one group by itself can have been begun by an earlier run.
    for (const group of segment.groups) {
      await runGroup(group, migration, segment.atomic ? { ...progress } : progress)
        .catch((error) => {
          throw found && isUnfit(error)
            ? undecided(journalKey(migration.step), index, segment)
            : error;
        });
    }
    await runHeld(migration, progress);
    if (found && !isSettled(found, ops, progress) && await effect(ops, session) !== "whole") {
      throw undecided(journalKey(migration.step), index, segment);
    }
  }
  // What could not be rolled back is done, whatever becomes of the rest. That the revision is done
  // says so of its last part too; where it can't be written, the part is written down by the caller.
  if (!end) await journal.write(index, segment, { state: "done", done: progress.done });
  else if (session.db.inTransaction) await end();
  else await session.db.transaction(end);
}

/** Whether the effect of ops is in place; only what an earlier run left open is asked. */
async function effect(ops: readonly Op[], session: Session): Promise<Effect> {
  const { effectOf } = await import("./probe.ts");
  return await effectOf(ops, session);
}

/**
 * Whether the statements themselves have told that what an earlier run left open is done: all went
 * through, as in a run that nobody disturbed; or what they take away is gone, where nobody sees it.
 */
function isSettled(found: Effect, ops: readonly Op[], { met }: GroupRun): boolean {
  if (met) return found === "unseen" && ops.every(takesAway);
  return ops.every((op) => {
    const isSure = found === "unseen" || !("ifNotExists" in op);
    return isSure && effectsOf(op).includes(op) && !isNameless(op);
  });
}

/** Whether an op does not fit what is there: a part of it is done. */
function isUnfit(error: unknown): boolean {
  return isRetortError(error) && error.code === "run/op-failed" &&
    isRetortError(error.cause) && error.cause.code.startsWith("op/");
}

/** Takes away what tries that failed have left. */
async function clear(segment: Segment, { db, dialect }: Session): Promise<void> {
  for (const statement of segment.groups.flatMap((group) => group.statements)) {
    await dialect.clear?.(db, statement);
  }
}

/** Code is run again: what it did to rows was rolled back, and the rest it must be able to do twice. */
function isRepeatable(ops: readonly Op[]): boolean {
  return ops.some(isRun);
}
