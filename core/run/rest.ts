/**
 * What is left of a revision that an earlier run has begun where the database can't take it back.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { journalKey, type JournalRow } from "../plan/journal.ts";
import type { Migration } from "../plan/migration.ts";
import { type PlannedGroup, type PlannedOps, planOps } from "../plan/render.ts";
import { isWhole, type Segment, segmentsOf, type TransactionMode } from "../plan/segments.ts";
import { type Schema, unknownSchema } from "../schema/mod.ts";
import { readLive, renderSettings } from "./group.ts";
import { isGivenUp, journalRows } from "./half_done.ts";
import type { Session } from "./standing.ts";

/** What the parts of a migration are made from. */
export interface SegmentsPlace {
  /** The database. */
  readonly session: Session;
  /** The schema before the migration. */
  readonly state: Schema;
  /** What the journal says of it. */
  readonly rows: readonly JournalRow[];
  /** Where transactions begin and end. */
  readonly transactionMode: TransactionMode | undefined;
  /** How its ops are rendered. */
  readonly settings: Parameters<typeof planOps>[2];
}

/** The parts of a migration. */
export interface Segments {
  /** Those that are done, and those that follow. */
  readonly segments: readonly Segment[];
  /** The index of the first op that is not done. */
  readonly over: number;
  /** The schema after all of them. */
  readonly state: Schema;
}

/** The parts of a migration; those that are done already have changed the state, the others follow. */
export function segmentsFrom(
  { ops }: Migration,
  { session, state, rows, transactionMode, settings }: SegmentsPlace,
): Segments {
  const planned = rows.length > 0 ? replanned(ops, state, settings) : planOps(ops, state, settings);
  const split = (groups: readonly PlannedGroup[], mode = transactionMode): readonly Segment[] =>
    segmentsOf(groups, session.dialect, mode);
  // What an earlier run left of a revision that is one transaction was not one, so nor is the rest.
  const mode = rows.length > 0 && isWhole(split(planned.groups)) ? "none" : transactionMode;
  const all = split(planned.groups, mode);
  if (rows.length === 0) return { segments: all, over: 0, state: planned.state };
  const open = all.findIndex((_, step) => doneOf(rowAt(rows, step)).done !== "all");
  const done = open < 0 ? all : all.slice(0, open);
  const over = Math.max(-1, ...done.flatMap(indexesOf)) + 1;
  const rest = planOps(ops.slice(over), state, settings);
  return { segments: [...done, ...split(rest.groups, mode)], over, state: rest.state };
}

/** The ops of a migration, of which those that are done need not fit what they made. */
function replanned(...[ops, state, settings]: Parameters<typeof planOps>): PlannedOps {
  try {
    return planOps(ops, state, settings);
  } catch (error) {
    if (!isRetortError(error)) throw error;
    return planOps(ops, unknownSchema, settings);
  }
}

function indexesOf({ groups }: Segment): readonly number[] {
  return groups.flatMap((group) => group.ops).map(({ index }) => index);
}

/** What of a step is committed: `all`, or so many of its statements; absent where nothing is. */
export function doneOf(
  row: JournalRow | undefined,
): { readonly done?: "all" | number; readonly interrupted?: boolean } {
  if (row === undefined) return {};
  if (row.state === "done") return { done: "all" };
  return {
    ...(row.done === 0 ? {} : { done: row.done }),
    ...(row.state === "started" ? { interrupted: true } : {}),
  };
}

/** Whether a row of the journal is about a migration. */
export function isAbout(row: JournalRow, { step }: Migration): boolean {
  const { revision, direction } = journalKey(step);
  return row.revision === revision && row.direction === direction;
}

/** What is left of a migration. */
export interface Rest {
  /** The migration. */
  readonly migration: Migration;
  /** The index of the first op that is not done. */
  readonly over: number;
  /** The ops from there of which an earlier run may have done a part, by their index. */
  readonly begun: readonly number[];
  /** The ops of a step that failed outside of a transaction, which may have left something behind. */
  readonly loose: readonly number[];
}

/** What is left of migrations, by the journal; it reads the database and changes nothing. */
export async function restsOf(
  session: Session,
  migrations: readonly Migration[],
  transactionMode: TransactionMode | undefined,
): Promise<readonly Rest[]> {
  const journal = await journalRows(session);
  const rowsOf = (item: Migration): readonly JournalRow[] =>
    journal.filter((row) => isAbout(row, item));
  // Without a journal nothing has to be rendered to know that all is left.
  const last = migrations.findLastIndex((migration) => rowsOf(migration).length > 0);
  const known = migrations.slice(0, last + 1);
  const settings = renderSettings(session);
  let state = await readLive(known.flatMap(({ ops }) => ops), session);
  return migrations.map((migration, index) => {
    if (index > last) return { migration, over: 0, begun: [], loose: [] };
    const rows = rowsOf(migration);
    const found = segmentsFrom(migration, { session, state, rows, transactionMode, settings });
    state = found.state;
    return {
      migration,
      over: found.over,
      begun: begunOf(found, rows),
      loose: looseOf(found, rows),
    };
  });
}

/** The ops of the step that a run has stopped in, where that may have left a part of it. */
function begunOf({ segments, over }: Segments, rows: readonly JournalRow[]): readonly number[] {
  const open = segments.findIndex((_, step) => doneOf(rowAt(rows, step)).done !== "all");
  const row = rowAt(rows, open);
  const segment = segments[open];
  if (!row || !segment || (isGivenUp(row) && row.done === 0)) return [];
  return indexesOf(segment).map((index) => over + index);
}

/**
 * The ops of the step that a run has stopped in, where no transaction took back what its statements
 * did before they failed: an index that is not valid.
 */
function looseOf({ segments, over }: Segments, rows: readonly JournalRow[]): readonly number[] {
  const open = segments.findIndex((_, step) => doneOf(rowAt(rows, step)).done !== "all");
  const segment = segments[open];
  const alone = segment?.groups.some(({ statements }) =>
    statements.some(({ transaction }) => transaction === "forbidden")
  );
  return segment && alone && rowAt(rows, open) ? indexesOf(segment).map((at) => over + at) : [];
}

function rowAt(rows: readonly JournalRow[], step: number): JournalRow | undefined {
  return rows.find((row) => row.step === step);
}
