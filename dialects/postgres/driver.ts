/**
 * The connection to a server, by npm's `postgres`.
 *
 * @module
 */
import type { Connection, ConnectOptions, Query, ServerInfo, TextRow } from "@retort/core/dialect";
import { isRetortError, RetortError } from "@retort/core/errors";
import type { TableName } from "@retort/core/schema";
import type { Options, Sql } from "postgres";
import { openFailure, statementFailure } from "./failures.ts";
import { answered, closed, type LinkState, lose, newLink } from "./link.ts";
import { openSocket } from "./socket.ts";
import { type Address, addressOf, type SslMode, targetOf } from "./url.ts";
import { driverTypes, toDriver } from "./values.ts";
import { writer } from "./writer.ts";

const defaultTimeout = 10;
/** Servers before this one are no longer maintained and lack what is used here. */
const oldest = 120000;
/** The server looks this often whether the client is still there while a statement runs. */
const checkInterval = "2s";

/**
 * Opens a connection.
 *
 * @throws {RetortError} `database/missing`, `database/cannot-open`, `database/bad-url`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const address = addressOf(url);
  const seconds = address.timeout ??
    (options.timeout === undefined ? defaultTimeout : Math.max(options.timeout / 1000, 0.001));
  const { default: postgres } = await import("postgres");
  const state = newLink();
  const place = { target: targetOf(address), seconds };
  let client: Sql | undefined;
  try {
    client = postgres(driverOptions(address, { seconds, state }));
    const info = await greet(client, address);
    return new PostgresConnection(client, info, state);
  } catch (error) {
    await client?.end({ timeout: 0 }).catch(() => {});
    throw openFailure(error, place);
  }
}

function driverOptions(
  address: Address,
  { seconds, state }: { readonly seconds: number; readonly state: LinkState },
): Options<Record<string, never>> {
  const { host, port, user, password, database, settings } = address;
  const options = {
    host,
    port,
    socket: () => openSocket(address, { seconds, state }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ssl: tls(address.ssl),
    connect_timeout: seconds,
    max: 1,
    prepare: false,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    types: driverTypes,
    connection: { application_name: "retort", DateStyle: "ISO", ...settings },
    onnotice(): void {},
    onclose: (): void => lose(state),
  };
  return options as unknown as Options<Record<string, never>>;
}

function tls(mode: SslMode): unknown {
  switch (mode) {
    case "disable":
      return false;
    case "verify-ca":
      return { rejectUnauthorized: true, checkServerIdentity: (): undefined => undefined };
    default:
      return mode;
  }
}

interface Greeting {
  readonly version: string;
  readonly number: number;
  readonly user: string;
  readonly database: string;
}

/** Asks the server who it is, and tells it to notice when this process is killed. */
async function greet(client: Sql, address: Address): Promise<ServerInfo> {
  const [row] = await client.unsafe<Greeting[]>(
    `SELECT current_setting('server_version') AS version,
      current_setting('server_version_num')::int AS number,
      current_user AS user, current_database() AS database,
      set_config('standard_conforming_strings', 'on', false)`,
  );
  if (!row) throw new Error("the server says nothing of itself");
  const { user, database } = row;
  const target = targetOf({ ...address, user, database });
  refuseOld(row, target);
  if (row.number >= 140000) {
    // Not every operating system can do it.
    await client.unsafe(`SET client_connection_check_interval = '${checkInterval}'`).catch(
      () => {},
    );
  }
  const [version = row.version] = row.version.split(" ");
  return Object.freeze({ dialect: "postgres", flavour: "postgres", version, target });
}

/** Refuses a server that is too old: `database/cannot-open`. */
export function refuseOld(
  { version, number }: { readonly version: string; readonly number: number },
  target: string,
): void {
  if (number >= oldest) return;
  const problem = `the server is PostgreSQL ${version}; 12 is the oldest that is supported`;
  throw new RetortError("database/cannot-open", { target, problem });
}

/** What the driver gives back for each statement of a text. */
interface DriverResult extends ReadonlyArray<object> {
  readonly command?: string;
  readonly count?: number | null;
}

class PostgresConnection implements Connection {
  readonly server: ServerInfo;
  readonly #client: Sql;
  readonly #state: LinkState;
  #open = false;
  #closed = false;

  constructor(client: Sql, server: ServerInfo, state: LinkState) {
    this.#client = client;
    this.server = server;
    this.#state = state;
  }

  get inTransaction(): boolean {
    return this.#open && !this.#state.lost;
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
  ): Promise<readonly TextRow[] | undefined> {
    const items = columns.map(writer.name).map((name) => `${name}::text AS ${name}`).join(", ");
    const select = `SELECT ${items} FROM ${writer.table(table)}`;
    if (this.inTransaction) {
      const name = writer.literal(writer.table(table));
      const [found] = await this.query<{ there: boolean }>({
        sql: `SELECT to_regclass(${name}) IS NOT NULL AS there`,
      });
      if (!found?.there) return undefined;
    }
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
    try {
      const result = await work();
      await begun;
      await this.#commit();
      return result;
    } catch (error) {
      if (this.inTransaction) await this.execute({ sql: "ROLLBACK" }).catch(() => {});
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // The driver would wait for answers that a lost connection does not bring.
    await this.#client.end({ timeout: this.#state.lost ? 0 : 5 });
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
      if (this.#state.lost || this.#closed) throw closed();
      const result: unknown = await answered(
        this.#state,
        this.#client.unsafe(sql, params.map(toDriver) as never[]),
      );
      const results = resultsOf(result);
      await this.#follow(sql, results);
      return results;
    } catch (error) {
      if (maySwitch(sql) && !this.#state.lost) this.#open = await this.#asksOpen();
      throw statementFailure(error, query);
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

  /** In a transaction the time stands still. */
  async #asksOpen(): Promise<boolean> {
    const sql = "SELECT now() <> statement_timestamp() AS open";
    try {
      const asked = this.#client.unsafe<{ open: boolean }[]>(sql);
      const [row] = await answered(this.#state, asked);
      return row?.open ?? false;
    } catch {
      // Only a transaction that failed refuses to say.
      return !this.#state.lost;
    }
  }
}

/** Whether a text of several statements may begin or end a transaction: the driver tells of the last. */
function maySwitch(sql: string): boolean {
  return /;\s*\S/.test(sql) && /\b(?:BEGIN|START|COMMIT|END|ROLLBACK|ABORT|PREPARE)\b/i.test(sql);
}

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
