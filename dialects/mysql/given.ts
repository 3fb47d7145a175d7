/**
 * Sessions over a client that an application has already.
 *
 * @module
 */
import type { Connection, Lender } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { Link } from "./connection.ts";

/** A pool of `mysql2`, or one of its connections, with promises or callbacks. */
export interface MysqlClient {
  /** Sends a text. */
  query(...args: never[]): unknown;
  /** Sends a prepared statement. */
  execute(...args: never[]): unknown;
}

/** What there is of a client with promises. */
interface PromiseClient {
  query(options: object): Promise<readonly [unknown, ...unknown[]]>;
  execute(options: object, params: unknown): Promise<readonly [unknown, ...unknown[]]>;
  unprepare?(options: object): unknown;
  getConnection?(): Promise<PromiseClient>;
  release?(): void;
}

/**
 * Lends a session of an application's own client to `migrate()`; the client stays open. Of a pool one
 * connection is taken, and given back.
 *
 * ```ts ignore
 * import { createPool } from "mysql2/promise";
 * import { migrate } from "@retort/core";
 * import { fromMysql, mysql } from "@retort/mysql";
 *
 * const pool = createPool("mysql://app@127.0.0.1:3306/shop");
 * await migrate({ connection: fromMysql(pool), dialect: mysql, revisions });
 * ```
 */
export function fromMysql(client: MysqlClient): Lender {
  return { lend: () => lend(client) };
}

/**
 * Takes a session of a client.
 *
 * @throws {RetortError} `database/in-transaction`, `database/cannot-open`.
 */
async function lend(lent: MysqlClient): Promise<Connection> {
  const { MysqlConnection } = await import("./connection.ts");
  const { greet, setMode } = await import("./greeting.ts");
  const { openFailure } = await import("./failures.ts");
  refuseOther(lent);
  const whole = withPromises(lent);
  const own = await (whole.getConnection?.() ?? Promise.resolve(whole)).catch((error: unknown) => {
    throw openFailure(error, client, given);
  });
  const release = (): void => {
    if (own !== whole) own.release?.();
  };
  try {
    const link = linkOf(own, release);
    const { target, name } = await targetOf(link);
    if (name === null) throw new RetortError("database/cannot-open", noDatabase);
    if (await isOpen(link)) throw new RetortError("database/in-transaction", { target });
    const { flavour, version, modeBefore } = await greet(link, target);
    const end = async (): Promise<void> => {
      if (modeBefore !== undefined) await setMode(link, modeBefore).catch(() => {});
      release();
    };
    return new MysqlConnection({ ...link, end }, { dialect: "mysql", flavour, version, target });
  } catch (error) {
    release();
    throw openFailure(error, client, given);
  }
}

const client = "the client that was given";
const given = 'an open pool or connection of "mysql2": fromMysql(createPool("mysql://…"))';

const noDatabase = {
  target: client,
  problem: "no database is chosen",
  given: "one that names a database in its options: createPool({ database: … })",
};

/** Other drivers have other clients. */
function refuseOther(lent: unknown): void {
  const { query, execute } = (lent ?? {}) as Partial<MysqlClient>;
  if (typeof query === "function" && typeof execute === "function") return;
  const problem = 'it is no pool or connection of "mysql2"';
  throw new RetortError("database/cannot-open", { target: client, problem, given });
}

function withPromises(client: MysqlClient): PromiseClient {
  const { promise } = client as { readonly promise?: unknown };
  return (typeof promise === "function" ? promise.call(client) : client) as PromiseClient;
}

/** What retort reads rows by, whatever the client's own options say. */
const reading = {
  rowsAsArray: false,
  nestTables: false,
  namedPlaceholders: false,
  supportBigNumbers: true,
  dateStrings: true,
  typeCast: (_field: unknown, next: () => unknown): unknown => next(),
};

function linkOf(client: PromiseClient, release: () => void): Link {
  return {
    query: (sql) => client.query({ sql, ...reading }),
    execute: (sql, params) => client.execute({ sql, ...reading }, params),
    unprepare: (sql) => void client.unprepare?.({ sql, ...reading }),
    end: () => Promise.resolve(release()),
  };
}

async function targetOf(
  link: Link,
): Promise<{ readonly target: string; readonly name: string | null }> {
  const [rows] = await link.query(
    `SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', 1) AS user, @@hostname AS host, @@port AS port,
      DATABASE() AS name`,
  );
  const [row] = rows as readonly Readonly<Record<"user" | "host" | "port" | "name", unknown>>[];
  const name = typeof row?.name === "string" ? row.name : null;
  return { target: `${row?.user}@${row?.host}:${row?.port}/${name ?? ""}`, name };
}

/** The server tells with every statement without rows whether a transaction is open. */
async function isOpen(link: Link): Promise<boolean> {
  const [result] = await link.query("DO 0");
  return (Number((result as { readonly serverStatus?: unknown }).serverStatus) & 1) !== 0;
}
