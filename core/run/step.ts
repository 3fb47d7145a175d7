/**
 * Running one revision: everything of it or nothing where the database allows that, else step by
 * step with a journal.
 *
 * @module
 */
import type { Statement } from "../dialect/mod.ts";
import { isRun, type RevisionContext, untilEmptied } from "../ops/mod.ts";
import type { Migration } from "../plan/migration.ts";
import { recordOf } from "../plan/record.ts";
import {
  aroundOf,
  type GroupFailure,
  neededTables,
  type PlannedOps,
  planOps,
} from "../plan/render.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { isWhole, type Segment, segmentsOf, type TransactionMode } from "../plan/segments.ts";
import { type Schema, unknownSchema } from "../schema/mod.ts";
import { failed, lossIn } from "./failure.ts";
import { between, type GroupRun, readLive, renderSettings, runGroup, runHeld } from "./group.ts";
import { finish, finishLast, whyRefused } from "./finish.ts";
import { hookRevision, type NamedHooks, tellHooks } from "./hooks.ts";
import type { Journals } from "./journal.ts";
import type { Listener } from "./events.ts";
import { isClaimed } from "./claimed.ts";
import type { Keeping } from "./keeping.ts";
import { guardLosses, type LossPolicy } from "./loss.ts";
import { runSegment } from "./segment.ts";
import type { Session } from "./standing.ts";
import { allSent, expectVersions } from "./version.ts";
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
  /** What is called before and after revisions and statements. */
  readonly hooks?: readonly NamedHooks[] | undefined;
  /** How locks are waited for. */
  readonly waits: Waits;
  /** The try that is under way. */
  readonly attempt?: Attempt;
  /** What is kept instead of being destroyed, and given back. */
  readonly keeping: Keeping;
}

/** Runs a migration together with its version rows and its history. */
export async function runStep(migration: Migration, run: StepRun): Promise<void> {
  const { session, waits } = run;
  const { planned, segments } = await planStep(migration, run);
  await between(session.db, planned, async () => {
    try {
      if (!isWhole(segments)) return await runSplit(migration, run, { planned, segments });
      await waits.retried((attempt) =>
        waits.transaction(() => runWhole(migration, { ...run, attempt }, planned))
      );
    } catch (error) {
      throw await whyRefused(error, migration, { session, split: !isWhole(segments) });
    }
  });
}

/** What a migration runs, from what the database is like now. */
export async function planStep(
  migration: Migration,
  run: StepRun,
): Promise<{ readonly planned: PlannedOps; readonly segments: readonly Segment[] }> {
  const { session, journals, transactionMode } = run;
  const { around = [] } = session.dialect.rebuild ?? {};
  // Ops that are replaced need not fit what is there; the others are rendered when they are reached.
  const late = around.length > 0 && run.keeping.concerns(migration);
  const rendered = run.ready.get(migration) ?? await renderStep(migration, run, late);
  const planned = late ? withAround(rendered, around) : rendered;
  const segments = segmentsOf(planned.groups, session.dialect, transactionMode);
  // What an earlier try left was not one transaction, so the rest of it can't be one now.
  const begun = isWhole(segments) && await journals.hold(migration);
  return {
    planned,
    segments: begun ? segmentsOf(planned.groups, session.dialect, "none") : segments,
  };
}

/** A migration from what is there; what an earlier try made of it may not fit what it began with. */
async function renderStep(migration: Migration, run: StepRun, late: boolean): Promise<PlannedOps> {
  const live = late ? unknownSchema : await readLive(migration.ops, run.session);
  try {
    return render(migration, { run, live });
  } catch (error) {
    if (late || !await run.journals.hold(migration)) throw error;
    return render(migration, { run, live: unknownSchema });
  }
}

/** What is kept and given back may need what every rebuild needs. */
function withAround(planned: PlannedOps, around: readonly Statement[]): PlannedOps {
  const missing = around.filter((item) => !planned.before.some(({ sql }) => sql === item.sql));
  if (planned.before.length > 0 || missing.length === 0) return planned;
  return { ...planned, ...aroundOf(missing) };
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
    if (neededTables(migration.ops, renderSettings(run.session)).length === 0) {
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
  // Made while the server is at the statements that were sent behind the check.
  const applied = check.then(() => recordOf(migration, run.set, run.cx));
  applied.catch(() => {});
  const told = () => hookRevision(migration, run.session);
  await meanwhile(check, async () => {
    await tellHooks(run.hooks, "beforeRevision", told);
    for (const group of planned.groups) await runGroup(group, migration, { ...progress });
    await tellHooks(run.hooks, "afterRevision", told);
    await runHeld(migration, progress);
  });
  // Where several revisions share a transaction, it goes on behind each.
  await (run.undone === undefined ? finishLast : finish)(migration, run, await applied);
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
  if (journal.kept().length === 0) await guardAhead(migration, run);
  const told = () => hookRevision(migration, run.session);
  await tellHooks(run.hooks, "beforeRevision", told);
  let ended = false;
  const end = async (): Promise<void> => {
    await tellHooks(run.hooks, "afterRevision", told);
    const applied = recordOf(migration, run.set, run.cx);
    await allSent([finish(migration, run, applied), journal.clear()]);
    ended = true;
  };
  for (const [index, segment] of segments.entries()) {
    const found = await journal.begin(index, segment, () => isDecided(segment, migration, run));
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

/** Refuses what would be refused when a part of the revision is committed already. */
async function guardAhead(migration: Migration, run: StepRun): Promise<void> {
  const { session, losses, done } = run;
  const { revision } = migration.module;
  try {
    await guardLosses(session, untilEmptied(migration.ops), losses);
  } catch (error) {
    throw lossIn(error, { revision, done, kept: [] });
  }
}

/** Whether a look at the database tells how far an interrupted step came. */
async function isDecided(
  { groups: [group, ...others] }: Segment,
  migration: Migration,
  run: StepRun,
): Promise<boolean> {
  return group !== undefined && others.length === 0 &&
    await isClaimed(group.ops, migration, run.keeping);
}
