/**
 * Writing version rows without running anything.
 *
 * @module
 */
import type { RowWrite } from "../graph/mod.ts";
import { stampWrite } from "../plan/mod.ts";
import type { Session } from "./standing.ts";
import { ensureTables, expectVersions, writeVersions } from "./version.ts";

/** What a stamp writes. */
export interface StampRun {
  /** The rows that were read before. */
  readonly before: readonly string[];
  /** The rows there will be. */
  readonly after: readonly string[];
  /** The changes between them. */
  readonly writes: readonly RowWrite[];
  /** The moment to write into the history. */
  readonly now: Date;
  /** The version of retort. */
  readonly tool: string;
}

/** Writes version rows, in one transaction with the history. */
export async function runStamp(session: Session, stamp: StampRun): Promise<void> {
  const { db, dialect, tables } = session;
  await ensureTables(session);
  await db.transaction(async () => {
    await expectVersions(session, stamp.before);
    await writeVersions(session, stamp.writes);
    const event = stampWrite(tables, { after: stamp.after, at: stamp.now, tool: stamp.tool });
    await db.execute(dialect.writer.query(event));
  });
}
