/**
 * The connection to a database file, by DuckDB's own package for Node.
 *
 * @module
 */
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
import { filePath, whereOnly } from "@retort/ansi";
import type { Connection, ConnectOptions, Query, ServerInfo, TextRow } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { TableName } from "@retort/core/schema";
import { isHeld, isMissingTable, openFailure, statementFailure } from "./failures.ts";
import { toDriver, toPlain } from "./values.ts";
import { writer } from "./writer.ts";

const defaultTimeout = 5000;
const pause = 50;

/** A database that is open in this process; a second opening of the same file must be the same. */
interface Shared {
  readonly instance: Promise<DuckDBInstance>;
  users: number;
}

const open = new Map<string, Shared>();

/**
 * Opens a database; a file that isn't there is created unless `create` is false. Another process that
 * has it is waited for: only one at a time may have a file.
 *
 * @throws {RetortError} `database/missing`, `database/cannot-open`, `database/locked`, `database/bad-url`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const path = filePath(url, "duckdb");
  const { timeout = defaultTimeout, create = true } = options;
  if (!create && path !== ":memory:") {
    const exists = options.exists ?? (await import("node:fs")).existsSync;
    if (!exists(path)) throw new RetortError("database/missing", { target: path });
  }
  const api = await import("@duckdb/node-api");
  const until = performance.now() + timeout;
  for (;;) {
    const shared = share(path, () => api.DuckDBInstance.create(path));
    try {
      const db = await (await shared.instance).connect();
      const blob = (bytes: Uint8Array): DuckDBValue => new api.DuckDBBlobValue(bytes);
      const release = (): Promise<void> => giveUp(path, shared);
      return new DuckDbConnection(db, { target: path, version: api.version(), release, blob });
    } catch (error) {
      await giveUp(path, shared);
      if (!isHeld(error) || performance.now() > until) throw openFailure(error, { path, timeout });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function share(path: string, create: () => Promise<DuckDBInstance>): Shared {
  // Each database in memory is another one.
  if (path === ":memory:") return { instance: create(), users: 1 };
  const found = open.get(path) ?? { instance: create(), users: 0 };
  found.users++;
  open.set(path, found);
  return found;
}

async function giveUp(path: string, shared: Shared): Promise<void> {
  if (--shared.users > 0) return;
  if (open.get(path) === shared) open.delete(path);
  const instance = await shared.instance.catch(() => undefined);
  instance?.closeSync();
}

/** What a connection is made of besides the driver's own. */
interface Parts {
  readonly target: string;
  readonly version: string;
  readonly release: () => Promise<void>;
  readonly blob: (bytes: Uint8Array) => DuckDBValue;
}

class DuckDbConnection implements Connection {
  readonly server: ServerInfo;
  readonly #db: DuckDBConnection;
  readonly #parts: Parts;
  #open = false;
  #closed = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: DuckDBConnection, parts: Parts) {
    this.#db = db;
    this.#parts = parts;
    const { target, version } = parts;
    this.server = Object.freeze({
      dialect: "duckdb",
      flavour: "duckdb",
      version: version.replace(/^v/, ""),
      target,
    });
  }

  get inTransaction(): boolean {
    return this.#open;
  }

  query<Row extends object = Readonly<Record<string, unknown>>>(
    query: Query,
  ): Promise<readonly Row[]> {
    return this.#inTurn(query, async () => {
      const reader = await this.#db.runAndReadAll(query.sql, this.#bound(query));
      this.#notice(query.sql);
      return reader.getRowObjects().map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, toPlain(value)])) as Row
      );
    });
  }

  execute(query: Query): Promise<number> {
    return this.#inTurn(query, async () => {
      const values = this.#bound(query);
      if (values !== undefined || !query.sql.includes(";")) {
        const { rowsChanged } = await this.#db.run(query.sql, values);
        this.#notice(query.sql);
        return rowsChanged;
      }
      let changed = 0;
      const statements = await this.#db.extractStatements(query.sql);
      for (let at = 0; at < statements.count; at++) {
        const statement = await statements.prepare(at);
        changed += (await statement.run()).rowsChanged;
      }
      this.#notice(query.sql);
      return changed;
    });
  }

  rows(
    table: TableName,
    columns: readonly string[],
    only: Readonly<Record<string, string>> = {},
  ): Promise<readonly TextRow[] | undefined> {
    const items = columns.map((name, at) => `CAST(t.${writer.name(name)} AS VARCHAR) AS c${at}`);
    const sql = `SELECT ${items.join(", ")} FROM ${writer.table(table)} AS t${
      whereOnly(only, writer)
    }`;
    return this.#inTurn({ sql }, async () => {
      try {
        const reader = await this.#db.runAndReadAll(sql);
        return reader.getRowsJS().map((row): TextRow =>
          Object.fromEntries(columns.map((name, at) => [name, text(row[at])]))
        );
      } catch (error) {
        if (isMissingTable(error)) return undefined;
        throw error;
      }
    });
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.#open) {
      throw new RetortError("database/in-transaction", { target: this.server.target });
    }
    await this.execute({ sql: "BEGIN TRANSACTION" });
    try {
      const result = await work();
      await this.execute({ sql: "COMMIT" });
      return result;
    } catch (error) {
      // A COMMIT that failed has rolled back already.
      if (this.#open) await this.execute({ sql: "ROLLBACK" }).catch(() => {});
      this.#open = false;
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#last.catch(() => {});
    this.#db.closeSync();
    await this.#parts.release();
  }

  #bound({ params }: Query): DuckDBValue[] | undefined {
    if (params === undefined || params.length === 0) return undefined;
    return params.map(toDriver).map((value) =>
      typeof value === "object" && value !== null ? this.#parts.blob(value.bytes) : value
    );
  }

  /** DuckDB says nowhere whether a transaction is open. */
  #notice(sql: string): void {
    if (/^\s*(?:begin|start\s+transaction)\b/i.test(sql)) this.#open = true;
    if (/^\s*(?:commit|end|rollback|abort)\b/i.test(sql)) this.#open = false;
  }

  /** One statement after the other: a connection of the driver is not made for several at once. */
  #inTurn<T>(query: Query, work: () => Promise<T>): Promise<T> {
    const { target } = this.server;
    const next = this.#last.then(() => {
      if (this.#closed) throw new Error("the connection is closed");
      return work();
    });
    this.#last = next.catch(() => {});
    return next.catch((error: unknown) => {
      if (/^\s*commit\b/i.test(query.sql)) this.#open = false;
      throw statementFailure(error, { sql: query.sql, target });
    });
  }
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
