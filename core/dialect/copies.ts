/**
 * The port to a server that keeps many databases, for tests that each have their own.
 *
 * @module
 */

/** A database by its name. */
export interface NamedDatabase {
  /** The name. */
  readonly name: string;
  /** What was noted of it; absent: nothing. */
  readonly note?: string;
}

/** A session that makes, copies and drops databases on one server. */
export interface CopyServer {
  /** The databases whose names begin so. */
  list(prefix: string): Promise<readonly NamedDatabase[]>;
  /** Makes an empty one, which is set as the one of the URL is. */
  create(name: string): Promise<void>;
  /** Makes one with all that another has, which nobody may be connected to. */
  copy(from: string, to: string): Promise<void>;
  /** Notes something of one that is complete, and lets nobody connect to it any more where that can be. */
  note(name: string, text: string): Promise<void>;
  /** Drops one and ends the sessions on it; one that is not there is no failure. */
  drop(name: string): Promise<void>;
  /** The URL of one. */
  url(name: string): string;
  /** Ends the session. */
  close(): Promise<void>;
}

/** How a dialect copies databases. */
export interface Copies {
  /**
   * Opens a session on the server of a URL; the database that it names need not be there.
   *
   * @throws {RetortError} `database/cannot-open`.
   */
  open(url: string): Promise<CopyServer>;
}
