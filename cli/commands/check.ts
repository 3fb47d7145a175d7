/**
 * `retort check`.
 *
 * @module
 */
import * as core from "@retort/core/commands/check";
import { checkText, isClean } from "../print/text.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { overDatabases } from "./databases.ts";

/** The flags of `check`. */
export interface CheckFlags extends GlobalFlags {
  /** What models are compared with. */
  readonly from?: core.CompareSource | undefined;
}

/** Says whether revisions are pending or models have changed. */
export async function check(this: Context, flags: CheckFlags): Promise<void> {
  const { from } = flags;
  const reports = await overDatabases(this, flags, {
    run: (project) => core.check(project, from === undefined ? {} : { from }),
    show: (report, own) => print(this, own, { report, text: checkText }),
  });
  if (!reports.every(isClean)) this.exit(3);
}
