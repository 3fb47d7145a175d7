/**
 * How far a step of the journal came that is half-way: the last batch of a backfill, or the statements
 * that are committed.
 *
 * @module
 */
import type { Statement } from "../dialect/mod.ts";
import {
  type Checkpoint,
  checkpointOp,
  checkpointQuery,
  type CheckpointStep,
  type RanStatements,
  ranWrite,
} from "../plan/backfill.ts";
import type { Segment } from "../plan/segments.ts";
import { hash64 } from "../schema/hash.ts";
import { stableJson } from "../schema/mod.ts";
import { sentQuery, writeHeld } from "./lease.ts";
import { inspectLive, type Session } from "./standing.ts";
import { executeOwn } from "./version.ts";

/** A journal that an earlier version made has no room for checkpoints. */
export async function ensureCheckpoints(session: Session): Promise<void> {
  const { tables } = session;
  const found = await inspectLive(session, { tables: [tables.journal] });
  const [journal] = found.tables.values();
  if (journal?.columns.some(({ name }) => name === "checkpoint")) return;
  await executeOwn(session, [checkpointOp(tables)]);
}

/** What is kept of a step; the journal must have room for it. */
export async function readCheckpoint(
  session: Session,
  step: CheckpointStep,
): Promise<string | undefined> {
  const query = sentQuery(session, checkpointQuery(session.tables, step));
  const [row] = await session.db.query<{ checkpoint: string | null }>(query);
  return row?.checkpoint ?? undefined;
}

/** Keeps which statements of a step are committed, so that those behind them may be corrected. */
export async function keepRan(
  session: Session,
  step: CheckpointStep,
  ran: { readonly segment: Segment; readonly done: number },
): Promise<void> {
  const text = ranText(ran);
  if (text === undefined) return;
  await ensureCheckpoints(session);
  const kept = { ran: text };
  await writeHeld(session, ranWrite(session.tables, { step, kept }, session.token));
}

/** What of a step is committed that reads otherwise now. */
export interface Committed {
  /** How many rows a backfill went through. */
  readonly rows: number;
  /** Whether the statements that are committed are those with which the step begins now. */
  readonly isSame: boolean;
}

/** Compares what is committed of a step with what the step is now. */
export async function committedOf(
  session: Session,
  step: CheckpointStep,
  now: { readonly segment: Segment; readonly done: number },
): Promise<Committed> {
  await ensureCheckpoints(session);
  const kept = await readCheckpoint(session, step);
  const found: Partial<Checkpoint & RanStatements> = kept === undefined ? {} : JSON.parse(kept);
  return { rows: found.rows ?? 0, isSame: found.ran !== undefined && found.ran === ranText(now) };
}

/** The fingerprint of the first statements of a step; nothing where these are not known beforehand. */
function ranText(
  { segment, done }: { readonly segment: Segment; readonly done: number },
): string | undefined {
  const statements = segment.groups.flatMap((group) => group.statements).filter(leavesSomething);
  if (statements.length < done) return undefined;
  return hash64(stableJson(statements.slice(0, done).map(({ sql, params = [] }) => [sql, params])));
}

/** Whether something of a statement stays; a check only looks. */
export function leavesSomething({ violations, around }: Statement): boolean {
  return violations === undefined && around === undefined;
}
