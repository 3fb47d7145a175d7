/**
 * How far a backfill came, beside the step of the journal that it is.
 *
 * @module
 */
import { type AddColumn, addColumn } from "../ops/mod.ts";
import { compact, type Json, type Literal, text } from "../schema/mod.ts";
import { type Sql, sql } from "../schema/sql.ts";
import { type Bookkeeping, nameOf } from "./bookkeeping.ts";
import type { JournalKey } from "./journal.ts";
import { heldBy } from "./lease.ts";

/** How far a backfill came. */
export interface Checkpoint {
  /** The columns of the key, in order. */
  readonly by: readonly string[];
  /** The key of the last row of the last batch; absent when no batch was run, or all were. */
  readonly key?: readonly Literal[];
  /** How many batches were committed. */
  readonly batches: number;
  /** How many rows they went through. */
  readonly rows: number;
  /** How many of those they changed. */
  readonly changed: number;
  /** Whether no rows are left. */
  readonly finished: boolean;
}

/** What is kept of a step that is no backfill, once a part of it is committed. */
export interface RanStatements {
  /** The fingerprint of the statements that are committed. */
  readonly ran: string;
}

/** The step of a journal that a checkpoint belongs to. */
export interface CheckpointStep extends JournalKey {
  /** The step, from 0. */
  readonly step: number;
}

/** The op that gives a journal its column, where an earlier version made the table. */
export function checkpointOp({ journal }: Bookkeeping): AddColumn {
  return addColumn(journal.name, "checkpoint", text(), compact({ schema: journal.schema }));
}

function isOf({ revision, direction, step }: CheckpointStep): Sql {
  return sql`revision = ${revision} AND direction = ${direction} AND step = ${step}`;
}

/** The query for the checkpoint of a step. */
export function checkpointQuery({ journal }: Bookkeeping, step: CheckpointStep): Sql {
  return sql`SELECT checkpoint FROM ${nameOf(journal)} WHERE ${isOf(step)}`;
}

/**
 * The statement that writes a checkpoint in place of the one before. It changes no row where another
 * run has gone on meanwhile, or, with a token, where the lease is another's.
 */
export function checkpointWrite(
  { journal, lease }: Bookkeeping,
  { step, before, after }: {
    readonly step: CheckpointStep;
    readonly before: string | undefined;
    readonly after: string;
  },
  token?: number,
): Sql {
  const mine = token === undefined ? sql`` : sql` AND ${heldBy(lease, token)}`;
  const same = before === undefined ? sql`checkpoint IS NULL` : sql`checkpoint = ${before}`;
  const table = nameOf(journal);
  return sql`UPDATE ${table} SET checkpoint = ${after} WHERE ${isOf(step)} AND ${same}${mine}`;
}

/** The statement that keeps which statements of a step are committed. */
export function ranWrite(
  { journal, lease }: Bookkeeping,
  { step, kept }: { readonly step: CheckpointStep; readonly kept: RanStatements },
  token?: number,
): Sql {
  const mine = token === undefined ? sql`` : sql` AND ${heldBy(lease, token)}`;
  const text = JSON.stringify(kept);
  return sql`UPDATE ${nameOf(journal)} SET checkpoint = ${text} WHERE ${isOf(step)}${mine}`;
}

/** A checkpoint as it is kept: JSON in ASCII, which every server keeps whatever its character set. */
export function checkpointText(checkpoint: Checkpoint): string {
  return JSON.stringify(checkpoint).replace(
    /[^ -~]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A checkpoint that was kept. */
export function checkpointOf(kept: string): Checkpoint {
  const found: Json = JSON.parse(kept);
  return found as unknown as Checkpoint;
}
