/**
 * Telling how a run goes on, and keeping what it has done.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { historyWrite } from "../plan/history.ts";
import { directionOf, type Migration } from "../plan/migration.ts";
import { authorOf } from "./finish.ts";
import { writeHeld } from "./lease.ts";
import type { FinishedStep, RunOptions } from "./runner.ts";
import type { Session } from "./standing.ts";
import type { StepRun } from "./step.ts";

/** Is told how a run goes on. */
export interface Watch {
  /** A revision begins. */
  started(migration: Migration): void;
  /** A revision can't be part of the transaction; these are committed before it runs. */
  split(migration: Migration, committed: readonly Migration[]): void;
  /** A revision is committed. */
  finished(migration: Migration): void;
  /** A revision failed; gives what to throw. */
  failed(migration: Migration, error: unknown): Promise<unknown>;
}

/** A run that keeps the revisions that it has finished. */
export type Progress = StepRun & { readonly done: string[] };

/** Tells the listener of a run, and keeps what is finished. */
export function watchOf(step: Progress, run: RunOptions, done: FinishedStep[]): Watch {
  const { listener } = run;
  const begun = new Map<Migration, number>();
  return {
    started(migration) {
      const { revision, direction } = migration.step;
      listener?.({ kind: "step-started", direction, revision });
      begun.set(migration, performance.now());
    },
    split(migration, before) {
      const { revision, direction } = migration.step;
      const committed = before.map((item) => item.step.revision.id);
      listener?.({ kind: "transaction-split", direction, revision, committed });
    },
    finished(migration) {
      const { revision, direction } = migration.step;
      // Not by the time of day, which may be set while it runs.
      const ms = Math.round(performance.now() - (begun.get(migration) ?? 0));
      done.push({ revision: revision.id, direction, ms });
      step.done.push(revision.id);
      listener?.({ kind: "step-finished", direction, revision, ms });
    },
    async failed(migration, error) {
      await recordFailure(step.session, migration, { run, error });
      return error;
    },
  };
}

/** A failure is history too; that it can't be written must not hide what failed. */
async function recordFailure(
  session: Session,
  migration: Migration,
  { run, error }: { readonly run: RunOptions; readonly error: unknown },
): Promise<void> {
  const text = isRetortError(error) ? `${error.code}: ${error.message}` : String(error);
  const event = historyWrite(session.tables, {
    event: "failed",
    revision: migration.step.revision.id,
    direction: directionOf(migration.step),
    error: text,
    ...authorOf(run),
  }, session.token);
  try {
    await session.db.transaction(() => writeHeld(session, event));
  } catch {
    // The first error is the one to see.
  }
}
