/**
 * Printing what commands found that only look: what they could not read is said as well.
 *
 * @module
 */
import type { Problem } from "@retort/core/commands";
import { again, type ConnectionFlags } from "../print/again.ts";
import { errorText } from "../print/error.ts";
import { unknownTalk } from "../print/text.ts";
import { type Context, type OutputFlags, print, say } from "./common.ts";

/** A report of a command that only looks. */
export interface LookReport {
  /** The rows of the version table that no file belongs to. */
  readonly unknown: readonly string[];
  /** What is wrong with revision files. */
  readonly problems: readonly Problem[];
}

/** Prints a report, and what is wrong beside; the command fails where files are broken. */
export function printLook<T extends LookReport>(
  context: Context,
  flags: OutputFlags & ConnectionFlags,
  found: { readonly report: T; readonly text: (report: T) => string },
): void {
  print(context, flags, found);
  const { unknown, problems } = found.report;
  if (!flags.json) {
    const { err } = context.terminal;
    say(context, flags, unknownTalk(unknown));
    for (const problem of problems) {
      const hint = problem.hint === undefined ? undefined : again(problem.hint, flags);
      err.write(errorText({ ...problem, hint }, { style: err.style, severity: "warning" }));
    }
  }
  if (problems.length > 0) context.exit(1);
}
