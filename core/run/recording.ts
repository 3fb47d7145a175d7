/**
 * Recording the schema at the end of a run, however it ended.
 *
 * @module
 */
import type { Op } from "../ops/mod.ts";
import type { Migration } from "../plan/mod.ts";
import type { Listener } from "./events.ts";
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
  const ops = migrations.flatMap((migration) => migration.ops);
  const keep = async (): Promise<void> => {
    const objects = await record(held, { from, to: await readVersions(held), ops });
    if (objects.length > 0) listener?.({ kind: "drift", objects });
  };
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // The first error is the one to see.
    await keep().catch(() => {});
    throw error;
  }
  await keep().catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    listener?.({ kind: "not-recorded", problem });
  });
  return result;
}
