/**
 * PostgreSQL's URLs.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";

/** How TLS is used, in libpq's words. */
export type SslMode = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";

/** What a URL says. */
export interface Address {
  /** The host, or the folder of a Unix socket. */
  readonly host: string;
  /** The port. */
  readonly port: number;
  /** Whether {@link host} is the folder of a Unix socket. */
  readonly socket: boolean;
  /** The user; absent: the one of the operating system. */
  readonly user?: string;
  /** The password; absent: the one of `PGPASSWORD`. */
  readonly password?: string;
  /** The database; absent: the one with the user's name. */
  readonly database?: string;
  /** How TLS is used. */
  readonly ssl: SslMode;
  /** How long connecting may take, in seconds. */
  readonly timeout?: number;
  /** Settings of the session. */
  readonly settings: Readonly<Record<string, string>>;
}

const modes: ReadonlySet<string> = new Set([
  "disable",
  "allow",
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
]);

/** Parameters of libpq that have no meaning here or that the driver decides itself. */
const ignored: ReadonlySet<string> = new Set([
  "channel_binding",
  "gssencmode",
  "keepalives",
  "target_session_attrs",
  "client_encoding",
]);

/**
 * Reads a URL: `postgresql://user:password@host:5432/database?sslmode=require`.
 *
 * Parameters are those of libpq: `sslmode`, `connect_timeout`, `application_name`, `options`, and
 * `host`, `port`, `user`, `password` and `dbname`, which win over what stands before them.
 *
 * @throws {RetortError} `database/bad-url`; what it says never holds the URL itself.
 */
export function addressOf(url: string): Address {
  const parsed = parse(url);
  const given = new Map(parsed.searchParams);
  const take = (name: string): string | undefined => {
    const value = given.get(name);
    given.delete(name);
    return value === "" ? undefined : value;
  };
  const host = take("host") ?? decoded(parsed.hostname.replace(/^\[(.*)\]$/, "$1"), "host");
  const port = portOf(take("port") ?? parsed.port);
  const user = take("user") ?? decoded(parsed.username, "user");
  const password = take("password") ?? decoded(parsed.password, "password");
  const database = take("dbname") ?? decoded(parsed.pathname.replace(/^\//, ""), "database");
  const seconds = take("connect_timeout");
  const place = host === "" ? "localhost" : host;
  const mode = sslMode(take("sslmode"), place);
  return {
    host: place,
    port,
    socket: place.startsWith("/"),
    ...(user === "" ? {} : { user }),
    ...(password === "" ? {} : { password }),
    ...(database === "" ? {} : { database }),
    ssl: mode,
    ...(seconds === undefined ? {} : { timeout: secondsOf(seconds) }),
    settings: settingsOf(given),
  };
}

function parse(url: string): URL {
  const match = /^postgres(?:ql)?:\/\/([^]*)$/i.exec(url);
  if (!match) refuse("it does not start with postgresql://");
  // A host that URL can't read, as in postgresql:///name?host=/run, is put in by hand.
  const rest = match[1] ?? "";
  const named = /^[^/?]*@?[^/?]/.test(rest) && !/^[^/?]*@(?:[/?:]|$)/.test(rest);
  const text = named ? rest : rest.replace(/^([^/?]*@)?/, "$1localhost");
  try {
    return new URL(`http://${text}`);
  } catch {
    return refuse(
      "its user, password, host or port cannot be read; write special characters as %XX",
    );
  }
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(`its ${what} holds a % that is no %XX`);
  }
}

function portOf(text: string): number {
  if (text === "") return 5432;
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65536
    ? port
    : refuse(`the port "${text}" is none`);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  return Number.isFinite(seconds) && seconds >= 0
    ? seconds
    : refuse("connect_timeout is no number");
}

/** On the same machine TLS is used only where it is asked for. */
function sslMode(text: string | undefined, host: string): SslMode {
  if (text === undefined) return isLocal(host) ? "disable" : "prefer";
  if (!modes.has(text)) refuse(`there is no sslmode "${text}"`);
  return text as SslMode;
}

function isLocal(host: string): boolean {
  return host.startsWith("/") || host === "localhost" || host === "::1" || /^127\./.test(host);
}

function settingsOf(given: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of given) {
    if (ignored.has(name)) continue;
    if (name !== "application_name" && name !== "options") {
      refuse(`it has an unknown parameter "${name}"`);
    }
    found[name] = value;
  }
  return found;
}

function refuse(problem: string): never {
  throw new RetortError("database/bad-url", { problem });
}

/** Where a URL leads, for people: `app@127.0.0.1:5432/shop`; never with a password. */
export function targetOf({ user, host, port, socket, database }: Address): string {
  const place = socket ? host : host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const name = database ?? user;
  return `${user === undefined ? "" : `${user}@`}${place}${name === undefined ? "" : `/${name}`}`;
}
