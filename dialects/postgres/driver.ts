/**
 * The connection to a server, by npm's `postgres`.
 *
 * @module
 */
import type { Connection, ConnectOptions } from "@retort/core/dialect";
import type { Options, Sql } from "postgres";
import { type Link, PostgresConnection } from "./connection.ts";
import { openFailure } from "./failures.ts";
import { greet, serverOf } from "./greeting.ts";
import { answered, type LinkState, lose, newLink } from "./link.ts";
import { openSocket } from "./socket.ts";
import { type Address, addressOf, type SslMode, targetOf } from "./url.ts";
import { driverTypes } from "./values.ts";

const defaultTimeout = 10;
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
    const link = linkOf(client, state);
    const greeting = await greet(link);
    const { number, user, database } = greeting;
    const info = serverOf(greeting, targetOf({ ...address, user, database }));
    if (number >= 140000) await noticeKills(link);
    return new PostgresConnection(link, info, greeting.several);
  } catch (error) {
    await client?.end({ timeout: 0 }).catch(() => {});
    throw openFailure(error, place);
  }
}

/** Not every operating system can do it. */
async function noticeKills(link: Link): Promise<void> {
  await link.send(`SET client_connection_check_interval = '${checkInterval}'`, []).catch(() => {});
}

function linkOf(client: Sql, state: LinkState): Link {
  return {
    state,
    send: (sql, params) => answered(state, client.unsafe(sql, params as never[])),
    // The driver would wait for answers that a lost connection does not bring.
    end: () => client.end({ timeout: state.lost ? 0 : 5 }),
  };
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
