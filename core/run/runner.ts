/**
 * Running a path against a database.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Step } from "../graph/mod.ts";
import { historyWrite } from "../plan/history.ts";
import type { Migration } from "../plan/migration.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import type { TransactionMode } from "../plan/segments.ts";
import { displayName } from "../schema/mod.ts";
import type { Listener } from "./events.ts";
import { type HookRun, type NamedHooks, tellHooks } from "./hooks.ts";
import { type LossPolicy, tellLosses } from "./loss.ts";
import { runDatabase } from "./database.ts";
import { Journals } from "./journal.ts";
import { refuseAborted } from "./abort.ts";
import { type LockOptions, withLock } from "./lock.ts";
import { writeHeld } from "./lease.ts";
import { authorOf } from "./finish.ts";
import { runStep } from "./step.ts";
import { runTogether } from "./together.ts";
import { type Progress, watchOf } from "./watch.ts";
import { readLastRows, sameRows } from "./past.ts";
import { prepare, type Prepared, revisionContext } from "./prepare.ts";
import { type Recorder, recording } from "./recording.ts";
import { readVersions, type Session } from "./standing.ts";
import { type WaitOptions, Waits } from "./waits.ts";

/** What a run needs besides the path. */
export interface RunOptions {
  /** The `-x` arguments for the revisions. */
  readonly x: Readonly<Record<string, string>>;
  /** What `--tag` says of this run. */
  readonly tag?: string;
  /** The name of the database, where a project has several. */
  readonly database?: string;
  /** The names of all of them. */
  readonly databases?: readonly string[];
  /** Whether it ends after what can be known beforehand: nothing is changed then. */
  readonly rehearse?: boolean;
  /** Where transactions begin and end: `revision` unless told. */
  readonly transactionMode?: TransactionMode | undefined;
  /** What may be lost. */
  readonly losses: LossPolicy;
  /** The hash of the plan that was reviewed: the run does just that or refuses. */
  readonly plan?: string | undefined;
  /** How the run is kept alone. */
  readonly lock?: LockOptions | undefined;
  /** How its statements wait for locks. */
  readonly waits?: WaitOptions | undefined;
  /** Tells the time. */
  readonly now: () => Date;
  /** The version of retort. */
  readonly tool: string;
  /** Who runs it, for the history: `ana on web-3, pid 4711`. */
  readonly who?: string | undefined;
  /** The commit of the project's sources, for the history. */
  readonly commit?: string | undefined;
  /** Records what the database is like after it; absent: nothing does. */
  readonly record?: Recorder | undefined;
  /** What is called before and after the run, its revisions and their statements. */
  readonly hooks?: readonly NamedHooks[] | undefined;
  /** Is told what happens. */
  readonly listener?: Listener;
  /** Stops the run between two statements when it fires. */
  readonly signal?: AbortSignal | undefined;
}

/** Where a run begins, and where else it may. */
export interface Route {
  /** The path from where the database stood when it was asked. */
  readonly path: readonly Step[];
  /**
   * The path from where it stands after another run was waited for; without it that the database
   * stands elsewhere is an error.
   */
  readonly again?: ((rows: readonly string[]) => readonly Step[]) | undefined;
}

/** A revision that ran. */
export interface FinishedStep {
  /** The revision. */
  readonly revision: string;
  /** Up or down. */
  readonly direction: "up" | "down";
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** What a run did. */
export interface PathReport {
  /** The version rows before. */
  readonly from: readonly string[];
  /** The version rows now. */
  readonly to: readonly string[];
  /** The revisions that ran, in order. */
  readonly steps: readonly FinishedStep[];
}

/**
 * Runs the steps of a path, each in a transaction of its own unless told otherwise, while no other
 * run works on the database.
 *
 * Everything that can be known beforehand is checked before the first statement: that all
 * revisions load, that every downgrade is there, that the dialect can do what they say, and that no
 * data is lost that was not named.
 *
 * @throws {RetortError} `run/…`, `lock/…`; `run/aborted` where the signal has fired; the revisions before the failing one stay done.
 */
export async function runPath(
  session: Session,
  set: RevisionSet,
  run: RunOptions & Route,
): Promise<PathReport> {
  const { path, listener, signal } = run;
  const [first] = path;
  if (first === undefined) return { from: [], to: [], steps: [] };
  if (session.db.inTransaction) {
    throw new RetortError("database/in-transaction", { target: session.db.server.target });
  }
  refuseAborted(signal);
  const begun = await prepare(session, set, { ...run, path });
  if (run.rehearse) return { from: first.rowsBefore, to: first.rowsBefore, steps: [] };
  return await withLock(session, { listener, signal, ...run.lock }, async (held) => {
    const rows = await readVersions(held);
    await reconcile(held, run, rows);
    if (sameRows(rows, first.rowsBefore)) return await runPrepared(held, set, { run, begun });
    const rest = run.again?.(rows);
    if (rest === undefined) throw moved(held, { expected: first.rowsBefore, found: rows });
    if (rest.length === 0) return { from: rows, to: rows, steps: [] };
    const again = await prepare(held, set, { ...run, path: rest });
    return await runPrepared(held, set, { run, begun: again });
  });
}

async function runPrepared(
  session: Session,
  set: RevisionSet,
  { run, begun }: { readonly run: RunOptions; readonly begun: Prepared },
): Promise<PathReport> {
  const { path, migrations, lost, seen, done, ready } = begun;
  const from = path[0]?.rowsBefore ?? [];
  const to = path.at(-1)?.rowsAfter ?? [];
  tellLosses(lost, run);
  const cx = revisionContext(session, run);
  const { listener, signal, lock: { mode, another } = {} } = run;
  const pooled = mode === "lease";
  const waits = new Waits(session, { ...run.waits, pooled, another, listener, signal });
  // What the plan allows need not be allowed again just before each op.
  const named = run.plan === undefined ? [] : lost.map(({ object }) => object);
  const losses = { ...run.losses, seen, allow: [...run.losses.allow, ...named] };
  const journals = new Journals(session);
  const keeping = begun.keeping.over(session);
  const step = { ...run, losses, session, set, cx, done, ready, waits, journals, keeping };
  const about = { ...run, from, migrations };
  const told = { from, to, session, migrations, done };
  const work = () =>
    recording(session, about, () => hooked(run.hooks, told, () => runAll(migrations, step, run)));
  return { from, to, steps: await waits.bounded(work) };
}

/** Works between the hooks of the run; that it failed comes before what a hook makes of that. */
async function hooked<T>(
  hooks: readonly NamedHooks[] | undefined,
  { session, migrations, done, ...rows }: {
    readonly session: Session;
    readonly migrations: readonly Migration[];
    readonly done: readonly string[];
    readonly from: readonly string[];
    readonly to: readonly string[];
  },
  work: () => Promise<T>,
): Promise<T> {
  if (!hooks || hooks.length === 0) return await work();
  const revisions = migrations.map(({ step }) => step.revision.id);
  const run: HookRun = { ...rows, server: session.db.server, db: runDatabase(session), revisions };
  await tellHooks(hooks, "beforeRun", () => run);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await tellHooks(hooks, "afterRun", () => ({ ...run, done: [...done], error })).catch(() => {});
    throw error;
  }
  await tellHooks(hooks, "afterRun", () => ({ ...run, done: [...done] }));
  return result;
}

/** Something else may have written to the version table: its rows count, and the history says so. */
async function reconcile(
  held: Session,
  run: RunOptions,
  rows: readonly string[],
): Promise<void> {
  const last = await readLastRows(held);
  if (last === undefined || sameRows(last, rows)) return;
  const event = historyWrite(held.tables, {
    event: "reconciled",
    revision: rows.length === 0 ? null : rows.join(", "),
    direction: "stamp",
    rows,
    ...authorOf(run),
  }, held.token);
  await held.db.transaction(() => writeHeld(held, event));
}

function moved(
  { tables }: Session,
  rows: { readonly expected: readonly string[]; readonly found: readonly string[] },
): RetortError {
  return new RetortError("run/concurrent", { table: displayName(tables.version), ...rows });
}

/** Runs migrations one after the other, or in one transaction. */
async function runAll(
  migrations: readonly Migration[],
  step: Progress,
  run: RunOptions,
): Promise<readonly FinishedStep[]> {
  const finished: FinishedStep[] = [];
  const watch = watchOf(step, run, finished);
  const { dialect, db } = step.session;
  if (run.transactionMode === "all") {
    if (dialect.can.transactionalDdl) {
      await runTogether(migrations, step, watch);
      return finished;
    }
    run.listener?.({ kind: "no-single-transaction", server: db.server });
  }
  for (const migration of migrations) {
    await step.waits.goOn(step.done);
    watch.started(migration);
    await runStep(migration, step).catch(async (error) => {
      throw await watch.failed(migration, error);
    });
    watch.finished(migration);
  }
  return finished;
}
