/**
 * Running a path against a database.
 *
 * @module
 */
import { isRetortError, type LossCount, RetortError } from "../errors/mod.ts";
import type { Step } from "../graph/mod.ts";
import type { RevisionContext } from "../ops/mod.ts";
import { historyWrite, type Migration, migrationsOf, type RevisionSet } from "../plan/mod.ts";
import type { TransactionMode } from "../plan/mod.ts";
import type { Listener } from "./events.ts";
import { guardLosses, type LossPolicy } from "./loss.ts";
import { directionOf } from "./group.ts";
import { Journals } from "./journal.ts";
import { renderAhead, runStep, type StepRun } from "./step.ts";
import { runTogether, type Watch } from "./together.ts";
import type { Session } from "./standing.ts";
import { ensureTables } from "./version.ts";

/** What a run needs besides the path. */
export interface RunOptions {
  /** The `-x` arguments for the revisions. */
  readonly x: Readonly<Record<string, string>>;
  /** What `--tag` says of this run. */
  readonly tag?: string;
  /** Where transactions begin and end: `revision` unless told. */
  readonly transactionMode?: TransactionMode | undefined;
  /** What may be lost. */
  readonly losses: LossPolicy;
  /** Tells the time. */
  readonly now: () => Date;
  /** The version of retort. */
  readonly tool: string;
  /** Is told what happens. */
  readonly listener?: Listener;
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

/**
 * Runs the steps of a path, each in a transaction of its own unless told otherwise.
 *
 * Everything that can be known beforehand is checked before the first statement: that all
 * revisions load, that every downgrade is there, that the dialect can do what they say, and that no
 * data is lost that was not named.
 *
 * @throws {RetortError} `run/…`; the revisions before the failing one stay done.
 */
export async function runPath(
  session: Session,
  set: RevisionSet,
  run: RunOptions & { readonly path: readonly Step[] },
): Promise<readonly FinishedStep[]> {
  const { path, listener, losses } = run;
  const [first] = path;
  if (first === undefined) return [];
  if (session.db.inTransaction) {
    throw new RetortError("database/in-transaction", { target: session.db.server.target });
  }
  const cx = revisionContext(session, run);
  const migrations = await migrationsOf(set, path, cx);
  const to = path.at(-1)?.rowsAfter ?? [];
  const { server } = session.db;
  listener?.({ kind: "planned", server, from: first.rowsBefore, to, steps: path.length });
  const lost = await guardLosses(session, migrations.flatMap((item) => item.ops), losses);
  tellLosses(lost, run);
  const done: string[] = [];
  const ready = renderAhead(migrations, { session, set, done });
  await ensureTables(session);
  const step = { ...run, session, set, cx, done, ready, journals: new Journals(session) };
  return await runAll(migrations, step, run);
}

type Progress = StepRun & { readonly done: string[] };

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
    watch.started(migration);
    await runStep(migration, step).catch(async (error) => {
      throw await watch.failed(migration, error);
    });
    watch.finished(migration);
  }
  return finished;
}

/** Tells the listener, and keeps what is finished. */
function watchOf(step: Progress, run: RunOptions, done: FinishedStep[]): Watch {
  const { now, listener } = run;
  const begun = new Map<Migration, number>();
  return {
    started(migration) {
      const { revision, direction } = migration.step;
      listener?.({ kind: "step-started", direction, revision });
      begun.set(migration, now().getTime());
    },
    split(migration, before) {
      const { revision, direction } = migration.step;
      const committed = before.map((item) => item.step.revision.id);
      listener?.({ kind: "transaction-split", direction, revision, committed });
    },
    finished(migration) {
      const { revision, direction } = migration.step;
      const ms = now().getTime() - (begun.get(migration) ?? 0);
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

/** Tells what will be lost, and which names that were allowed match nothing of it. */
function tellLosses(
  lost: readonly LossCount[],
  { losses, listener }: Pick<RunOptions, "losses" | "listener">,
): void {
  const names = losses.allow.filter((name) =>
    !lost.some(({ object }) => object === name || object.startsWith(`${name}.`))
  );
  if (names.length > 0) listener?.({ kind: "loss-unknown", names });
  if (lost.length > 0) listener?.({ kind: "loss-allowed", losses: lost });
}

/** What revisions are told of a run. */
export function revisionContext(
  { db, dialect }: Session,
  { x, tag }: Pick<RunOptions, "x" | "tag">,
): RevisionContext {
  const told = tag === undefined ? { x } : { x, tag };
  return { dialect: dialect.name, flavour: db.server.flavour, ...told, offline: false };
}

/** A failure is history too; that it can't be written must not hide what failed. */
async function recordFailure(
  { db, dialect, tables }: Session,
  migration: Migration,
  { run, error }: { readonly run: RunOptions; readonly error: unknown },
): Promise<void> {
  const text = isRetortError(error) ? `${error.code}: ${error.message}` : String(error);
  const event = historyWrite(tables, {
    event: "failed",
    revision: migration.step.revision.id,
    direction: directionOf(migration),
    at: run.now(),
    tool: run.tool,
    error: text,
  });
  try {
    await db.transaction(() => db.execute(dialect.writer.query(event)));
  } catch {
    // The first error is the one to see.
  }
}
