/**
 * The URLs of MariaDB and MySQL.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";

/** How much of TLS is wanted. */
export type Tls = "disable" | "require" | "verify-ca" | "verify-full";

/** What a URL says. */
export interface Address {
  /** The host's name or address. */
  readonly host: string;
  /** The port. */
  readonly port: number;
  /** The user; absent: the server's anonymous one. */
  readonly user?: string;
  /** The password. */
  readonly password?: string;
  /** The database. */
  readonly database: string;
  /** How much of TLS is wanted. */
  readonly tls: Tls;
  /** A file with the certificate of the authority that signed the server's. */
  readonly ca?: string;
  /** A Unix socket instead of host and port. */
  readonly socket?: string;
  /** How long to wait for the server, in seconds. */
  readonly connectTimeout?: number;
}

const modes: Readonly<Record<string, Tls>> = {
  disable: "disable",
  disabled: "disable",
  false: "disable",
  "0": "disable",
  require: "require",
  required: "require",
  true: "require",
  "1": "require",
  "verify-ca": "verify-ca",
  verify_ca: "verify-ca",
  "verify-full": "verify-full",
  verify_identity: "verify-full",
};

/**
 * The parts of `mysql://user:password@host:port/database?ssl=verify-full`.
 *
 * `ssl` (or `sslmode`, `ssl-mode`) is `disable`, `require` (encrypted, the server's certificate not
 * looked at), `verify-ca` or `verify-full`; `ssl-ca` names a file with the authority's certificate;
 * `socket` a Unix socket; `connect_timeout` is in seconds. Anything else is refused.
 *
 * @throws {RetortError} `database/bad-url`; it never repeats the URL.
 */
export function addressOf(url: string): Address {
  const rest = /^(?:mysql|mariadb)(?:\+[\w.-]+)?:(\/\/[^]*)$/i.exec(url)?.[1];
  if (rest === undefined) return bad("it does not start with mysql:// or mariadb://");
  const parsed = parse(`mysql:${rest}`);
  const database = decode(parsed.pathname.replace(/^\//, ""), "database");
  if (database === "") bad("it names no database");
  const { hostname, port } = parsed;
  const options = readOptions(parsed.searchParams);
  return {
    host: decode(hostname, "host").replace(/^\[(.*)\]$/, "$1") || "127.0.0.1",
    port: port === "" ? 3306 : Number(port),
    ...(parsed.username === "" ? {} : { user: decode(parsed.username, "user") }),
    ...(parsed.password === "" ? {} : { password: decode(parsed.password, "password") }),
    database,
    ...options,
  };
}

/** The error of `new URL` holds the whole text, so it is not passed on. */
function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    return bad(
      "it is not user:password@host:port/database; special characters in the password are " +
        "written as %40 and the like",
    );
  }
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return bad(`the ${what} holds a % that is not followed by two hexadecimal digits`);
  }
}

function readOptions(
  search: URLSearchParams,
): Pick<Address, "tls" | "ca" | "socket" | "connectTimeout"> {
  let tls: Tls | undefined;
  const found: { ca?: string; socket?: string; connectTimeout?: number } = {};
  for (const [key, value] of search) {
    switch (key.toLowerCase()) {
      case "ssl":
      case "sslmode":
      case "ssl-mode":
        tls = modes[value.toLowerCase()] ??
          bad(`${key} is disable, require, verify-ca or verify-full`);
        break;
      case "ssl-ca":
      case "sslrootcert":
        found.ca = value;
        break;
      case "socket":
        found.socket = value;
        break;
      case "connect_timeout":
        found.connectTimeout = Number(value);
        if (!(found.connectTimeout > 0)) bad("connect_timeout is a number of seconds");
        break;
      case "charset":
        if (!/^utf8mb4$/i.test(value)) bad("the only charset is utf8mb4");
        break;
      default:
        bad(`there is no option "${key}"; there are ssl, ssl-ca, socket and connect_timeout`);
    }
  }
  // Whoever names an authority wants it to be asked.
  return { tls: tls ?? (found.ca === undefined ? "disable" : "verify-full"), ...found };
}

/** What to show people; never with a password. */
export function targetOf({ user, host, port, database, socket }: Address): string {
  const who = user === undefined ? "" : `${user}@`;
  if (socket !== undefined) return `${who}${socket}/${database}`;
  return `${who}${host.includes(":") ? `[${host}]` : host}:${port}/${database}`;
}

function bad(problem: string): never {
  throw new RetortError("database/bad-url", { problem });
}
