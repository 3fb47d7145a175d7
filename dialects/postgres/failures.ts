/**
 * The driver's errors as retort's.
 *
 * The errors that the driver makes may hold statements and settings; what is passed on as the cause
 * is a copy of their words only.
 *
 * @module
 */
import type { Query } from "@retort/core/dialect";
import { isRetortError, RetortError } from "@retort/core/errors";
import { compact } from "@retort/core/schema/data";

/**
 * What is there already (schemas, tables, columns, other objects, functions), or gone. See
 * "PostgreSQL Error Codes" in its manual.
 */
const already = new Set([
  ...["42P06", "42P07", "42701", "42710", "42723"],
  ...["3F000", "42P01", "42703", "42704", "42883"],
]);

/** Whether an error, by its code, says that something is there already, or gone. */
export function isAlready(code: string): boolean {
  return already.has(code);
}

interface DriverError {
  readonly message: string;
  readonly name: string;
  readonly code: string | undefined;
  readonly position: string | undefined;
  readonly detail: string | undefined;
  readonly severity: string | undefined;
}

function driverError(error: unknown): DriverError {
  const found: Readonly<Record<string, unknown>> = typeof error === "object" && error !== null
    ? error as Readonly<Record<string, unknown>>
    : { message: String(error) };
  const text = (key: string): string | undefined =>
    typeof found[key] === "string" ? found[key] : undefined;
  return {
    message: text("message") ?? String(error),
    name: text("name") ?? "",
    code: text("code"),
    position: text("position"),
    detail: text("detail"),
    severity: text("severity_local") ?? text("severity"),
  };
}

/** The words of an error without anything else that hangs on it. */
function causeOf({ name, message, code }: DriverError): Error {
  const cause = new Error(code === undefined ? message : `${code}: ${message}`);
  cause.name = name === "" ? "Error" : name;
  return cause;
}

/** No such table, no such type or function, no schema to make something in. */
const lookups = new Set(["42P01", "42704", "42883", "3F000"]);

/**
 * The error of a statement: `database/statement-failed` with SQLSTATE and place. `moved` where SQL
 * before it has changed the search path.
 */
export function statementFailure(error: unknown, query: Query, moved = false): unknown {
  if (isRetortError(error)) return error;
  const found = driverError(error);
  const lost = /^(?:CONNECTION_\w+|ERR_STREAM_\w+|E[A-Z]+)$/.test(found.code ?? "");
  const problem = lost
    ? "the connection to the server was lost"
    : moved && lookups.has(found.code ?? "")
    ? `${found.message}, since SQL before it has changed search_path; take that out of it`
    : found.detail === undefined
    ? found.message
    : `${found.message} (${found.detail.replace(/\.$/, "")})`;
  const data = compact({
    sql: query.sql,
    problem,
    code: found.code,
    position: found.position === undefined ? undefined : unitsBefore(query.sql, found.position),
  });
  return new RetortError("database/statement-failed", data, { cause: causeOf(found) });
}

/** The server counts characters from 1, JavaScript units of UTF-16 from 0. */
function unitsBefore(sql: string, position: string): number {
  const before = Number(position) - 1;
  let units = 0;
  let characters = 0;
  for (const character of sql) {
    if (characters++ >= before) break;
    units += character.length;
  }
  return units;
}

/** What is known when a database can't be opened. */
export interface OpenPlace {
  /** Where it is, without a password. */
  readonly target: string;
  /** How long was waited, in seconds. */
  readonly seconds: number;
  /** What can be given, where a client was given. */
  readonly given?: string;
}

/** The error of opening: `database/missing`, or `database/cannot-open` with the reason. */
export function openFailure(error: unknown, place: OpenPlace): unknown {
  if (isRetortError(error)) return error;
  const found = driverError(error);
  const { target } = place;
  const cause = causeOf(found);
  if (found.code === "3D000") return new RetortError("database/missing", { target }, { cause });
  const problem = openProblem(found, place);
  const given = compact({ given: place.given });
  const more = isLogin(found)
    ? { login: "the URL, or in PGPASSWORD where it has none" }
    : unreached.has(found.code ?? "")
    ? { unreached: true }
    : {};
  return new RetortError("database/cannot-open", { target, problem, ...given, ...more }, { cause });
}

/** Whether the user or the password was refused. */
function isLogin({ code, message }: DriverError): boolean {
  return code === "28P01" || (code === "28000" && /^role /.test(message));
}

const unreached: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CONNECT_TIMEOUT",
  "ETIMEDOUT",
]);

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOENT: "there is no such socket",
  ENOTFOUND: "the host is not known",
  EAI_AGAIN: "the host is not known",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the host cannot be reached",
  ECONNRESET: "the server closed the connection",
  EPIPE: "the server closed the connection",
  ERR_STREAM_WRITE_AFTER_END: "the server closed the connection",
  CONNECTION_CLOSED: "the server closed the connection",
  CONNECTION_DESTROYED: "the server closed the connection",
  CONNECTION_ENDED: "it was ended before",
};

function openProblem({ code = "", message, name }: DriverError, place: OpenPlace): string {
  if (name === "NotCapable" || name === "PermissionDenied") {
    return message.charAt(0).toLowerCase() + message.slice(1);
  }
  if (code === "CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return `no answer within ${place.seconds} s`;
  }
  if (/TLS|SSL|certificate/i.test(message) || /CERT|TLS|SSL/.test(code)) {
    return `TLS failed: ${message}`;
  }
  return reasons[code] ?? (/^[0-9A-Z]{5}$/.test(code) ? `${message} (${code})` : message);
}
