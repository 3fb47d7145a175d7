/**
 * The port to the sessions of a server: locks that end with them, and who holds one.
 *
 * @module
 */
import type { Connection } from "./connection.ts";

/** Locks that the server frees when the session that took them ends, however it ends. */
export interface Sessions {
  /** The session of a connection in the server's own words; no later session is called the same. */
  id(db: Connection): Promise<string>;
  /** Takes a lock if nobody has it. It must not wait: a waiting statement can block others. */
  tryLock(db: Connection, name: string): Promise<boolean>;
  /** Gives a lock back. */
  unlock(db: Connection, name: string): Promise<void>;
  /** Whether a session is still there. */
  isThere(db: Connection, id: string): Promise<boolean>;
  /** Ends the session that holds a lock, with what it is doing; the server may need a while for that. */
  end(db: Connection, id: string, name: string): Promise<void>;
}
