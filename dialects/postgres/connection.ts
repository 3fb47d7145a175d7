/**
 * A session with a server: over a connection of retort's own, or over one that was lent.
 *
 * @module
 */
import { whereOnly } from "@retort/ansi/writer";
import type { Connection, Query, ServerInfo, TextRow } from "@retort/core/dialect";
import { isRetortError, RetortError } from "@retort/core/errors";
import type { TableName } from "@retort/core/schema";
import { statementFailure } from "./failures.ts";
import { closed, type LinkState } from "./link.ts";
import { toDriver } from "./values.ts";
import { writer } from "./writer.ts";

/** The way to a session: it sends statements in the order in which it is given them. */
export interface Link {
  /** Whether the session is gone. */
  readonly state: Pick<LinkState, "lost">;
  /** Sends a text, and gives what the driver gives. */
  send(sql: string, params: readonly unknown[]): Promise<unknown>;
  /** Ends it, or gives it back. */
  end(): Promise<void>;
}

/** What the driver gives back for each statement of a text. */
interface DriverResult extends ReadonlyArray<object> {
  readonly command?: string;
  readonly count?: number | null;
}

/** SQL that changes the search path, as every dump does at its head. */
const movesPath =
  /\bset_config\s*\(\s*'search_path'|(?:^|;)\s*SET\s+(?:(?:SESSION|LOCAL)\s+)?search_path\b/i;

/** One session with a server. */
export class PostgresConnection implements Connection {
  readonly server: ServerInfo;
  readonly #link: Link;
  readonly #several: boolean;
  #open = false;
  #closed = false;
  /** Whether SQL that ran has changed where names are looked for. */
  #moved = false;
  /** What COMMIT is sent behind of, unanswered. */
  #behind: readonly Promise<unknown>[] = [];

  /**
   * Makes one of a link that is open and that no transaction is open on; `several` where the search
   * path leads to more schemas than the one that is worked in.
   */
  constructor(link: Link, server: ServerInfo, several = false) {
    this.#link = link;
    this.server = server;
    this.#several = several;
  }

  get inTransaction(): boolean {
    return this.#open && !this.#link.state.lost;
  }

  async query<Row extends object = Readonly<Record<string, unknown>>>(
    query: Query,
  ): Promise<readonly Row[]> {
    const results = await this.#run(query);
    return [...results.at(-1) ?? []] as Row[];
  }

  async execute(query: Query): Promise<number> {
    const results = await this.#run(query);
    return results.reduce((sum, result) => sum + changes(result), 0);
  }

  async rows(
    table: TableName,
    columns: readonly string[],
    only: Readonly<Record<string, string>> = {},
  ): Promise<readonly TextRow[] | undefined> {
    const items = columns.map(writer.name).map((name) => `${name}::text AS ${name}`).join(", ");
    const select = `SELECT ${items} FROM ${writer.table(table)}${whereOnly(only, writer)}`;
    if ((this.inTransaction || this.#several) && !await this.#has(table)) return undefined;
    try {
      return await this.query<TextRow>({ sql: select });
    } catch (error) {
      if (isMissingTable(error)) return undefined;
      throw error;
    }
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.inTransaction) {
      throw new RetortError("database/in-transaction", { target: this.server.target });
    }
    // Not waited for: what follows is sent right behind it, and fails with it.
    const begun = this.execute({ sql: "BEGIN" });
    begun.catch(() => {});
    this.#open = true;
    this.#behind = [];
    try {
      const result = await work();
      await this.#commitBehind([begun, ...this.#behind]);
      return result;
    } catch (error) {
      if (this.inTransaction) await this.execute({ sql: "ROLLBACK" }).catch(() => {});
      throw error;
    }
  }

  /** Whether there is a table; without a schema in that one only which is worked in. */
  async #has(table: TableName): Promise<boolean> {
    const name = writer.literal(writer.table(table));
    const place = table.schema === undefined ? "quote_ident(current_schema()) || '.' || " : "";
    const [found] = await this.query<{ there: boolean }>({
      sql: `SELECT to_regclass(${place}${name}) IS NOT NULL AS there`,
    });
    return found?.there ?? false;
  }

  commitBehind(sent: readonly Promise<unknown>[]): void {
    for (const one of sent) one.catch(() => {});
    this.#behind = sent;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#link.end();
  }

  /** Of several that failed, the first is the one to tell: COMMIT only says that one did. */
  async #commitBehind(sent: readonly Promise<unknown>[]): Promise<void> {
    const ends = await Promise.allSettled([...sent, this.#commit()]);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  /** A transaction in which a statement failed is rolled back by COMMIT, without an error. */
  async #commit(): Promise<void> {
    const sql = "COMMIT";
    const results = await this.#run({ sql });
    if (results.at(-1)?.command !== "ROLLBACK") return;
    const problem = "the transaction was rolled back, since a statement in it had failed";
    throw new RetortError("database/statement-failed", { sql, problem, code: "25P02" });
  }

  async #run(query: Query): Promise<readonly DriverResult[]> {
    const { sql, params = [] } = query;
    try {
      if (this.#link.state.lost || this.#closed) {
        throw closed();
      }
      const result: unknown = await this.#link.send(sql, params.map(toDriver));
      const results = resultsOf(result);
      this.#moved ||= movesPath.test(sql);
      await this.#follow(sql, results);
      return results;
    } catch (error) {
      if (maySwitch(sql) && !this.#link.state.lost) this.#open = await this.#asksOpen();
      throw statementFailure(error, query, this.#moved);
    }
  }

  /** Follows what the server says of transactions, also of those that the SQL itself begins. */
  async #follow(sql: string, results: readonly DriverResult[]): Promise<void> {
    if (maySwitch(sql)) {
      this.#open = await this.#asksOpen();
      return;
    }
    const command = results.at(-1)?.command;
    if (command === "BEGIN" || command === "START TRANSACTION") this.#open = true;
    if (command === "COMMIT") this.#open = /\bAND\s+CHAIN\b/i.test(sql);
    if (command === "ROLLBACK" && !/\bTO\b/i.test(sql)) this.#open = /\bAND\s+CHAIN\b/i.test(sql);
    if (command === "PREPARE TRANSACTION") this.#open = false;
  }

  async #asksOpen(): Promise<boolean> {
    try {
      return await isOpen(this.#link);
    } catch {
      // Only a transaction that failed refuses to say.
      return !this.#link.state.lost;
    }
  }
}

/** Whether a transaction is open: in one the time stands still. */
export async function isOpen(link: Link): Promise<boolean> {
  const found = await link.send("SELECT now() <> statement_timestamp() AS open", []);
  const [row] = found as readonly { readonly open: boolean }[];
  return row?.open ?? false;
}

/** Whether a text of several statements may begin or end a transaction: the driver tells of the last. */
function maySwitch(sql: string): boolean {
  if (!switches(sql)) return false;
  // Where a backslash stands before a quote, a setting says whether the text ends there.
  return sql.includes("\\'") || switches(sql.replace(quoted, "''"));
}

function switches(sql: string): boolean {
  return /;\s*\S/.test(sql) && /\b(?:BEGIN|START|COMMIT|END|ROLLBACK|ABORT|PREPARE)\b/i.test(sql);
}

/** Texts, names, bodies and comments: what is no statement. */
const quoted = /'[^']*'|"[^"]*"|\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\//g;

/** The result of each statement; the driver gives one alone as it is. */
function resultsOf(result: unknown): readonly DriverResult[] {
  const several = Array.isArray(result) && result.length > 0 && !("command" in result);
  return (several ? result : [result]) as readonly DriverResult[];
}

/** Rows that a statement changed; of several in one text the driver tells the first number only. */
function changes({ command = "", count }: DriverResult): number {
  return /^(?:INSERT|UPDATE|DELETE|MERGE|COPY)\b/.test(command) ? count ?? 0 : 0;
}

function isMissingTable(error: unknown): boolean {
  return isRetortError(error) && error.code === "database/statement-failed" &&
    "code" in error.data && error.data.code === "42P01";
}
