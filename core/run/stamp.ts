/**
 * Writing version rows without running anything.
 *
 * @module
 */
import type { RowWrite } from "../graph/mod.ts";
import { type Author, stampWrite } from "../plan/history.ts";
import { journalClear } from "../plan/journal.ts";
import { byRevision, isOver, journalRows } from "./half_done.ts";
import type { Session } from "./standing.ts";
import { writeHeld } from "./lease.ts";
import { type LockOptions, withLock } from "./lock.ts";
import { expectVersions, writeVersions } from "./version.ts";

/** What a stamp writes. */
export interface StampRun extends Author {
  /** The rows that were read before. */
  readonly before: readonly string[];
  /** The rows there will be. */
  readonly after: readonly string[];
  /** The changes between them. */
  readonly writes: readonly RowWrite[];
  /** The revisions that are applied then; what stopped half-way and is now over is forgotten. */
  readonly applied?: ReadonlySet<string>;
  /** Records what the database is like; gives why it could not. */
  readonly record?: ((held: Session) => Promise<string | undefined>) | undefined;
  /** How it is kept alone. */
  readonly lock?: LockOptions | undefined;
}

/**
 * Writes version rows, in one transaction with the history, while no other run works.
 *
 * @throws {RetortError} `run/concurrent`, `lock/…`.
 */
export async function runStamp(session: Session, stamp: StampRun): Promise<string | undefined> {
  return await withLock(session, stamp.lock ?? {}, async (held) => {
    const { db, dialect, tables, token } = held;
    const { applied } = stamp;
    const over = applied === undefined
      ? []
      : byRevision((await journalRows(held)).filter((row) => isOver(row, applied)));
    await db.transaction(async () => {
      await expectVersions(held, stamp.before);
      await writeVersions(held, stamp.writes);
      for (const [row] of over) {
        if (row) await db.execute({ sql: dialect.writer.text(journalClear(tables, row)) });
      }
      const { after, at, tool, who, commit } = stamp;
      await writeHeld(held, stampWrite(tables, { after, at, tool, who, commit }, token));
    });
    return await stamp.record?.(held);
  });
}
