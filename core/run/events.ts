/**
 * What a run tells while it works.
 *
 * @module
 */
import type { LockFailure, ServerInfo } from "../dialect/mod.ts";
import type { Blocker, LossCount } from "../errors/mod.ts";
import type { Revision } from "../graph/mod.ts";

/** Something that happened during a run, in order. */
export type RunEvent =
  | {
    /** The run knows where the database stands and what it will do. */
    readonly kind: "planned";
    /** The database. */
    readonly server: ServerInfo;
    /** The version rows before. */
    readonly from: readonly string[];
    /** The version rows there will be. */
    readonly to: readonly string[];
    /** How many revisions will run. */
    readonly steps: number;
  }
  | {
    /** A walk down without a branch began at the first of several rows. */
    readonly kind: "guessed-start";
    /** The target, such as `-1`. */
    readonly target: string;
    /** The row. */
    readonly row: string;
    /** All rows. */
    readonly rows: readonly string[];
  }
  | {
    /** Files of applied revisions were edited, and whether their functions do the same is not known. */
    readonly kind: "code-edited";
    /** The revisions. */
    readonly revisions: readonly string[];
  }
  | {
    /** Another run has the lock, and this one waits for it. */
    readonly kind: "waiting-for-lock";
    /** The database. */
    readonly target: string;
    /** Who has it, as it said itself; absent where nobody has written that down. */
    readonly holder?: string;
    /** Since when. */
    readonly since?: string;
  }
  | {
    /** A run that has the lock was silent for too long, and its session is ended. */
    readonly kind: "ending-session";
    /** Who, as it said itself. */
    readonly holder: string;
  }
  | {
    /** Something was given up for the sake of others; soon it is tried again. */
    readonly kind: "lock-retry";
    /** What happened. */
    readonly reason: LockFailure;
    /** The tables; none where that is not known. */
    readonly tables: readonly string[];
    /** Who has them, as far as the user may see it. */
    readonly blockers: readonly Blocker[];
    /** Which try comes next, from 2. */
    readonly attempt: number;
    /** How many there are at most. */
    readonly attempts: number;
  }
  | {
    /** A statement waits for others without an end to that, since it keeps nobody out or was told so. */
    readonly kind: "lock-wait";
    /** The tables; none where that is not known. */
    readonly tables: readonly string[];
    /** Whom it waits for. */
    readonly blockers: readonly Blocker[];
  }
  | {
    /** Losses were allowed that will not happen. */
    readonly kind: "loss-unknown";
    /** The names that match nothing. */
    readonly names: readonly string[];
  }
  | {
    /** Data will be lost, and that was allowed. */
    readonly kind: "loss-allowed";
    /** What. */
    readonly losses: readonly LossCount[];
  }
  | {
    /** Something has another name now instead of being destroyed. */
    readonly kind: "kept";
    /** What: `users`, `users.name`. */
    readonly object: string;
    /** How many rows, or values that are not null. */
    readonly rows: number;
    /** The name that it has now. */
    readonly name: string;
  }
  | {
    /** Something that was kept has its name again. */
    readonly kind: "restored";
    /** What: `users`, `users.name`. */
    readonly object: string;
  }
  | {
    /** One transaction was wanted for the whole run, and the database commits DDL by itself. */
    readonly kind: "no-single-transaction";
    /** The database. */
    readonly server: ServerInfo;
  }
  | {
    /** A revision can't be part of the run's one transaction, which was committed before it. */
    readonly kind: "transaction-split";
    /** Up or down. */
    readonly direction: "up" | "down";
    /** The revision, which runs by itself. */
    readonly revision: Revision;
    /** The revisions that are committed now. */
    readonly committed: readonly string[];
  }
  | {
    /** Something else has changed what retort had recorded; it stays recorded as it was. */
    readonly kind: "drift";
    /** What, in words: `table users`. */
    readonly objects: readonly string[];
  }
  | {
    /** The run is done, and what the database is like now could not be recorded. */
    readonly kind: "not-recorded";
    /** Why. */
    readonly problem: string;
    /** The one next thing to do, where that is known. */
    readonly hint?: string | undefined;
  }
  | {
    /** A revision begins. */
    readonly kind: "step-started";
    /** Up or down. */
    readonly direction: "up" | "down";
    /** The revision. */
    readonly revision: Revision;
  }
  | {
    /** A backfill begins or goes on, or a batch of it is committed. */
    readonly kind: "backfill-progress";
    /** Up or down. */
    readonly direction: "up" | "down";
    /** The revision. */
    readonly revision: Revision;
    /** Its name. */
    readonly name: string;
    /** Its table. */
    readonly table: string;
    /** How many rows it went through, also in earlier runs. */
    readonly rows: number;
    /** How many of them it changed. */
    readonly changed: number;
    /** About how many rows there are in all; absent where there are more than was thought. */
    readonly total?: number;
    /** About how long it will take, in milliseconds; absent where nothing tells yet, or any more. */
    readonly remaining?: number;
    /** Whether no rows are left. */
    readonly finished: boolean;
  }
  | {
    /** A revision is committed. */
    readonly kind: "step-finished";
    /** Up or down. */
    readonly direction: "up" | "down";
    /** The revision. */
    readonly revision: Revision;
    /** How long it took, in milliseconds. */
    readonly ms: number;
  };

/** Is told of each event as it happens. */
export type Listener = (event: RunEvent) => void;
