/**
 * Errors for people: what happened, where, and what to do next.
 *
 * @module
 */
import type { FailedDatabase, Place, RetortError } from "@retort/core/errors";
import { codeFrame, sqlFrame } from "./frame.ts";
import { type Style, styleFor } from "./style.ts";

/** How an error is written. */
export interface ErrorTextOptions {
  /** Colours; none if absent. */
  readonly style?: Style;
  /** Reads a file for its code frame; `undefined` where it can't be read. */
  readonly read?: (path: string) => string | undefined;
  /** How bad it is: `error` unless told. */
  readonly severity?: "error" | "warning";
}

/** What is written of an error: any `RetortError`, or the data of one in a report. */
export type ErrorWords = Pick<RetortError, "code" | "message"> & {
  readonly data: unknown;
  readonly place?: Place | undefined;
  readonly database?: FailedDatabase | undefined;
  readonly hint?: string | undefined;
};

/** An error as a few lines of text, the last of them the next thing to do. */
export function errorText(error: ErrorWords, options: ErrorTextOptions = {}): string {
  const { style = styleFor(false), severity = "error" } = options;
  const paint = severity === "error" ? style.red : style.yellow;
  const lines = [`${paint(style.bold(`${severity}[${error.code}]`))}: ${error.message}`];
  if (error.database) lines.push(databaseLine(error.database));
  if (error.place) lines.push(...placeLines(error.place, options.read, style));
  const { sql, position } = error.data as { readonly sql?: unknown; readonly position?: unknown };
  if (typeof sql === "string") {
    lines.push(indent(sqlFrame(sql, typeof position === "number" ? position : undefined)));
  }
  if (error.hint !== undefined) lines.push(`${style.bold("next")}: ${error.hint}`);
  return lines.join("\n") + "\n";
}

/** Which of several databases it was, and what became of the others. */
function databaseLine({ name, done, waiting }: FailedDatabase): string {
  const parts = [`  in database ${name}`];
  if (done.length > 0) parts.push(`finished before it: ${done.join(", ")}`);
  if (waiting.length > 0) parts.push(`not begun: ${waiting.join(", ")}`);
  return parts.join("; ");
}

function placeLines(place: Place, read: ErrorTextOptions["read"], style: Style): readonly string[] {
  const { file, line, column } = place;
  const where = [file, line, column].filter((part) => part !== undefined).join(":");
  const lines = [`  at ${style.cyan(where)}`];
  const text = line === undefined ? undefined : read?.(file);
  const frame = text === undefined || line === undefined ? "" : codeFrame(text, line, column);
  if (frame !== "") lines.push(indent(frame));
  return lines;
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
