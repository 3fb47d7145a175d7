/**
 * What a run would do, as data, and the hash that stands for just that.
 *
 * @module
 */
import type { LossCount } from "../errors/mod.ts";
import { mayDestroy, spec } from "../ops/mod.ts";
import { compact, stableJson } from "../schema/data.ts";
import type { JournalRow } from "../plan/journal.ts";
import type { Migration } from "../plan/migration.ts";
import { describeGroup, type GroupFailure, type PlannedGroup } from "../plan/render.ts";
import type { Segment, TransactionMode } from "../plan/segments.ts";
import { readLive, renderSettings } from "./group.ts";
import { journalRows } from "./half_done.ts";
import { doneOf, isAbout, segmentsFrom } from "./rest.ts";
import type { Session } from "./standing.ts";

/** A statement of a plan. */
export interface PlannedStatement {
  /** The SQL. */
  readonly sql: string;
  /** What it locks, in the server's words; absent where that is not known. */
  readonly lock?: string;
}

/** What an op comes to. */
export interface PlannedOp {
  /** The op in words. */
  readonly op: string;
  /** Its statements; none where they depend on what SQL or code before it does. */
  readonly statements: readonly PlannedStatement[];
  /** Whether its statements are only known when it is reached. */
  readonly late: boolean;
}

/** Ops that run together. */
export interface PlannedPart {
  /**
   * `transaction`: all or nothing. `steps`: a transaction that can't undo all of it, or none: what is
   * done stays, and the next run goes on behind it.
   */
  readonly kind: "transaction" | "steps";
  /** The ops. */
  readonly ops: readonly PlannedOp[];
  /**
   * What an earlier run has committed of it, which is not run again: `all`, or so many of its
   * statements. Absent where nothing is.
   */
  readonly done?: "all" | number;
  /**
   * Whether an earlier run was ended while it ran: how far it came is looked up when it is reached,
   * and where the database does not tell, the run is refused. Absent: no.
   */
  readonly interrupted?: boolean;
}

/** What one revision comes to. */
export interface PlannedRevision {
  /** The revision. */
  readonly revision: string;
  /** Up or down. */
  readonly direction: "up" | "down";
  /** The first line about it. */
  readonly message?: string;
  /** Its parts, in order. */
  readonly parts: readonly PlannedPart[];
}

/** What a run would do. */
export interface RunPlan {
  /** The version rows before. */
  readonly from: readonly string[];
  /** The version rows after. */
  readonly to: readonly string[];
  /** The revisions, in order. */
  readonly revisions: readonly PlannedRevision[];
  /** What of the data that is there now would be destroyed. */
  readonly losses: readonly LossCount[];
  /** SQL that may destroy more and does not say so, in words: nothing is known of what it does. */
  readonly undeclared: readonly string[];
  /** SHA-256 over the ops, the statements, where transactions end and what is destroyed. */
  readonly hash: string;
}

/** What a plan is made of. */
export interface PlanSource {
  /** What runs. */
  readonly migrations: readonly Migration[];
  /** What would be destroyed. */
  readonly losses: readonly LossCount[];
  /** Where transactions begin and end. */
  readonly transactionMode?: TransactionMode | undefined;
  /** What is said of a migration that can't be rendered, such as where that stands. */
  readonly failed?: (migration: Migration) => GroupFailure;
}

/** The plan of a run; it reads the database and changes nothing. */
export async function planOf(session: Session, source: PlanSource): Promise<RunPlan> {
  const { migrations, losses, transactionMode, failed } = source;
  let state = await readLive(migrations.flatMap(({ ops }) => ops), session);
  const journal = await journalRows(session);
  const revisions: PlannedRevision[] = [];
  for (const migration of migrations) {
    const rows = journal.filter((row) => isAbout(row, migration));
    const settings = { ...renderSettings(session), ...compact({ failed: failed?.(migration) }) };
    const place = { session, state, rows, transactionMode, settings };
    const planned = segmentsFrom(migration, place);
    state = planned.state;
    revisions.push(revisionOf(migration, planned.segments, { session, rows }));
  }
  const from = migrations[0]?.step.rowsBefore ?? [];
  const to = migrations.at(-1)?.step.rowsAfter ?? [];
  const ops = migrations.map((migration) => migration.ops);
  const destroyed = losses.map(({ object }) => object).toSorted();
  const hash = await sha256(stableJson({ version: 1, from, to, revisions, ops, destroyed }));
  const undeclared = ops.flat().filter(mayDestroy).map((op) => spec(op).describe(op));
  return { from, to, revisions, losses, undeclared, hash };
}

function revisionOf(
  { step, module }: Migration,
  segments: readonly Segment[],
  { session, rows }: { readonly session: Session; readonly rows: readonly JournalRow[] },
): PlannedRevision {
  const message = step.revision.message ?? module.message;
  return {
    revision: step.revision.id,
    direction: step.direction,
    ...(message ? { message } : {}),
    parts: segments.filter(({ groups }) => groups.length > 0).map((segment, index) => {
      const begun = doneOf(rows.find((row) => row.step === index));
      const { done } = begun;
      const ops = segment.groups.map((group) => opOf(group, session));
      return compact({
        kind: segment.atomic ? "transaction" as const : "steps" as const,
        ops: done === "all" ? ops.map(({ op }) => ({ op, statements: [], late: false })) : ops,
        ...begun,
      });
    }),
  };
}

function opOf(group: PlannedGroup, { dialect }: Session): PlannedOp {
  const statements = group.statements.map(({ sql }): PlannedStatement => {
    const lock = dialect.locks?.(sql);
    return lock === undefined ? { sql } : { sql, lock };
  });
  const late = group.late ?? group.ops.some(({ op }) => spec(op).touches(op).all === true);
  return { op: describeGroup(group), statements, late };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
