/**
 * `retort current`.
 *
 * @module
 */
import * as core from "@retort/core/commands";
import { currentText } from "../print/text.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `current`. */
export interface CurrentFlags extends GlobalFlags {
  /** Whether all is said. */
  readonly verbose?: boolean | undefined;
  /** Whether not being at all heads is a failure. */
  readonly checkHeads?: boolean | undefined;
}

/** Shows where the database stands. */
export async function current(this: Context, flags: CurrentFlags): Promise<void> {
  const report = await core.current(await open(flags));
  const { server, target, revisions, atHead } = report;
  const none = revisions.length === 0 ? "; no revision is applied" : "";
  if (flags.verbose || none !== "") say(this, flags, `${server}  ${target}${none}`);
  print(this, flags, { report, text: (found) => currentText(found, flags) });
  if (!flags.checkHeads || atHead) return;
  say(this, flags, 'The database is not at all heads\nnext: run "retort upgrade heads"');
  this.exit(3);
}
