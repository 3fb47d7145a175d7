/**
 * `retort check`.
 *
 * @module
 */
import * as core from "@retort/core/commands/check";
import { checkText, isClean } from "../print/text.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `check`. */
export interface CheckFlags extends GlobalFlags {
  /** What models are compared with. */
  readonly from?: core.CompareSource | undefined;
}

/** Says whether revisions are pending or models have changed. */
export async function check(this: Context, flags: CheckFlags): Promise<void> {
  const { from } = flags;
  const report = await core.check(await open(flags), from === undefined ? {} : { from });
  print(this, flags, { report, text: checkText });
  if (!isClean(report)) this.exit(3);
}
