/**
 * What a server says of itself at the beginning of a session.
 *
 * @module
 */
import type { ServerInfo } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { Link } from "./connection.ts";

/** Servers before this one are no longer maintained and lack what is used here. */
const oldest = 120000;

/** What a server says of itself. */
export interface Greeting {
  /** Its version in words: `15.4 (Debian 15.4-1)`. */
  readonly version: string;
  /** Its version as a number: 150004. */
  readonly number: number;
  /** Who is connected. */
  readonly user: string;
  /** To what. */
  readonly database: string;
  /** The schema that is worked in; null where the search path leads to none. */
  readonly schema: string | null;
  /** Whether the search path leads to more schemas than that one. */
  readonly several: boolean;
  /** The address that it was reached at; null through a Unix socket. */
  readonly host: string | null;
  /** The port that goes with it. */
  readonly port: number | null;
  /** `on` where a backslash in a string is one. */
  readonly strings: string;
}

/** Asks a server who it is; from then on a backslash in a string is a backslash. */
export async function greet(link: Link): Promise<Greeting> {
  const found = await link.send(
    `SELECT current_setting('server_version') AS version,
      current_setting('server_version_num')::int AS number,
      current_user AS user, current_database() AS database,
      current_schema() AS schema, cardinality(current_schemas(false)) > 1 AS several,
      host(inet_server_addr()) AS host, inet_server_port() AS port,
      current_setting('standard_conforming_strings') AS strings,
      set_config('standard_conforming_strings', 'on', false)`,
    [],
  );
  const [row] = found as readonly Greeting[];
  if (!row) throw new Error("the server says nothing of itself");
  return row;
}

/**
 * The server as connections tell it.
 *
 * @throws {RetortError} `database/cannot-open` where it is too old.
 */
export function serverOf(greeting: Greeting, target: string): ServerInfo {
  refuseOld(greeting, target);
  const [version = greeting.version] = greeting.version.split(" ");
  const place = isUsual(greeting.schema) ? target : `${target} (schema ${greeting.schema})`;
  return Object.freeze({ dialect: "postgres", flavour: "postgres", version, target: place });
}

/** Whether a schema need not be told. */
function isUsual(schema: string | null | undefined): boolean {
  return schema === "public" || schema === null || schema === undefined;
}

/** Refuses a server that is too old: `database/cannot-open`. */
export function refuseOld(
  { version, number }: Pick<Greeting, "version" | "number">,
  target: string,
): void {
  if (number >= oldest) return;
  const problem = `the server is PostgreSQL ${version}; 12 is the oldest that is supported`;
  throw new RetortError("database/cannot-open", { target, problem });
}
