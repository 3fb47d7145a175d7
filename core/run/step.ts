/**
 * Running one revision: everything of it or nothing where the database allows that, else step by
 * step with a journal.
 *
 * @module
 */
import { isRun, type RevisionContext } from "../ops/mod.ts";
import {
  type GroupFailure,
  historyWrite,
  type Migration,
  neededTables,
  type PlannedOps,
  planOps,
  recordOf,
} from "../plan/mod.ts";
import { isWhole, type RevisionSet, type Segment, segmentsOf } from "../plan/mod.ts";
import type { TransactionMode } from "../plan/mod.ts";
import { type Schema, unknownSchema } from "../schema/mod.ts";
import { directionOf, failed, type GroupRun, readLive, renderSettings } from "./group.ts";
import { runGroup, runHeld } from "./group.ts";
import type { Journals } from "./journal.ts";
import { writeHeld } from "./lease.ts";
import type { Listener } from "./events.ts";
import type { LossPolicy } from "./loss.ts";
import { runSegment } from "./segment.ts";
import type { Session } from "./standing.ts";
import { expectVersions, writeVersions } from "./version.ts";
import type { Attempt, Waits } from "./waits.ts";

/** What running a step needs. */
export interface StepRun {
  /** The database. */
  readonly session: Session;
  /** All revisions, to find places in files. */
  readonly set: RevisionSet;
  /** What revisions are told. */
  readonly cx: RevisionContext;
  /** What may be lost. */
  readonly losses: LossPolicy;
  /** Tells the time. */
  readonly now: () => Date;
  /** The version of retort. */
  readonly tool: string;
  /** Who runs it. */
  readonly who?: string | undefined;
  /** The commit of the project's sources. */
  readonly commit?: string | undefined;
  /** Where transactions begin and end. */
  readonly transactionMode?: TransactionMode | undefined;
  /** The revisions that this run has finished. */
  readonly done: readonly string[];
  /** The revisions in the transaction that is open, where several share one. */
  readonly undone?: readonly string[];
  /** What was rendered before the run began. */
  readonly ready: ReadonlyMap<Migration, PlannedOps>;
  /** Is told how far a backfill is. */
  readonly listener?: Listener | undefined;
  /** The journals of revisions that can't be one transaction. */
  readonly journals: Journals;
  /** How locks are waited for. */
  readonly waits: Waits;
  /** The try that is under way. */
  readonly attempt?: Attempt;
}

/** Runs a migration together with its version rows and its history. */
export async function runStep(migration: Migration, run: StepRun): Promise<void> {
  const { session, waits } = run;
  const { planned, segments } = await planStep(migration, run);
  try {
    for (const statement of planned.before) await session.db.execute(statement);
    if (isWhole(segments)) {
      await waits.retried((attempt) =>
        waits.transaction(() => runWhole(migration, { ...run, attempt }, planned))
      );
    } else await runSplit(migration, run, { planned, segments });
  } finally {
    for (const statement of planned.after) await session.db.execute(statement);
  }
}

/** What a migration runs, from what the database is like now. */
export async function planStep(
  migration: Migration,
  run: StepRun,
): Promise<{ readonly planned: PlannedOps; readonly segments: readonly Segment[] }> {
  const { session, journals, transactionMode } = run;
  const planned = run.ready.get(migration) ??
    render(migration, { run, live: await readLive(migration.ops, session) });
  const segments = segmentsOf(planned.groups, session.dialect, transactionMode);
  // What an earlier try left was not one transaction, so the rest of it can't be one now.
  const begun = isWhole(segments) && await journals.hold(migration);
  return {
    planned,
    segments: begun ? segmentsOf(planned.groups, session.dialect, "none") : segments,
  };
}

/**
 * Renders all that does not depend on what is in the database, so that a refusal comes before
 * anything is changed. What depends on it is rendered again when its turn comes.
 */
export function renderAhead(
  migrations: readonly Migration[],
  run: Pick<StepRun, "session" | "cx" | "set" | "done">,
): ReadonlyMap<Migration, PlannedOps> {
  const ready = new Map<Migration, PlannedOps>();
  for (const migration of migrations) {
    const planned = render(migration, { run, live: unknownSchema });
    if (neededTables(migration.ops, run.session.dialect).length === 0) {
      ready.set(migration, planned);
    }
  }
  return ready;
}

function render(
  migration: Migration,
  { run, live }: {
    readonly run: Pick<StepRun, "session" | "cx" | "set" | "done">;
    readonly live: Schema;
  },
): PlannedOps {
  const failure: GroupFailure = (error, items) =>
    failed(error, { ops: items, statements: [] }, { migration, run, kept: [] });
  return planOps(migration.ops, live, { ...renderSettings(run.session), failed: failure });
}

/** Runs all of a migration with its version rows, in a transaction that is open. */
export async function runWhole(
  migration: Migration,
  run: StepRun,
  planned: PlannedOps,
): Promise<void> {
  const progress: GroupRun = { run, planned, held: [], done: 0, kept: [] };
  const check = expectVersions(run.session, migration.step.rowsBefore);
  // What SQL does before the answer ends with the transaction; what a function does may not.
  if (migration.ops.some(isRun)) await check;
  await meanwhile(check, async () => {
    for (const group of planned.groups) await runGroup(group, migration, { ...progress });
    await runHeld(migration, progress);
  });
  await finish(migration, run);
}

/** Works while a check is under way; what the check refuses comes before what the work throws. */
async function meanwhile(check: Promise<void>, work: () => Promise<void>): Promise<void> {
  const refused = check.then(() => undefined, (error: unknown) => ({ error }));
  let failure: { readonly error: unknown } | undefined;
  try {
    await work();
  } catch (error) {
    failure = { error };
  }
  failure = await refused ?? failure;
  if (failure) throw failure.error;
}

/** The parts of a revision one after the other; what is done is written down and not done again. */
async function runSplit(
  migration: Migration,
  run: StepRun,
  { planned, segments }: { readonly planned: PlannedOps; readonly segments: readonly Segment[] },
): Promise<void> {
  const journal = await run.journals.of(migration);
  await expectVersions(run.session, migration.step.rowsBefore);
  let ended = false;
  const end = async (): Promise<void> => {
    await Promise.all([finish(migration, run), journal.clear()]);
    ended = true;
  };
  for (const [index, segment] of segments.entries()) {
    const found = journal.begin(index, segment);
    if (found.done === "all") continue;
    const last = index === segments.length - 1 ? { end } : {};
    const kept = journal.kept();
    const unsure = found.unsure === true;
    await runSegment(segment, migration, {
      ...{ run, planned, index, kept, done: found.done, unsure, journal },
      ...last,
    });
  }
  if (!ended) await run.session.db.transaction(end);
}

async function finish(migration: Migration, run: StepRun): Promise<void> {
  const { session, set, cx, now, tool, who, commit } = run;
  const event = historyWrite(session.tables, {
    event: "finished",
    revision: migration.step.revision.id,
    direction: directionOf(migration),
    at: now(),
    tool,
    who,
    commit,
    rows: migration.step.rowsAfter,
    applied: recordOf(migration, set, cx),
  }, session.token);
  await Promise.all([
    writeVersions(session, migration.step.writes),
    writeHeld(session, event),
  ]);
}
