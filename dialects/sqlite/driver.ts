/**
 * The connection to a database file, by the SQLite that is built into Deno and Node.
 *
 * @module
 */
import { filePath } from "@retort/ansi/url";
import type {
  Connection,
  ConnectOptions,
  Query,
  ServerInfo,
  Statement,
  TextRow,
} from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { TableName } from "@retort/core/schema";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  CompileFailure,
  explained,
  isMissingTable,
  openFailure,
  statementFailure,
} from "./failures.ts";
import { keysOff, keysOn } from "./rebuild_brackets.ts";
import { isSeveral, splitStatements } from "./statements.ts";
import { toDriver, toPlain } from "./values.ts";

const defaultTimeout = 5000;

/**
 * Opens a database; a file that isn't there is created unless `create` is false.
 *
 * @throws {RetortError} `database/missing`, `database/cannot-open`, `database/locked`, `database/bad-url`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const path = filePath(url, "sqlite");
  const { timeout = defaultTimeout, create = true } = options;
  const { DatabaseSync } = await import("node:sqlite");
  try {
    if (!create && path !== ":memory:") {
      new DatabaseSync(path, { readOnly: true, timeout }).close();
    }
    const db = new DatabaseSync(path, { timeout, enableForeignKeyConstraints: true });
    return new SqliteConnection(db, { version: firstRead(db), target: path, timeout });
  } catch (error) {
    // Only to say why a file can't be opened
    const exists = options.exists ?? (await import("node:fs")).existsSync;
    throw openFailure(error, { path, timeout, create, exists });
  }
}

/** Works on a database that somebody else has opened; to close it is up to them. */
export function connectionOf(db: DatabaseSync): Connection {
  const target = db.location() ?? ":memory:";
  const info = { version: versionOf(db), target, timeout: defaultTimeout };
  return new SqliteConnection(db, { ...info, lent: true });
}

/** Opening reads nothing; the first query finds out whether the file is a database at all. */
function firstRead(db: DatabaseSync): string {
  try {
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return versionOf(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function versionOf(db: DatabaseSync): string {
  return String(asObjects(db.prepare("SELECT sqlite_version() AS version")).get()?.["version"]);
}

/** A database that was lent may be set to give rows as arrays. */
function asObjects(statement: StatementSync): StatementSync {
  const { setReturnArrays } = statement as { readonly setReturnArrays?: (on: boolean) => void };
  setReturnArrays?.call(statement, false);
  return statement;
}

const persisting = "PRAGMA journal_mode = PERSIST; PRAGMA journal_size_limit = 1048576";
const keysAsked = "SELECT foreign_keys FROM pragma_foreign_keys";

function refuse(query: Query, problem: string): never {
  throw new RetortError("database/statement-failed", { sql: query.sql, problem });
}

function isSame(query: Query & Partial<Statement>, { sql, around }: Statement): boolean {
  return query.around === around && query.sql === sql;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function textRow(row: Readonly<Record<string, unknown>>, columns: readonly string[]): TextRow {
  const found: Record<string, string | null> = {};
  for (const name of columns) found[name] = textOf(row[name]);
  return found;
}

class SqliteConnection implements Connection {
  readonly server: ServerInfo;
  readonly #db: DatabaseSync;
  readonly #timeout: number;
  readonly #lent: boolean;
  #keysWereOff = false;
  /** Whether the journal stays between transactions; unknown before the first. */
  #persists: boolean | undefined;
  #within = false;
  /** What the transaction was rolled back for: what is sent behind it would be committed by itself. */
  #rolledBack: { readonly error: unknown } | undefined;

  constructor(
    db: DatabaseSync,
    info: {
      readonly version: string;
      readonly target: string;
      readonly timeout: number;
      readonly lent?: boolean;
    },
  ) {
    this.#db = db;
    this.#lent = info.lent ?? false;
    this.#timeout = info.timeout;
    const { version, target } = info;
    this.server = Object.freeze({ dialect: "sqlite", flavour: "sqlite", version, target });
  }

  get inTransaction(): boolean {
    return this.#db.isOpen && this.#db.isTransaction;
  }

  query<Row extends object = Readonly<Record<string, unknown>>>(
    query: Query,
  ): Promise<readonly Row[]> {
    return this.#run(query, () => {
      if (isSeveral(query.sql)) refuse(query, "a query must be exactly one statement");
      const statement = this.#prepare(query.sql);
      statement.setReadBigInts(true);
      const rows = statement.all(...(query.params ?? []).map(toDriver));
      return rows.map((row) => toPlain(row) as Row);
    });
  }

  execute(query: Query): Promise<number> {
    return this.#run(query, () => {
      if (this.#keepsForeignKeys(query)) return 0;
      if (!isSeveral(query.sql)) {
        const { changes } = this.#prepare(query.sql).run(...(query.params ?? []).map(toDriver));
        return Number(changes);
      }
      const before = this.#count("total_changes");
      if (query.params === undefined || query.params.length === 0) this.#db.exec(query.sql);
      else this.#runEach(query, query.params.map(toDriver));
      return this.#count("total_changes") - before;
    });
  }

  /** Runs several statements, each with its own part of the values. */
  #runEach(query: Query, values: readonly ReturnType<typeof toDriver>[]): void {
    const pieces = splitStatements(query.sql);
    const counts = pieces.map(({ placeholders }) => placeholders ?? NaN);
    const wanted = counts.reduce((sum, count) => sum + count, 0);
    if (Number.isNaN(wanted)) {
      refuse(query, "several statements can only share plain ? placeholders");
    }
    if (wanted !== values.length) {
      refuse(query, `there are ${wanted} placeholders and ${values.length} values`);
    }
    let at = 0;
    for (const [index, { sql }] of pieces.entries()) {
      const end = at + (counts[index] ?? 0);
      this.#prepare(sql).run(...values.slice(at, end));
      at = end;
    }
  }

  /** Whether foreign keys were off before a rebuild, so that the end of it must leave them off. */
  #keepsForeignKeys(query: Query): boolean {
    if (isSame(query, keysOff)) {
      this.#keysWereOff = Number(this.#prepare(keysAsked).get()?.["foreign_keys"]) === 0;
    }
    return isSame(query, keysOn) && this.#keysWereOff;
  }

  rows(
    { schema, name }: TableName,
    columns: readonly string[],
    only: Readonly<Record<string, string>> = {},
  ): Promise<readonly TextRow[] | undefined> {
    const table = schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;
    const items = columns.map((column) => `t.${quote(column)} AS ${quote(column)}`).join(", ");
    const conditions = Object.keys(only).map((column) => `t.${quote(column)} = ?`);
    const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
    const sql = `SELECT ${items} FROM ${table} AS t${where}`;
    return this.#run({ sql }, () => {
      try {
        const found = this.#prepared(sql).all(...Object.values(only));
        return found.map((row) => textRow(row, columns));
      } catch (error) {
        if (isMissingTable(error)) return undefined;
        throw error;
      }
    });
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.inTransaction) {
      throw new RetortError("database/in-transaction", { target: this.server.target });
    }
    await this.#run({ sql: "PRAGMA journal_mode" }, () => this.#persist());
    await this.execute({ sql: "BEGIN IMMEDIATE" });
    this.#within = true;
    try {
      const result = await work();
      await this.execute({ sql: "COMMIT" });
      return result;
    } catch (error) {
      // Some errors, such as a full disk, have rolled back already.
      if (this.inTransaction) this.#db.exec("ROLLBACK");
      throw error;
    } finally {
      this.#within = false;
      this.#rolledBack = undefined;
    }
  }

  close(): Promise<void> {
    if (!this.#db.isOpen || this.#lent) return Promise.resolve();
    if (this.#persists) this.#takeJournal();
    this.#db.close();
    return Promise.resolve();
  }

  /** Takes the journal file away, unless somebody is writing to it. */
  #takeJournal(): void {
    try {
      this.#db.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");
    } catch {
      // One that stays says nothing, and goes with the next transaction of whoever comes.
    }
  }

  /**
   * Lets the journal file stay between transactions, a megabyte of it at most: to make and delete one
   * for each is an eighth of the time of a run, and no safer. Another mode is somebody's choice.
   */
  #persist(): void {
    if (this.#persists !== undefined || this.#lent) return;
    const mode = this.#prepared("PRAGMA journal_mode").get()?.["journal_mode"];
    this.#persists = mode === "delete";
    if (this.#persists) this.#db.exec(persisting);
  }

  #count(name: "total_changes"): number {
    return Number(this.#prepare(`SELECT ${name}() AS n`).get()?.["n"]);
  }

  #prepare(sql: string): StatementSync {
    try {
      return this.#prepared(sql);
    } catch (error) {
      throw new CompileFailure(error, this.#explain(sql));
    }
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#db.prepare(sql);
    return this.#lent ? asObjects(statement) : statement;
  }

  /** The driver tells the place of an error only where it runs text; EXPLAIN runs nothing of it. */
  #explain(sql: string): unknown {
    try {
      this.#db.exec(explained(sql));
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #run<T>(query: Query, work: () => T): Promise<T> {
    if (this.#rolledBack) return Promise.reject(this.#rolledBack.error);
    const wasOpen = this.#within && this.inTransaction;
    try {
      return Promise.resolve(work());
    } catch (thrown) {
      const { target } = this.server;
      const error = statementFailure(thrown, query, { target, timeout: this.#timeout });
      if (wasOpen && !this.inTransaction) this.#rolledBack = { error };
      return Promise.reject(error);
    }
  }
}
