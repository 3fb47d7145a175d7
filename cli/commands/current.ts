/**
 * `retort current`.
 *
 * @module
 */
import * as core from "@retort/core/commands/current";
import { currentText, halfLines, missingTalk, stand } from "../print/text.ts";
import { type Context, type GlobalFlags, say } from "./common.ts";
import { printLook } from "./look.ts";
import { overDatabases } from "./databases.ts";

/** The flags of `current`. */
export interface CurrentFlags extends GlobalFlags {
  /** Whether all is said. */
  readonly verbose?: boolean | undefined;
  /** Whether not being at all heads is a failure. */
  readonly checkHeads?: boolean | undefined;
}

/** Shows where the database stands. */
export async function current(this: Context, flags: CurrentFlags): Promise<void> {
  const reports = await overDatabases(this, flags, {
    run: core.current,
    show: (report, own) => showCurrent(this, { ...flags, ...own }, report),
  });
  if (reports.some(({ problems }) => problems.length > 0)) return this.exit(1);
  if (flags.checkHeads && !reports.every(({ atHead }) => atHead)) this.exit(3);
}

function showCurrent(context: Context, flags: CurrentFlags, report: core.CurrentReport): void {
  const { server, target, exists, revisions, atHead, problems } = report;
  if (flags.verbose) say(context, flags, `${server}  ${target}`);
  if (revisions.length === 0) {
    say(context, flags, exists ? `${target} is at base` : missingTalk(report));
  }
  printLook(context, flags, { report, text: (found) => currentText(found, flags) });
  const { recorded, half } = report;
  if (half.length > 0) {
    const lines = half.flatMap(halfLines);
    say(context, flags, [...lines, 'next: "retort repair" shows the ways on'].join("\n"));
  }
  if (recorded !== undefined) say(context, flags, recordedTalk(recorded));
  if (!flags.checkHeads || atHead || problems.length > 0) return;
  const lacks = `${target} is not at all heads`;
  // An upgrade is refused as long as a file is missing, and that is told above.
  const next = report.unknown.length > 0 ? "" : '\nnext: run "retort upgrade heads"';
  say(context, flags, `${lacks}${next}`);
}

function recordedTalk(rows: readonly string[]): string {
  return `The history says ${stand(rows)}: something else than retort has written to the version ` +
    "table, or a dump was restored; its rows are what counts";
}
