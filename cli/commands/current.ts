/**
 * `retort current`.
 *
 * @module
 */
import * as core from "@retort/core/commands/current";
import { currentText, stand } from "../print/text.ts";
import { type Context, type GlobalFlags, say } from "./common.ts";
import { printLook } from "./look.ts";
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
  const { server, target, revisions, atHead, problems } = report;
  if (flags.verbose) say(this, flags, `${server}  ${target}`);
  if (revisions.length === 0) say(this, flags, `${target} is at base`);
  printLook(this, flags, { report, text: (found) => currentText(found, flags) });
  const { recorded } = report;
  if (recorded !== undefined) {
    say(
      this,
      flags,
      `The history says ${
        stand(recorded)
      }: something else than retort has written to the version ` +
        "table, or a dump was restored; its rows are what counts",
    );
  }
  if (!flags.checkHeads || atHead || problems.length > 0) return;
  say(this, flags, `${target} is not at all heads\nnext: run "retort upgrade heads"`);
  this.exit(3);
}
