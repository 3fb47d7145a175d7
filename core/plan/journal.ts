/**
 * The rows that say which steps of an unfinished revision are done.
 *
 * @module
 */
import type { Step } from "../graph/mod.ts";
import { type Sql, sql } from "../schema/sql.ts";
import { type Bookkeeping, nameOf, whileHeld } from "./bookkeeping.ts";
import { heldBy } from "./lease.ts";
import { directionOf } from "./migration.ts";

/**
 * How far a step of the journal is; `stopped`: somebody stopped the run there, between two
 * statements.
 */
export type JournalState = "started" | "failed" | "stopped" | "done";

/** The revision and direction that a journal is kept for. */
export interface JournalKey {
  /** The revision. */
  readonly revision: string;
  /** `upgrade` or `downgrade`. */
  readonly direction: string;
}

/** A row of the journal. */
export interface JournalRow extends JournalKey {
  /** The step, from 0. */
  readonly step: number;
  /** What it does, in words. */
  readonly op: string;
  /** How far it is. */
  readonly state: JournalState;
  /** How many of its statements are done. */
  readonly done: number;
}

/** What the journal of a step is kept under. */
export function journalKey(step: Step): JournalKey {
  return { revision: step.revision.id, direction: directionOf(step) };
}

function isOf({ revision, direction }: JournalKey): Sql {
  return sql`revision = ${revision} AND direction = ${direction}`;
}

/** The query for the journal of all revisions. */
export function journalQuery({ journal }: Bookkeeping): Sql {
  return sql`SELECT revision, direction, step, op, state, done FROM ${
    nameOf(journal)
  } ORDER BY step`;
}

/** The statement that begins a step. */
export function journalInsert(tables: Bookkeeping, row: JournalRow, token?: number): Sql {
  const { revision, direction, step, op, state, done } = row;
  const values = sql`${revision}, ${direction}, ${step}, ${op}, ${state}, ${done}`;
  return sql`INSERT INTO ${nameOf(tables.journal)} (revision, direction, step, op, state, done) ${
    whileHeld(values, tables, token)
  }`;
}

/** The statement that says how far a step came. */
export function journalUpdate(
  { journal, lease }: Bookkeeping,
  row: JournalRow,
  token?: number,
): Sql {
  const { step, op, state, done } = row;
  const mine = token === undefined ? sql`` : sql` AND ${heldBy(lease, token)}`;
  const table = nameOf(journal);
  // What was not begun may have been corrected since: what it does now is what is written down.
  return sql`UPDATE ${table} SET op = ${op}, state = ${state}, done = ${done} WHERE ${
    isOf(row)
  } AND step = ${step}${mine}`;
}

/** The statement that forgets the journal of a revision. */
export function journalClear({ journal }: Bookkeeping, key: JournalKey): Sql {
  return sql`DELETE FROM ${nameOf(journal)} WHERE ${isOf(key)}`;
}
