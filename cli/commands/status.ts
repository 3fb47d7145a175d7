/**
 * `retort status`.
 *
 * @module
 */
import { status as look, type StatusReport } from "@retort/core/commands/status";
import { statusText, unmanagedTalk } from "../print/drift.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { overDatabases } from "./databases.ts";

/** Shows where the database stands, and what of it is other than retort has left it. */
export async function status(this: Context, flags: GlobalFlags): Promise<void> {
  const reports = await overDatabases(this, flags, {
    run: look,
    show: (report, own) => {
      print(this, { ...flags, ...own }, { report, text: statusText });
      say(this, flags, unmanagedTalk(report));
    },
  });
  const code = codeOf(reports);
  if (code !== 0) this.exit(code);
}

function codeOf(reports: readonly StatusReport[]): number {
  if (reports.some(({ half }) => half.length > 0)) return 1;
  if (reports.some(({ drift }) => drift.length > 0)) return 5;
  if (reports.some(({ edits, redundant }) => edits.length > 0 || redundant)) return 1;
  return reports.some(({ pending, unknown }) => pending.length + unknown.length > 0) ? 3 : 0;
}
