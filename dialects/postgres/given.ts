/**
 * Sessions over a client that an application has already.
 *
 * @module
 */
import type { Connection, Lender } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { Link } from "./connection.ts";
import { answered, lose, newLink } from "./link.ts";
import { inlined } from "./inlined.ts";
import { driverTypes } from "./values.ts";

/**
 * A client of npm's `postgres`: what `postgres(url)` gives, or what `sql.reserve()` gives of it.
 */
export interface PostgresClient {
  /** Sends a text; `raw` asks for rows as bytes. */
  unsafe(query: string): { raw(): PromiseLike<unknown> };
  /** Takes one connection of the pool; absent where the client is one already. */
  reserve?(): PromiseLike<PostgresClient>;
  /** Gives it back. */
  release?(): void;
}

/**
 * Lends a session of an application's own client to `migrate()`; the client stays open. Of a pool one
 * connection is taken, and given back.
 *
 * ```ts ignore
 * import postgresjs from "postgres";
 * import { migrate } from "@retort/core";
 * import { fromPostgres, postgres } from "@retort/postgres";
 *
 * const sql = postgresjs("postgres://app@127.0.0.1:5432/shop");
 * await migrate({ connection: fromPostgres(sql), dialect: postgres, revisions });
 * ```
 *
 * A client with the option `transform` is refused: columns would have other names.
 */
export function fromPostgres(client: PostgresClient): Lender {
  return { lend: () => lend(client) };
}

/**
 * Takes a session of a client.
 *
 * @throws {RetortError} `database/in-transaction`, `database/cannot-open`.
 */
async function lend(client: PostgresClient): Promise<Connection> {
  const { isOpen, PostgresConnection } = await import("./connection.ts");
  const { greet, serverOf } = await import("./greeting.ts");
  const { openFailure } = await import("./failures.ts");
  refuseOther(client);
  const own = await reserved(client);
  const link = linkOf(own, () => {
    if (own !== client) own.release?.();
  });
  try {
    await refuseTransform(link);
    const greeting = await greet(link);
    const { user, database, host, port, strings } = greeting;
    const target = `${user}@${host === null ? "local" : `${host}:${port}`}/${database}`;
    if (await isOpen(link)) throw new RetortError("database/in-transaction", { target });
    const info = serverOf(greeting, target);
    const kept = strings === "on" ? link : restoring(link);
    return new PostgresConnection(kept, info, greeting.several);
  } catch (error) {
    await link.end();
    throw openFailure(error, place);
  }
}

/** One connection of a pool. */
async function reserved(client: PostgresClient): Promise<PostgresClient> {
  if (!client.reserve) return client;
  try {
    // A pool that was ended refuses a query, but lets who wants a connection wait for ever.
    await client.unsafe("SELECT 1").raw();
    return await client.reserve();
  } catch (error) {
    const { openFailure } = await import("./failures.ts");
    throw openFailure(error, place);
  }
}

const target = "the client that was given";
const given = 'an open client of npm\'s "postgres": fromPostgres(postgres("postgres://…"))';
const place = { target, given, seconds: 0 };

/** Other drivers have other clients. */
function refuseOther(client: unknown): void {
  const { unsafe } = (client ?? {}) as Partial<PostgresClient>;
  if (typeof unsafe === "function") return;
  const problem = 'it is no client of npm\'s "postgres", as a pool of "pg" is none';
  throw new RetortError("database/cannot-open", { target, given, problem });
}

function linkOf(client: PostgresClient, release: () => void): Link {
  const state = newLink();
  return {
    state,
    async send(sql, params) {
      try {
        return decoded(await answered(state, client.unsafe(inlined(sql, params)).raw()));
      } catch (error) {
        // The client would open another session by itself, which has no lock, and it forgets what it
        // has not sent yet.
        if (isLost(error)) lose(state);
        throw error;
      }
    },
    end(): Promise<void> {
      // The pool has a lost connection already, and would take it for an open one.
      if (!state.lost) release();
      return Promise.resolve();
    },
  };
}

/** Under other names nothing would be found in the rows. */
async function refuseTransform(link: Link): Promise<void> {
  const found = await link.send("SELECT 1 AS one_row", []) as readonly object[];
  if (found[0] && "one_row" in found[0]) return;
  const problem = "its option transform changes rows";
  const without = "a client without the option transform";
  throw new RetortError("database/cannot-open", { target, problem, given: without });
}

/** A session that had strings with escapes has them again. */
function restoring(link: Link): Link {
  return {
    ...link,
    async end() {
      await link.send("SET standard_conforming_strings = off", []).catch(() => {});
      await link.end();
    },
  };
}

/** Whether the session is gone: the driver's own codes, those of sockets, and a server that ends. */
function isLost(error: unknown): boolean {
  const code = String((error as { readonly code?: unknown }).code ?? "");
  return /^(?:CONNECTION_\w+|E[A-Z]+|57P0[1-3])$/.test(code);
}

interface RawResult extends ReadonlyArray<readonly (Uint8Array | null)[]> {
  readonly command?: string;
  readonly count?: number | null;
  readonly columns?: readonly { readonly name: string; readonly type: number }[];
}

type Parse = (text: string) => unknown;

const whole = ["21", "23", "26", "700", "701"];

/** How values of types are read, whatever the client's own options say. */
const parsers: ReadonlyMap<number, Parse> = new Map([
  ...whole.map((type): [number, Parse] => [Number(type), Number]),
  ...Object.values(driverTypes).flatMap(({ from, parse }) =>
    from.map((type): [number, Parse] => [type, parse])
  ),
]);

/** The rows of each statement, as a connection of retort's own gives them. */
function decoded(found: unknown): unknown {
  const result = found as RawResult | readonly RawResult[];
  const several = result.length > 0 && !("command" in result);
  if (several) return (result as readonly RawResult[]).map(rowsOf);
  return rowsOf(result as RawResult);
}

const decoder = new TextDecoder();

function rowsOf(result: RawResult): unknown {
  const { command, count, columns = [] } = result;
  const rows = Array.from(result, (row) =>
    Object.fromEntries(columns.map(({ name, type }, at) => {
      const bytes = row[at] ?? null;
      if (bytes === null) return [name, null];
      const text = decoder.decode(bytes);
      return [name, parsers.get(type)?.(text) ?? text];
    })));
  return Object.assign(rows, { command, count });
}
