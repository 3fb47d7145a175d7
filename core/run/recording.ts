/**
 * Recording the schema at the end of a run, however it ended.
 *
 * @module
 */
import { isRetortError, messageOf } from "../errors/mod.ts";
import type { Op } from "../ops/mod.ts";
import type { Migration } from "../plan/migration.ts";
import type { TransactionMode } from "../plan/segments.ts";
import type { Listener } from "./events.ts";
import { sameRows } from "./past.ts";
import { restsOf } from "./rest.ts";
import { readVersions, type Session } from "./standing.ts";

/** Records what the database is like; gives the names of what something else has changed. */
export type Recorder = (held: Session, done: {
  /** The version rows before. */
  readonly from: readonly string[];
  /** The version rows now. */
  readonly to: readonly string[];
  /** The ops that were run between them. */
  readonly ops: readonly Op[];
}) => Promise<readonly string[]>;

/** A run that is recorded. */
export interface RecordedRun {
  /** The version rows before. */
  readonly from: readonly string[];
  /** What is run. */
  readonly migrations: readonly Migration[];
  /** Where transactions begin and end. */
  readonly transactionMode?: TransactionMode | undefined;
  /** How it is recorded; absent: not at all. */
  readonly record?: Recorder | undefined;
  /** Is told what happens. */
  readonly listener?: Listener | undefined;
}

/**
 * Works, and records what the database is like then. A run that failed is recorded too: revisions
 * before the failing one are done, and where DDL can't be rolled back a part of that one is. That it
 * can't be recorded is told and fails nothing.
 */
export async function recording<T>(
  held: Session,
  run: RecordedRun,
  work: () => Promise<T>,
): Promise<T> {
  const { from, migrations, record, listener } = run;
  if (!record) return await work();
  const keep = async (to: readonly string[], ops: readonly Op[]): Promise<void> => {
    const objects = await record(held, { from, to, ops });
    if (objects.length > 0) listener?.({ kind: "drift", objects });
  };
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // The first error is the one to see.
    await keepFailed(held, run, keep).catch(() => {});
    throw error;
  }
  const ops = migrations.flatMap((migration) => migration.ops);
  await readVersions(held).then((to) => keep(to, ops)).catch((error: unknown) => {
    const hint = isRetortError(error) ? error.hint : undefined;
    listener?.({ kind: "not-recorded", problem: messageOf(error), hint });
  });
  return result;
}

/** Records after a run that failed: what an op would have made that did not run is no revision's. */
async function keepFailed(
  held: Session,
  { from, migrations, transactionMode }: RecordedRun,
  keep: (to: readonly string[], ops: readonly Op[]) => Promise<void>,
): Promise<void> {
  const to = await readVersions(held);
  const last = migrations.findLastIndex(({ step }) => sameRows(step.rowsAfter, to));
  const finished = sameRows(from, to) ? 0 : last + 1;
  const [rest] = await restsOf(held, migrations.slice(finished, finished + 1), transactionMode);
  const half = rest?.migration.ops.filter((_, at) =>
    at < rest.over || rest.begun.includes(at) || rest.loose.includes(at)
  );
  await keep(to, [
    ...migrations.slice(0, finished).flatMap(({ ops }) => ops),
    ...half ?? [],
  ]);
}
