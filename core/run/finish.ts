/**
 * Writing that a revision is done: its version rows and its history.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";
import { versionWrite } from "../plan/bookkeeping.ts";
import {
  type AppliedRecord,
  type Author,
  historyClaim,
  historyWrite,
  keptOut,
} from "../plan/history.ts";
import { directionOf, type Migration } from "../plan/migration.ts";
import { displayName } from "../schema/mod.ts";
import { readLease, sentQuery, writeHeld } from "./lease.ts";
import { sameRows } from "./past.ts";
import { readVersions, type Session } from "./standing.ts";
import type { StepRun } from "./step.ts";
import { allSent, writeVersions } from "./version.ts";

/** Who a run is, for the history. */
export function authorOf(
  { now, tool, who, commit }: Pick<StepRun, "now" | "tool" | "who" | "commit">,
): Author {
  return { at: now(), tool, who, commit };
}

/** Writes that a migration is done, in a transaction that is open. */
export async function finish(
  migration: Migration,
  run: StepRun,
  applied: AppliedRecord | undefined,
): Promise<void> {
  const { session, keeping } = run;
  const event = historyWrite(session.tables, eventOf(migration, run, applied), session.token);
  await allSent<unknown>([
    writeVersions(session, migration.step.writes),
    writeHeld(session, event),
    keeping.finish(migration),
  ]);
}

/**
 * Like {@link finish}, where nothing more is done in the transaction: where the connection can send
 * COMMIT right behind, what is written fails on the server unless it is right, and is not waited for.
 */
export async function finishLast(
  migration: Migration,
  run: StepRun,
  applied: AppliedRecord | undefined,
): Promise<void> {
  const { session, keeping } = run;
  const { db, tables, token } = session;
  if (!db.commitBehind || token === undefined || keeping.concerns(migration)) {
    return await finish(migration, run, applied);
  }
  const writes = [
    ...migration.step.writes.map((write) => versionWrite(tables, write)),
    historyClaim(tables, eventOf(migration, run, applied), token),
  ];
  db.commitBehind(writes.map((write) => db.execute(sentQuery(session, write))));
}

/** The error of a transaction that is over: why what says that a revision is done was not written. */
export async function whyRefused(
  error: unknown,
  migration: Migration,
  { session, split = false }: {
    readonly session: Session;
    /** Whether it was not one transaction. */
    readonly split?: boolean;
  },
): Promise<unknown> {
  if (!isRetortError(error)) return error;
  const isRefused = error.code === "database/statement-failed";
  if (isRefused ? error.message.includes(keptOut) : await isKeptOut(error, session)) {
    const { revision: { id: revision } } = migration.step;
    const table = displayName(session.tables.history);
    const data = { revision, table, ...(split ? { split } : {}) };
    return new RetortError("run/unwritten", data, { cause: error });
  }
  if (!isRefused) return error;
  const { rowsBefore: expected } = migration.step;
  const found = await readVersions(session).catch(() => expected);
  if (sameRows(found, expected)) return error;
  const table = displayName(session.tables.version);
  return new RetortError("run/concurrent", { table, expected, found }, { cause: error });
}

/** Whether a row was not written though the lease is still that of the session. */
async function isKeptOut(error: RetortError, session: Session): Promise<boolean> {
  if (error.code !== "lock/lost" || session.db.inTransaction) return false;
  const row = await readLease(session).catch(() => undefined);
  return row !== undefined && row.token === session.token;
}

function eventOf(
  migration: Migration,
  run: StepRun,
  applied: AppliedRecord | undefined,
): Parameters<typeof historyClaim>[1] {
  return {
    event: "finished",
    revision: migration.step.revision.id,
    direction: directionOf(migration.step),
    rows: migration.step.rowsAfter,
    applied,
    ...authorOf(run),
  };
}
