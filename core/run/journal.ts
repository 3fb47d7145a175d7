/**
 * The journal of a revision that can't be one transaction: which of its steps are done.
 *
 * A row is written before a step begins and again when it ended. A step that ended is never run
 * again; one that began and did not end, because the process died, is not decided here.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";
import type { TextRow } from "../dialect/mod.ts";
import { isBackfill, isOpaque } from "../ops/mod.ts";
import {
  journalClear,
  journalInsert,
  type JournalKey,
  journalKey,
  journalQuery,
  type JournalRow,
  type JournalState,
  journalUpdate,
} from "../plan/journal.ts";
import type { Migration } from "../plan/migration.ts";
import { journalOp } from "../plan/own_tables.ts";
import { describeGroup } from "../plan/render.ts";
import type { Segment } from "../plan/segments.ts";
import { committedOf, keepRan } from "./checkpoints.ts";
import { isGivenUp, journalRows } from "./half_done.ts";
import { writeHeld } from "./lease.ts";
import type { Session } from "./standing.ts";
import { executeOwn } from "./version.ts";

type Row = Pick<JournalRow, "step" | "op" | "state" | "done">;

/** The journals of all revisions; the table is made and read once, when the first needs it. */
export class Journals {
  readonly #session: Session;
  #rows: Promise<ReadonlyMap<string, readonly Row[]>> | undefined;
  #left: Promise<readonly TextRow[] | undefined> | undefined;

  /** For a session; nothing is asked of the database yet. */
  constructor(session: Session) {
    this.#session = session;
  }

  /** Whether an earlier try did a part of a migration; makes no table where there is none. */
  async hold(migration: Migration): Promise<boolean> {
    const { db, tables } = this.#session;
    if (db.rows && !this.#rows) {
      const left = await (this.#left ??= db.rows(tables.journal, ["revision"]));
      if (!left?.some((row) => row["revision"] === migration.step.revision.id)) return false;
    }
    return (await this.#found()).has(textOf(journalKey(migration.step)));
  }

  /** The journal of a revision, with what an earlier try left. */
  async of(migration: Migration): Promise<Journal> {
    const key = journalKey(migration.step);
    const rows = await this.#found();
    return new Journal(this.#session, key, rows.get(textOf(key)) ?? []);
  }

  #found(): Promise<ReadonlyMap<string, readonly Row[]>> {
    return this.#rows ??= readRows(this.#session);
  }
}

/** The rows by revision and direction; makes the table where it is missing. */
async function readRows(session: Session): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { db, dialect, tables } = session;
  await executeOwn(session, [journalOp(tables)]);
  const found = db.rows
    ? await journalRows(session)
    : await db.query<JournalRow>(dialect.writer.query(journalQuery(tables)));
  const numbered = found.map((row) => ({
    ...row,
    step: Number(row.step),
    done: Number(row.done),
  }));
  return Map.groupBy(numbered, textOf);
}

/** Where a step begins. */
export interface Begun {
  /** How many of its statements are done, or all. */
  readonly done: number | "all";
  /** Whether more of them may be done. */
  readonly unsure?: true;
}

/** Whether a run ended since somebody stopped it. */
function isStop(error: unknown): boolean {
  return isRetortError(error) && error.code === "run/aborted";
}

/** The error of a step of which nobody can tell how far it came. */
export function undecided(
  key: JournalKey,
  step: number,
  segment: Segment,
): RetortError<"run/undecided"> {
  const op = describeSegment(segment);
  return new RetortError("run/undecided", { ...key, step: step + 1, op });
}

/** The journal of one revision in one direction. */
export class Journal {
  readonly #session: Session;
  readonly #key: JournalKey;
  readonly #rows: Map<number, Row>;

  /** Made by {@link Journals}. */
  constructor(session: Session, key: JournalKey, rows: readonly Row[]) {
    this.#session = session;
    this.#key = key;
    this.#rows = new Map(rows.map((row) => [row.step, row]));
  }

  /**
   * Where a step begins: how many of its statements are done, or all. `unsure`: a run ended in the
   * middle of it, and more of it may be done. One that `decided` says finds out by itself how far it
   * came begins anew.
   */
  async begin(step: number, segment: Segment, decided: () => Promise<boolean>): Promise<Begun> {
    const row = this.#rows.get(step);
    if (row === undefined) return { done: 0 };
    if (row.op !== describeSegment(segment)) return await this.#corrected(row, segment);
    if (isGivenUp(row) && row.done === 0) return { done: 0 };
    if (row.state === "done") return { done: "all" };
    if (await decided()) return { done: 0 };
    // Rows were rolled back with the transaction that was to say so.
    if (isGivenUp(row) || segment.atomic || resumes(segment)) return { done: row.done };
    if (segment.groups.some((group) => group.ops.some((item) => isOpaque(item.op)))) {
      throw undecided(this.#key, step, segment);
    }
    return { done: row.done, unsure: true };
  }

  /** Where a step begins that reads otherwise now: what of it is not done may be corrected. */
  async #corrected(row: Row, segment: Segment): Promise<Begun> {
    const { step, op: recorded, state, done } = row;
    const place = { ...this.#key, step };
    const { rows, isSame } = isGivenUp(row)
      ? await committedOf(this.#session, place, { segment, done })
      : { rows: 0, isSame: false };
    if (isGivenUp(row) && rows === 0 && (done === 0 || isSame)) return { done };
    const found = describeSegment(segment);
    const committed = state === "done" ? {} : { statements: done, rows };
    throw new RetortError("run/journal-mismatch", {
      ...{ ...place, step: step + 1, recorded, found },
      ...committed,
    });
  }

  /** The steps that are done, in words. */
  kept(): readonly string[] {
    const rows = [...this.#rows.values()].filter((row) => row.state === "done" || row.done > 0);
    return rows.toSorted((a, b) => a.step - b.step).map((row) => row.op);
  }

  /** Writes down how far a step is. */
  async write(
    step: number,
    segment: Segment,
    { state, done }: { readonly state: JournalState; readonly done: number },
  ): Promise<void> {
    const { tables, token } = this.#session;
    const row = { ...this.#key, step, op: describeSegment(segment), state, done };
    const write = this.#rows.has(step) ? journalUpdate : journalInsert;
    await writeHeld(this.#session, write(tables, row, token));
    this.#rows.set(step, row);
  }

  /** Writes down how far a step came that failed, or at which the run was stopped. */
  async gaveUp(
    step: number,
    segment: Segment,
    { error, done }: { readonly error: unknown; readonly done: number },
  ): Promise<void> {
    await this.write(step, segment, { state: isStop(error) ? "stopped" : "failed", done });
    if (done > 0) await keepRan(this.#session, { ...this.#key, step }, { segment, done });
  }

  /**
   * Writes down why a run ended at a step of which that is not written yet: it was rolled back as a
   * whole, or failed before and would have been tried again.
   */
  async ended(step: number, segment: Segment, error: unknown): Promise<void> {
    const row = this.#rows.get(step);
    const state = isStop(error) ? "stopped" : "failed";
    // Of a revision of which nothing is committed no row is needed.
    const isTold = row ? !isGivenUp(row) || row.state === state : this.kept().length === 0;
    if (isTold) return;
    await this.write(step, segment, { state, done: row?.done ?? 0 });
  }

  /** What makes a step as it is now, after what was written of it was rolled back. */
  mark(step: number): () => void {
    const row = this.#rows.get(step);
    return () => {
      if (row) this.#rows.set(step, row);
      else this.#rows.delete(step);
    };
  }

  /** Forgets the steps; the revision is done. */
  async clear(): Promise<void> {
    const { db, dialect, tables } = this.#session;
    await db.execute({ sql: dialect.writer.text(journalClear(tables, this.#key)) });
  }
}

function textOf({ revision, direction }: JournalKey): string {
  return `${direction} ${revision}`;
}

/** Whether a step knows by itself where it was interrupted. */
function resumes(segment: Segment): boolean {
  return segment.groups.every(({ ops }) => ops.every(({ op }) => isBackfill(op)));
}

function describeSegment(segment: Segment): string {
  return segment.groups.map(describeGroup).join("; ");
}
