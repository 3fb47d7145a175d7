/**
 * A session with a server: over a connection of retort's own, or over one that was lent.
 *
 * @module
 */
import { whereOnly } from "@retort/ansi/writer";
import type { Connection, Query, ServerInfo, TextRow } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { TableName } from "@retort/core/schema";
import { errorNumber, statementFailure } from "./failures.ts";
import { toDriver } from "./values.ts";
import { writer } from "./writer.ts";

/** The way to a session; results are what the driver gives. */
export interface Link {
  /** Sends a text. */
  query(sql: string): Promise<readonly [unknown, ...unknown[]]>;
  /** Sends a prepared statement and its values. */
  execute(sql: string, params: readonly unknown[]): Promise<readonly [unknown, ...unknown[]]>;
  /** Forgets a prepared statement, so that it is prepared anew. */
  unprepare(sql: string): void;
  /** Ends it, or gives it back. */
  end(): Promise<void>;
}

const noSuchTable = 1146;
/** The flag in the server's answers that a transaction is open. */
const inTransactionFlag = 1;
const changesRows =
  /^(?:[\s(]|--[^\n]*\n|#[^\n]*\n|\/\*(?![!M])[\s\S]*?\*\/)*(?:SELECT|WITH|TABLE|VALUES|INSERT|REPLACE|UPDATE|DELETE|LOAD|DO|ROLLBACK)\b/i;
/** A procedure may change rows or tables; for these the server takes back what it can. */
const calls = /^[\s(]*CALL\b/i;
/** A deadlock, and a row that was changed since the transaction saw it. */
const givenUp: ReadonlySet<number | undefined> = new Set([1213, 1020]);

/** One session with a server. */
export class MysqlConnection implements Connection {
  readonly server: ServerInfo;
  readonly #link: Link;
  /** The kinds of values that prepared statements were given last. */
  readonly #kinds = new Map<string, string>();
  #inTransaction = false;
  #closed = false;
  /** The end of what was sent last in a transaction; nothing outside of one. */
  #last: Promise<unknown> | undefined;
  /** What the server has rolled the transaction back for. */
  #rolledBack: { readonly error: unknown } | undefined;

  /** Makes one of a link that no transaction is open on. */
  constructor(link: Link, server: ServerInfo) {
    this.#link = link;
    this.server = Object.freeze(server);
  }

  get inTransaction(): boolean {
    return this.#inTransaction;
  }

  async query<Row extends object = Readonly<Record<string, unknown>>>(
    query: Query,
  ): Promise<readonly Row[]> {
    const result = await this.#run(query);
    return Array.isArray(result) ? result as readonly Row[] : [];
  }

  async execute(query: Query): Promise<number> {
    const result = await this.#run(query);
    return Array.isArray(result) ? 0 : (result as { readonly affectedRows: number }).affectedRows;
  }

  async rows(
    table: TableName,
    columns: readonly string[],
    only: Readonly<Record<string, string>> = {},
  ): Promise<readonly TextRow[] | undefined> {
    const items = columns.map(writer.name).join(", ");
    const sql = `SELECT ${items} FROM ${writer.table(table)}${whereOnly(only, writer)}`;
    await this.#last;
    try {
      const [rows] = await this.#link.query(sql);
      return (rows as readonly Readonly<Record<string, unknown>>[]).map((row) =>
        textRow(row, columns)
      );
    } catch (error) {
      if (errorNumber(error) === noSuchTable) return undefined;
      throw this.#failure(error, { sql });
    }
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.inTransaction) {
      throw new RetortError("database/in-transaction", { target: this.server.target });
    }
    await this.execute({ sql: "START TRANSACTION" });
    this.#last = Promise.resolve();
    try {
      const result = await work();
      // DDL has committed already.
      if (this.inTransaction) await this.execute({ sql: "COMMIT" });
      return result;
    } catch (error) {
      await this.#rollBack();
      throw error;
    } finally {
      this.#last = undefined;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#link.end();
  }

  async #rollBack(): Promise<void> {
    await this.#last;
    this.#rolledBack = undefined;
    try {
      await this.#send({ sql: "ROLLBACK" });
    } catch {
      // The first error is the one to see; a lost connection has rolled back.
      this.#inTransaction = false;
    }
  }

  /**
   * In a transaction one after the other, as the server gets them: what was sent behind a statement
   * for which the server gave the transaction up, a deadlock, would be committed by itself.
   */
  async #run(query: Query): Promise<unknown> {
    if (!this.#last) return await this.#send(query);
    const run = this.#last.then(() => {
      if (this.#rolledBack) throw this.#rolledBack.error;
      return this.#send(query);
    });
    this.#last = run.catch(() => {});
    return await run;
  }

  /** Text where there are no values, a prepared statement where there are some. */
  async #send(query: Query): Promise<unknown> {
    const { sql, params = [] } = query;
    try {
      const [result] = params.length === 0
        ? await this.#link.query(sql)
        : await this.#execute(sql, params.map(toDriver));
      this.#note(result);
      return result;
    } catch (error) {
      const failure = this.#failure(error, query);
      const changesOnlyRows = changesRows.test(sql) ||
        (calls.test(sql) && givenUp.has(errorNumber(error)));
      await this.#askTransaction(changesOnlyRows, failure);
      throw failure;
    }
  }

  /** MySQL reads a statement's values as the kinds that it was given first: a text becomes 0. */
  #execute(sql: string, values: readonly unknown[]): ReturnType<Link["execute"]> {
    const kinds = values.map((value) => value === null ? "null" : typeof value).join();
    if ((this.#kinds.get(sql) ?? kinds) !== kinds) this.#link.unprepare(sql);
    this.#kinds.set(sql, kinds);
    return this.#link.execute(sql, values);
  }

  /**
   * DDL commits what went before it also where it fails then, and an error does not say so. What
   * changes rows commits nothing: where a transaction is gone after that, it was rolled back.
   */
  async #askTransaction(changesOnlyRows: boolean, error: unknown): Promise<void> {
    if (!this.#inTransaction) return;
    // The connection may be gone; what it had begun is rolled back then.
    const result = await this.#link.query("DO 0").then(([found]) => found, () => undefined);
    if (!changesOnlyRows) this.#note(result);
    else if (this.#last && isOpen(result) === false) this.#rolledBack = { error };
  }

  /** The server tells with every statement that it is in a transaction; DDL ends one. */
  #note(result: unknown): void {
    this.#inTransaction = isOpen(result) ?? this.#inTransaction;
  }

  #failure(error: unknown, query: Query): unknown {
    return statementFailure(error, query, { target: this.server.target, seconds: 0 });
  }
}

/** Whether a transaction is open, where a result says it. */
function isOpen(result: unknown): boolean | undefined {
  const { serverStatus } = (result ?? {}) as { readonly serverStatus?: unknown };
  return typeof serverStatus === "number" ? (serverStatus & inTransactionFlag) !== 0 : undefined;
}

function textRow(row: Readonly<Record<string, unknown>>, columns: readonly string[]): TextRow {
  return Object.fromEntries(
    columns.map((name) => [name, textOf(row[name])]),
  );
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
