/**
 * What the driver's errors mean.
 *
 * @module
 */
import { isRetortError, messageOf, RetortError } from "@retort/core/errors";
import { compact } from "@retort/core/schema";

/** What is known when a statement fails. */
export interface StatementPlace {
  /** The SQL. */
  readonly sql: string;
  /** The database. */
  readonly target: string;
}

/** Whether two transactions changed the same: DuckDB lets the second one fail at once. */
function isConflict(message: string): boolean {
  return /^TransactionContext Error:.*(?:conflict|another transaction)/is.test(message) ||
    /write-write conflict/i.test(message);
}

/** The error of a statement. */
export function statementFailure(error: unknown, { sql, target }: StatementPlace): unknown {
  if (isRetortError(error)) return error;
  const message = messageOf(error);
  if (isConflict(message)) {
    return new RetortError("database/locked", { target, seconds: 0, sql }, { cause: error });
  }
  const [head = "", ...lines] = message.split("\n");
  const [, code, problem = head] = /^([A-Z][\w ]* Error): ([^]*)$/.exec(head) ?? [];
  const position = positionIn(sql, lines);
  const data = compact({ sql, problem, code, position });
  return new RetortError("database/statement-failed", data, { cause: error });
}

/** DuckDB shows the line and puts a caret below it; of long lines it shows a part. */
function positionIn(sql: string, lines: readonly string[]): number | undefined {
  const at = lines.findIndex((line) => /^LINE \d+: /.test(line));
  const shown = /^(LINE (\d+): )(.*)$/.exec(lines[at] ?? "");
  const caret = lines[at + 1]?.indexOf("^") ?? -1;
  if (!shown || caret < 0) return undefined;
  const [, lead = "", number, text] = shown;
  const before = sql.split("\n").slice(0, Number(number) - 1);
  if (sql.split("\n")[before.length] !== text) return undefined;
  return before.reduce((sum, line) => sum + line.length + 1, 0) + caret - lead.length;
}

/** Whether a query failed since there is no such table. */
export function isMissingTable(error: unknown): boolean {
  return /^Catalog Error: Table with name [^]* does not exist/.test(messageOf(error));
}

/** Whether another process has the file. */
export function isHeld(error: unknown): boolean {
  return /Could not set lock on file/.test(messageOf(error));
}

/** What is known when a database can't be opened. */
export interface OpenPlace {
  /** The path. */
  readonly path: string;
  /** How long was waited, in milliseconds. */
  readonly timeout: number;
}

/** The error of opening. */
export function openFailure(error: unknown, { path, timeout }: OpenPlace): unknown {
  if (isRetortError(error)) return error;
  if (isHeld(error)) {
    const seconds = Math.round(timeout / 100) / 10;
    return new RetortError("database/locked", { target: path, seconds }, { cause: error });
  }
  const [problem = ""] = messageOf(error).split("\n");
  const plain = /not a valid DuckDB database/.test(problem)
    ? "the file is not a DuckDB database"
    : problem;
  return new RetortError("database/cannot-open", { target: path, problem: plain }, {
    cause: error,
  });
}
