/**
 * The driver's errors as retort's.
 *
 * @module
 */
import type { Query } from "@retort/core/dialect";
import { isRetortError, messageOf, RetortError } from "@retort/core/errors";
import { compact } from "@retort/core/schema/data";

interface DriverError {
  readonly message: string;
  readonly name: string;
  readonly errcode: number | undefined;
}

function driverError(error: unknown): DriverError {
  const message = messageOf(error);
  const name = error instanceof Error ? error.name : "";
  const has = typeof error === "object" && error !== null && "errcode" in error;
  return { message, name, errcode: has ? Number(error.errcode) : undefined };
}

const codes: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  3: "SQLITE_PERM",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  26: "SQLITE_NOTADB",
  275: "SQLITE_CONSTRAINT_CHECK",
  787: "SQLITE_CONSTRAINT_FOREIGNKEY",
  1299: "SQLITE_CONSTRAINT_NOTNULL",
  1555: "SQLITE_CONSTRAINT_PRIMARYKEY",
  1811: "SQLITE_CONSTRAINT_TRIGGER",
  2067: "SQLITE_CONSTRAINT_UNIQUE",
  2579: "SQLITE_CONSTRAINT_ROWID",
  3091: "SQLITE_CONSTRAINT_DATATYPE",
};

/** SQLite's name for an error code. */
function codeName(errcode: number | undefined): string | undefined {
  if (errcode === undefined) return undefined;
  return codes[errcode] ?? codes[errcode & 0xff] ?? `SQLITE_${errcode}`;
}

function isLocked({ errcode, message }: DriverError): boolean {
  const primary = (errcode ?? 0) & 0xff;
  return primary === 5 || primary === 6 || /^database (?:table )?is locked/.test(message);
}

/** Puts EXPLAIN before a statement, so that it is compiled and nothing else. */
export function explained(sql: string): string {
  return prefix + sql;
}

const prefix = "EXPLAIN ";

/** A statement that SQLite can't compile, and the error of explaining it, which knows the place. */
export class CompileFailure {
  /** The error itself. */
  readonly error: unknown;
  /** The error with the place in {@link explained}. */
  readonly located: unknown;

  constructor(error: unknown, located: unknown) {
    this.error = error;
    this.located = located;
  }
}

/** Whether a statement failed because a table is not there. */
export function isMissingTable(error: unknown): boolean {
  return /^no such table: /.test(driverError(error).message);
}

/** What is known when a statement fails. */
export interface StatementPlace {
  /** The database. */
  readonly target: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/** The error of a statement: `database/statement-failed`, or `database/locked`. */
export function statementFailure(error: unknown, query: Query, place: StatementPlace): unknown {
  if (isRetortError(error)) return error;
  const cause = error instanceof CompileFailure ? error.error : error;
  const found = driverError(cause);
  if (isLocked(found)) return lockedError(place.target, place.timeout, cause);
  if (((found.errcode ?? 0) & 0xff) === 8) {
    return new RetortError("database/read-only", { target: place.target }, { cause });
  }
  const { problem, position } = error instanceof CompileFailure
    ? { problem: found.message, position: explainedPosition(error, query.sql) }
    : splitMessage(found.message, query.sql);
  const code = codeName(found.errcode);
  const data = compact({ sql: query.sql, problem: withoutTemporary(problem), code, position });
  return new RetortError("database/statement-failed", data, { cause });
}

/** A failed constraint with the name that the table of a rebuild is about to have. */
function withoutTemporary(problem: string): string {
  const [, what, names] = /^(.* constraint failed: )(.*)$/s.exec(problem) ?? [];
  if (what === undefined || names === undefined) return problem;
  return what + names.replace(/(?<=^|, )_retort_new_/g, "");
}

function lockedError(target: string, timeout: number, cause: unknown): RetortError {
  const seconds = Math.round(timeout / 100) / 10;
  return new RetortError("database/locked", { target, seconds }, { cause });
}

function explainedPosition({ error, located }: CompileFailure, sql: string): number | undefined {
  if (located === undefined) return undefined;
  const { problem, position } = splitMessage(driverError(located).message, explained(sql));
  const isSame = problem === driverError(error).message;
  return isSame && position !== undefined ? position - prefix.length : undefined;
}

/** The driver appends `in <sql> at offset <bytes>`; the SQL may be the rest of several statements. */
function splitMessage(
  message: string,
  sql: string,
): { readonly problem: string; readonly position?: number } {
  const tail = /^([^]*) at offset (\d+)$/.exec(message);
  const [, head, offset] = tail ?? [];
  if (head === undefined || offset === undefined) return { problem: message };
  for (let at = head.indexOf(" in "); at >= 0; at = head.indexOf(" in ", at + 1)) {
    const rest = head.slice(at + 4);
    if (!sql.endsWith(rest)) continue;
    const bytes = new TextEncoder().encode(rest).subarray(0, Number(offset));
    const position = sql.length - rest.length + new TextDecoder().decode(bytes).length;
    return { problem: head.slice(0, at), position };
  }
  return { problem: head };
}

/** What is known when a database can't be opened. */
export interface OpenPlace {
  /** Whether the file may be missing: then it would have been created. */
  readonly create: boolean;
  /** The path of the file. */
  readonly path: string;
  /** In milliseconds. */
  readonly timeout: number;
  /** Whether a path exists; may throw where the right to look is missing. */
  readonly exists: (path: string) => boolean;
}

/** The error of opening: `database/cannot-open` with the reason, or `database/locked`. */
export function openFailure(error: unknown, place: OpenPlace): unknown {
  if (isRetortError(error)) return error;
  const found = driverError(error);
  if (isLocked(found)) return lockedError(place.path, place.timeout, error);
  const refused = /unable to open/.test(found.message);
  if (refused && !place.create && knows(place, place.path) === false) {
    return new RetortError("database/missing", { target: place.path }, { cause: error });
  }
  const wal = isWalRefused(found, place);
  const problem = wal ? walProblem(place) : openProblem(found, place);
  const data = { target: place.path, problem, ...wal ? { wal } : {} };
  return new RetortError("database/cannot-open", data, { cause: error });
}

/**
 * Whether a database in WAL mode can't be read since nothing may be written beside it. Opening writes
 * nothing, so that no other mode has these errors then.
 */
function isWalRefused({ message, errcode = 0 }: DriverError, place: OpenPlace): boolean {
  // READONLY_RECOVERY, _CANTLOCK and _DIRECTORY; _ROLLBACK is about the journal of another mode.
  if ([264, 520, 1544].includes(errcode)) return true;
  return /unable to open/.test(message) && knows(place, place.path) === true &&
    knows(place, `${place.path}-wal`) === true;
}

function walProblem({ path }: OpenPlace): string {
  return "it is in WAL mode, in which SQLite writes files beside it even to read it " +
    `(${path}-wal, ${path}-shm), and it may not`;
}

function openProblem({ name, message, errcode }: DriverError, place: OpenPlace): string {
  if (name === "NotCapable" || name === "PermissionDenied") {
    return message.charAt(0).toLowerCase() + message.slice(1);
  }
  if ((errcode ?? 0) === 26 || message.includes("not a database")) {
    return "the file is not a SQLite database";
  }
  // Only in a folder there is something of this name.
  if (knows(place, `${place.path}/.`) === true) return "it is a folder";
  if (!/unable to open/.test(message)) return message;
  const folder = place.path.replace(/[\\/][^\\/]*$/, "");
  if (folder !== place.path && folder !== "" && knows(place, folder) === false) {
    return `the folder ${folder} does not exist`;
  }
  return "it cannot be read or written";
}

function knows(place: OpenPlace, path: string): boolean | undefined {
  try {
    return place.exists(path);
  } catch {
    return undefined;
  }
}
