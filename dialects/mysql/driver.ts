/**
 * The connection to MariaDB and MySQL, by the package `mysql2`.
 *
 * @module
 */
import type { Connection, ConnectOptions, Query, ServerInfo, TextRow } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { TableName } from "@retort/core/schema";
import type {
  Connection as DriverConnection,
  ConnectionOptions,
  ResultSetHeader,
  RowDataPacket,
} from "mysql2/promise";
import { errorNumber, openFailure, statementFailure } from "./failures.ts";
import { readVersion, sessionMode } from "./server.ts";
import { type Address, addressOf, targetOf } from "./url.ts";
import { toDriver } from "./values.ts";
import { writer } from "./writer.ts";

/**
 * Opens a connection; a database is never created by it.
 *
 * @throws {RetortError} `database/missing`, `database/cannot-open`, `database/bad-url`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const address = addressOf(url);
  const target = targetOf(address);
  const { createConnection } = await import("mysql2/promise");
  let db: DriverConnection | undefined;
  try {
    db = await createConnection(await driverOptions(address));
    // A connection that the server closes is told by the next statement, not by the whole process.
    db.on("error", () => {});
    const { flavour, version } = await prepareSession(db, { target, options });
    return new MysqlConnection(db, { dialect: "mysql", flavour, version, target });
  } catch (error) {
    db?.destroy();
    throw openFailure(error, target);
  }
}

async function driverOptions(address: Address): Promise<ConnectionOptions> {
  const { host, port, user, password, database, socket, tls, ca, connectTimeout = 10 } = address;
  return {
    ...(socket === undefined ? { host, port } : { socketPath: socket }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    database,
    charset: "utf8mb4",
    supportBigNumbers: true,
    dateStrings: true,
    multipleStatements: false,
    connectTimeout: connectTimeout * 1000,
    ...(tls === "disable" ? {} : {
      ssl: {
        rejectUnauthorized: tls !== "require",
        verifyIdentity: tls === "verify-full",
        ...(ca === undefined ? {} : { ca: await readFile(ca) }),
      },
    }),
  };
}

async function readFile(path: string): Promise<string> {
  // deno-lint-ignore layering/imports -- the certificate that the URL names
  const { readFileSync } = await import("node:fs");
  return readFileSync(path, "utf8");
}

interface SessionRow {
  readonly version: string;
  readonly mode: string;
}

/** One round trip where the server is set as usual. */
async function prepareSession(
  db: DriverConnection,
  { target, options }: { readonly target: string; readonly options: ConnectOptions },
): Promise<ReturnType<typeof readVersion>> {
  const [rows] = await db.query<(RowDataPacket & SessionRow)[]>(
    "SELECT VERSION() AS version, @@sql_mode AS mode",
  );
  const [row] = rows;
  const found = readVersion(row?.version ?? "");
  if (found.problem !== undefined) {
    throw new RetortError("database/cannot-open", { target, problem: found.problem });
  }
  const mode = sessionMode(row?.mode ?? "");
  if (mode !== undefined) await db.query(`SET SESSION sql_mode = ${writer.literal(mode)}`);
  if (options.timeout !== undefined) {
    const seconds = Math.max(1, Math.ceil(options.timeout / 1000));
    await db.query(
      `SET SESSION lock_wait_timeout = ${seconds}, innodb_lock_wait_timeout = ${seconds}`,
    );
  }
  return found;
}

const noSuchTable = 1146;
/** The flag in the server's answers that a transaction is open. */
const inTransactionFlag = 1;
const changesRows = /^\s*(?:SELECT|WITH|INSERT|REPLACE|UPDATE|DELETE|ROLLBACK)\b/i;

class MysqlConnection implements Connection {
  readonly server: ServerInfo;
  readonly #db: DriverConnection;
  #inTransaction = false;
  #closed = false;

  constructor(db: DriverConnection, server: ServerInfo) {
    this.#db = db;
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
    return Array.isArray(result) ? 0 : (result as ResultSetHeader).affectedRows;
  }

  async rows(
    table: TableName,
    columns: readonly string[],
  ): Promise<readonly TextRow[] | undefined> {
    const sql = `SELECT ${columns.map(writer.name).join(", ")} FROM ${writer.table(table)}`;
    try {
      const [rows] = await this.#db.query<RowDataPacket[]>(sql);
      return rows.map((row) => textRow(row, columns));
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
    try {
      const result = await work();
      // DDL has committed already.
      if (this.inTransaction) await this.execute({ sql: "COMMIT" });
      return result;
    } catch (error) {
      await this.#rollBack();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // The server may be gone already; then there is nothing left to say to it.
    await this.#db.end().catch(() => this.#db.destroy());
  }

  async #rollBack(): Promise<void> {
    try {
      await this.execute({ sql: "ROLLBACK" });
    } catch {
      // The first error is the one to see; a lost connection has rolled back.
      this.#inTransaction = false;
    }
  }

  /** Text where there are no values, a prepared statement where there are some. */
  async #run(query: Query): Promise<unknown> {
    const { sql, params = [] } = query;
    try {
      const [result] = params.length === 0
        ? await this.#db.query(sql)
        : await this.#db.execute(sql, params.map(toDriver));
      this.#note(result);
      return result;
    } catch (error) {
      await this.#askTransaction(sql);
      throw this.#failure(error, query);
    }
  }

  /**
   * DDL commits what went before it also where it fails then, and an error does not say so. What
   * changes rows commits nothing: where a transaction is gone after that, it was rolled back.
   */
  async #askTransaction(sql: string): Promise<void> {
    if (!this.#inTransaction || changesRows.test(sql)) return;
    // The connection may be gone; what it had begun is rolled back then.
    await this.#db.query("DO 0").then(([result]) => this.#note(result), () => {});
  }

  /** The server tells with every statement that it is in a transaction; DDL ends one. */
  #note(result: unknown): void {
    const status = (result as { readonly serverStatus?: unknown }).serverStatus;
    if (typeof status === "number") this.#inTransaction = (status & inTransactionFlag) !== 0;
  }

  #failure(error: unknown, query: Query): unknown {
    return statementFailure(error, query, { target: this.server.target, seconds: 0 });
  }
}

function textRow(row: Readonly<Record<string, unknown>>, columns: readonly string[]): TextRow {
  return Object.fromEntries(
    columns.map((name) => [name, textOf(row[name])]),
  );
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
