/**
 * The port to a database: the smallest interface that a driver must offer.
 *
 * @module
 */
import type { TableName } from "../schema/mod.ts";
import type { Query } from "./statement.ts";

/** Which server a connection speaks to; holds nothing secret. */
export interface ServerInfo {
  /** The dialect's name. */
  readonly dialect: string;
  /** The product where a dialect has several: `mariadb`; else the dialect's name. */
  readonly flavour: string;
  /** The version that the server tells. */
  readonly version: string;
  /** What to show people: `app@127.0.0.1:5432/shop`, `app.db`; never with a password. */
  readonly target: string;
}

/** A row as texts. */
export type TextRow = Readonly<Record<string, string | null>>;

/** One open session with a database. */
export interface Connection {
  /** Which server it speaks to. */
  readonly server: ServerInfo;
  /** Whether a transaction is open. */
  readonly inTransaction: boolean;
  /** Rows of a query. Throws `database/statement-failed`. */
  query<Row extends object = Readonly<Record<string, unknown>>>(
    query: Query,
  ): Promise<readonly Row[]>;
  /** Runs a statement; gives the number of rows it changed. Throws `database/statement-failed`. */
  execute(query: Query): Promise<number>;
  /**
   * Some columns of all rows of a table, as texts and in no order; `undefined` if there is no such
   * table. It is how retort's own tables are read in one go; without it they are looked for by
   * `inspect` first. Of rows that do not hold what `only` says, by column, none need be given.
   */
  rows?(
    table: TableName,
    columns: readonly string[],
    only?: Readonly<Record<string, string>>,
  ): Promise<readonly TextRow[] | undefined>;
  /** Begins a transaction, commits after `work`, rolls back if it throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Said at the end of the work of a transaction: the statements that were sent last are not waited
   * for, COMMIT goes right behind them. Only for statements that fail on the server unless they do what
   * they should, and only of a server that makes a rollback of the COMMIT then; the transaction throws
   * what the first of them threw. Without it each answer is waited for before COMMIT is sent.
   */
  commitBehind?(sent: readonly Promise<unknown>[]): void;
  /** Ends the session; calling it twice is harmless. */
  close(): Promise<void>;
}

/** Lends sessions of a client that belongs to somebody else: an application's own pool. */
export interface Lender {
  /**
   * Lends one; to close it is to give it back, and the client stays open.
   *
   * @throws {RetortError} `database/in-transaction` where a transaction is open on it.
   */
  lend(): Promise<Connection>;
}
