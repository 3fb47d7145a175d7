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
import { sentQuery, writeHeld } from "./lease.ts";
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

/** The error of a transaction that {@link finishLast} has ended: why the server refused what it wrote. */
export async function whyRefused(
  error: unknown,
  migration: Migration,
  session: Session,
): Promise<unknown> {
  if (!isRetortError(error) || error.code !== "database/statement-failed") return error;
  if (error.message.includes(keptOut)) {
    const { revision: { id: revision } } = migration.step;
    const data = { revision, table: displayName(session.tables.history) };
    return new RetortError("run/unwritten", data, { cause: error });
  }
  const { rowsBefore: expected } = migration.step;
  const found = await readVersions(session).catch(() => expected);
  if (sameRows(found, expected)) return error;
  const table = displayName(session.tables.version);
  return new RetortError("run/concurrent", { table, expected, found }, { cause: error });
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
