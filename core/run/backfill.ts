/**
 * Running a backfill: batch after batch, each a transaction that also writes down how far it came.
 *
 * @module
 */
import type { Batches, Walk } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import {
  type Backfill,
  batchOf,
  keyOf,
  needTable,
  pauseOf,
  refuseKey,
  spec,
  target,
} from "../ops/mod.ts";
import {
  type Checkpoint,
  checkpointOf,
  type CheckpointStep,
  checkpointText,
  checkpointWrite,
} from "../plan/backfill.ts";
import type { Migration } from "../plan/migration.ts";
import {
  type Column,
  compact,
  emptySchema,
  type Literal,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import { ensureCheckpoints, readCheckpoint } from "./checkpoints.ts";
import type { Listener } from "./events.ts";
import { lost } from "./lease.ts";
import { inspectLive, type Session } from "./standing.ts";
import type { Waits } from "./waits.ts";

/** Where a backfill stands in a run. */
export interface BackfillRun {
  /** The database. */
  readonly session: Session;
  /** The revision that it is a step of. */
  readonly migration: Migration;
  /** The step of the journal; absent where it isn't one by itself. */
  readonly step: CheckpointStep | undefined;
  /** Is told how many rows are behind it, whatever becomes of the rest. */
  readonly far: { rows: number };
  /** Is told how far it is. */
  readonly listener?: Listener | undefined;
  /** How locks are waited for. */
  readonly waits: Waits;
}

interface Work extends BackfillRun {
  readonly op: Backfill;
  readonly batches: Batches;
  readonly key: readonly Column[];
  readonly step: CheckpointStep;
}

/** Goes through the rows that are left, from the last batch that was committed. */
export async function runBackfill(op: Backfill, run: BackfillRun): Promise<void> {
  const work = await prepare(op, run);
  const { session: { db }, batches, migration: { step: { direction, revision } } } = work;
  let { kept, checkpoint } = await begin(work);
  const begun = { at: performance.now(), rows: checkpoint.rows };
  const total = await batches.estimate(db, target(op.table, op.schema));
  const tell = (): void => {
    const { rows, changed, finished } = checkpoint;
    work.far.rows = rows;
    const name = { name: op.name, table: op.table };
    const all = finished ? rows : rows < total ? total : undefined;
    const remaining = all === undefined ? undefined : remainingOf({ rows, all, begun });
    const done = compact({ rows, changed, finished, total: all, remaining });
    work.listener?.({ kind: "backfill-progress", direction, revision, ...name, ...done });
  };
  tell();
  let breath = performance.now();
  while (!checkpoint.finished) {
    const { changed } = checkpoint;
    await work.waits.goOn();
    checkpoint = await runBatch(work, { kept, checkpoint });
    kept = checkpointText(checkpoint);
    tell();
    if (checkpoint.finished) return;
    // Batches that changed nothing leave nothing for others to catch up with.
    const pause = checkpoint.changed > changed ? pauseOf(op) : 0;
    // A driver that never waits would let no timer fire, and so no sign of life be given.
    if (pause === 0 && performance.now() - breath < 100) continue;
    await work.waits.pause(pause);
    breath = performance.now();
  }
}

/** How long it will take at the speed of this run, in milliseconds. */
function remainingOf(
  { rows, all, begun }: {
    readonly rows: number;
    readonly all: number;
    readonly begun: { readonly at: number; readonly rows: number };
  },
): number | undefined {
  const done = rows - begun.rows;
  if (done <= 0) return undefined;
  return Math.round((performance.now() - begun.at) / done * (all - rows));
}

async function prepare(op: Backfill, run: BackfillRun): Promise<Work> {
  const { session, step } = run;
  const { batches, name } = session.dialect;
  if (!batches) throw new RetortError("dialect/offline-only", { dialect: name });
  if (step === undefined || session.db.inTransaction) {
    const problem = "it is many transactions, and cannot be a part of one or of a function";
    throw new RetortError("op/bad-argument", { op: "backfill", problem });
  }
  return { ...run, op, batches, step, key: await liveKey(op, session, batches) };
}

/** The columns of the key as the table has them now. */
async function liveKey(
  op: Backfill,
  session: Session,
  batches: Batches,
): Promise<readonly Column[]> {
  const place = target(op.table, op.schema);
  const found = await tableOf(session, place);
  const table = found ?? needTable(emptySchema, place, spec(op).describe(op));
  return keyOf(op, table).flatMap((name) => {
    const column = table.columns.find((item) => item.name === name);
    if (column === undefined) return [];
    if (column.nullable) refuseKey(op, `${name} may be null`);
    const problem = batches.refuses(column);
    if (problem !== undefined) refuseKey(op, problem);
    return [column];
  });
}

/** A table as it is now; that of the default schema has none there, though it may be named. */
async function tableOf(session: Session, place: TableName): Promise<Table | undefined> {
  const { tables } = await inspectLive(session, { tables: [place] });
  const [only, ...others] = tables.values();
  return others.length === 0 ? only : tables.get(tableKey(place));
}

interface Kept {
  /** As it stands in the journal; absent before the first batch. */
  readonly kept: string | undefined;
  readonly checkpoint: Checkpoint;
}

/** What an earlier try left. */
async function begin({ op, session, step, key }: Work): Promise<Kept> {
  const by = key.map(({ name }) => name);
  await ensureCheckpoints(session);
  const kept = await readCheckpoint(session, step);
  if (kept === undefined) {
    const none = { by, batches: 0, rows: 0, changed: 0, finished: false };
    return { kept, checkpoint: none };
  }
  const checkpoint = checkpointOf(kept);
  if (checkpoint.by.join() === by.join()) return { kept, checkpoint };
  const said = (columns: readonly string[]): string =>
    `${spec(op).describe(op)} by ${columns.join(", ")}`;
  throw new RetortError("run/journal-mismatch", {
    ...step,
    step: step.step + 1,
    recorded: said(checkpoint.by),
    found: said(by),
  });
}

async function runBatch(work: Work, { kept, checkpoint }: Kept): Promise<Checkpoint> {
  const { op, session, batches, key, waits } = work;
  const { db } = session;
  const walk: Walk = {
    table: target(op.table, op.schema),
    key,
    ...(checkpoint.key ? { after: checkpoint.key } : {}),
  };
  const [last] = await db.query(batches.last(walk, batchOf(op)));
  const to = last && batches.keyOf(last, key);
  const rows = to ? batchOf(op) : await countLeft(work, walk);
  // Each batch has all its tries: a long backfill meets many others.
  return await waits.retried(async (attempt) => {
    attempt.ops = [op];
    return await waits.transaction(async () => {
      const changed = await db.execute(batches.change(op, walk, to));
      const next = advanced(checkpoint, { to, rows, changed });
      await write(work, kept, next);
      return next;
    });
  });
}

function advanced(
  { by, batches, ...before }: Checkpoint,
  { to, rows, changed }: {
    readonly to: readonly Literal[] | undefined;
    readonly rows: number;
    readonly changed: number;
  },
): Checkpoint {
  return {
    by,
    batches: batches + 1,
    rows: before.rows + rows,
    changed: before.changed + changed,
    ...(to ? { key: to, finished: false } : { finished: true }),
  };
}

async function countLeft({ session, batches }: Work, walk: Walk): Promise<number> {
  const [row] = await session.db.query<{ n: number | string }>(batches.left(walk));
  return Number(row?.n ?? 0);
}

/** Whoever goes on from the same checkpoint, only one can write the next. */
async function write(
  { session, step }: Work,
  kept: string | undefined,
  next: Checkpoint,
): Promise<void> {
  const { db, dialect, tables, token } = session;
  const change = { step, before: kept, after: checkpointText(next) };
  const written = await db.execute({
    sql: dialect.writer.text(checkpointWrite(tables, change, token)),
  });
  if (written !== 1) throw await lost(session);
}
