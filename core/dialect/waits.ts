/**
 * The port to waits for locks: how long a statement may wait, and whom for.
 *
 * @module
 */
import type { Blocker } from "../errors/mod.ts";
import type { TableName } from "../schema/mod.ts";
import type { Connection } from "./connection.ts";

/** What could not be had. */
export interface WaitedFor {
  /** The tables that the statement is about; none where that is not known. */
  readonly tables: readonly TableName[];
  /** The statement that waited, where one did. */
  readonly sql?: string | undefined;
  /** The session that waits now, see `Sessions.id`: nobody is named where it waits for nobody. */
  readonly session?: string;
}

/**
 * Why a statement was given up for the sake of others: it waited for long, it and another waited for each
 * other, or both changed the same where that must look as if one came after the other.
 */
export type LockFailure = "timeout" | "deadlock" | "conflict";

/** Statements that keep nobody out, and so may wait as long as it takes. */
export interface Unhurried {
  /** Whether a statement is one of those. */
  isFor(sql: string): boolean;
  /**
   * Runs one without the limits of the session; `pooled` says that settings of a session are not this
   * run's alone.
   */
  run<T>(
    db: Connection,
    options: { readonly pooled: boolean },
    work: () => Promise<T>,
  ): Promise<T>;
}

/** How a server is kept from letting statements wait for each other without end. */
export interface LockWaits {
  /** Bounds how long a session waits for a lock, in milliseconds; gives what sets it back as it was. */
  limit(db: Connection, ms: number): Promise<() => Promise<void>>;
  /**
   * Bounds the waits of the open transaction only, for connections behind a pooler that gives each
   * transaction another session. Absent: {@link LockWaits.limit} is right there too.
   */
  limitTransaction?(db: Connection, ms: number): Promise<void>;
  /** Statements that may take long since they keep nobody out. Absent: there are none. */
  readonly unhurried?: Unhurried;
  /** Why a statement was given up for the sake of others; `undefined` for all other failures. */
  reason(error: unknown): LockFailure | undefined;
  /** Who has what could not be had, as far as the user may see it; the longest first. */
  blockers(db: Connection, wanted: WaitedFor): Promise<readonly Blocker[]>;
}
