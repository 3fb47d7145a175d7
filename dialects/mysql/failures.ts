/**
 * The driver's errors as retort's.
 *
 * @module
 */
import type { Query } from "@retort/core/dialect";
import { isRetortError, RetortError } from "@retort/core/errors";
import { compact } from "@retort/core/schema/data";

/** What the driver's errors hold. */
interface DriverError {
  readonly message: string;
  readonly name: string;
  /** `ER_NO_SUCH_TABLE`, `ECONNREFUSED` … */
  readonly code: string;
  readonly errno: number | undefined;
  readonly sqlState: string | undefined;
}

function driverError(error: unknown): DriverError {
  const found = (typeof error === "object" && error !== null ? error : {}) as {
    readonly [key: string]: unknown;
  };
  const text = (key: string): string | undefined =>
    typeof found[key] === "string" && found[key] !== "" ? found[key] : undefined;
  const errno = typeof found["errno"] === "number" ? found["errno"] : undefined;
  // Where a host has several addresses, the first failure says as much as all of them.
  const [first] = Array.isArray(found["errors"]) ? found["errors"] : [];
  if (first !== undefined && text("sqlMessage") === undefined) return driverError(first);
  return {
    message: text("sqlMessage") ?? text("message") ?? String(error),
    name: text("name") ?? "",
    code: text("code") ?? "",
    errno,
    sqlState: text("sqlState"),
  };
}

/** The server's number of an error; absent where it isn't the server's. */
export function errorNumber(error: unknown): number | undefined {
  return driverError(error).errno;
}

/**
 * What is there already (databases, tables, columns, keys, routines, triggers, constraints), or gone.
 * See the server's list of error codes.
 */
const already = new Set([
  ...[1007, 1050, 1060, 1061, 1068, 1304, 1359, 1826, 3822],
  ...[1008, 1051, 1054, 1091, 1146, 1305, 1360, 4091, 4092],
]);

/** Whether an error, by its code, says that something is there already, or gone. */
export function isAlready(code: string): boolean {
  return already.has(Number.parseInt(code, 10));
}

const lockWait = 1205;

/** The error of a statement: `database/statement-failed`, or `database/locked`. */
export function statementFailure(
  error: unknown,
  query: Query,
  place: { readonly target: string; readonly seconds: number },
): unknown {
  if (isRetortError(error)) return error;
  const { message, errno, sqlState, code: name } = driverError(error);
  if (errno === lockWait) {
    return new RetortError("database/locked", { ...place, sql: query.sql }, { cause: error });
  }
  const server = errno !== undefined && sqlState !== undefined;
  const code = server ? `${errno} ${sqlState}` : name === "" ? undefined : name;
  const position = positionOf(message, query.sql);
  const data = compact({ sql: query.sql, problem: message, code, position });
  return new RetortError("database/statement-failed", data, { cause: error });
}

/** The place that a syntax error names by the text that stands there and its line. */
export function positionOf(message: string, sql: string): number | undefined {
  const match = /near '([^]*)' at line (\d+)$/.exec(message);
  if (!match) return undefined;
  const [, near = "", line = "1"] = match;
  const start = sql.split("\n").slice(0, Number(line) - 1).join("\n").length;
  if (near === "") return sql.length;
  // The server counts the line where it noticed; what it shows may begin earlier.
  const at = sql.indexOf(near, start);
  const found = at >= 0 ? at : sql.indexOf(near);
  return found >= 0 ? found : undefined;
}

const unknownDatabase = 1049;
/** Refusals of a user or a password: by the server itself, or by a plugin such as that for sockets. */
const logins: ReadonlySet<number> = new Set([1045, 1698]);
const unreached: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers there",
  ENOTFOUND: "the host is not known",
  ETIMEDOUT: "it did not answer in time",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ECONNRESET: "it closed the connection",
  PROTOCOL_CONNECTION_LOST: "it closed the connection",
  HANDSHAKE_NO_SSL_SUPPORT: "TLS is wanted by the URL, and the server has none",
};

/** The error of opening: `database/missing`, or `database/cannot-open` with the reason. */
export function openFailure(error: unknown, target: string, given?: string): unknown {
  if (isRetortError(error)) return error;
  const found = driverError(error);
  if (found.errno === unknownDatabase) return new RetortError("database/missing", { target });
  const more = logins.has(found.errno ?? 0)
    ? { login: "the URL" }
    : unreached.has(found.code)
    ? { unreached: true }
    : {};
  const data = { target, problem: openProblem(found), ...compact({ given }), ...more };
  // Of the driver's errors only a refusal by Deno is kept: who reads it knows the flag to add.
  const kept = isDenied(found) && error instanceof Error ? { cause: error } : {};
  return new RetortError("database/cannot-open", data, kept);
}

function isDenied({ name }: Pick<DriverError, "name">): boolean {
  return name === "NotCapable" || name === "PermissionDenied";
}

function openProblem({ name, message, code, errno, sqlState }: DriverError): string {
  if (isDenied({ name })) {
    return message.charAt(0).toLowerCase() + message.slice(1);
  }
  if (errno !== undefined && sqlState !== undefined) return `${message} (${errno} ${sqlState})`;
  const known = words[code];
  if (known !== undefined) return `${known} (${code})`;
  const tls = /certificate|\bTLS\b|\bSSL\b|handshake/i.test(message) || /SSL|CERT|TLS/.test(code);
  return tls ? `TLS failed: ${message}` : message;
}
