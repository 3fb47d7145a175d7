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
  /**
   * Runs a statement without limits where it may take long since it keeps nobody out. `pooled` says
   * that settings of a session are not this run's alone. Absent: there are no such statements.
   */
  unhurried?<T>(
    db: Connection,
    statement: { readonly sql: string; readonly pooled: boolean },
    work: () => Promise<T>,
  ): Promise<T>;
  /** Why a statement was given up for the sake of others; `undefined` for all other failures. */
  reason(error: unknown): "timeout" | "deadlock" | undefined;
  /** Who has what could not be had, as far as the user may see it; the longest first. */
  blockers(db: Connection, wanted: WaitedFor): Promise<readonly Blocker[]>;
}
