/**
 * `retort show`.
 *
 * @module
 */
import * as core from "@retort/core/commands/history";
import { revisionsText } from "../print/text.ts";
import type { Context, GlobalFlags } from "./common.ts";
import { printLook } from "./look.ts";
import { open } from "./open.ts";

/** The flags of `show`. */
export type ShowFlags = GlobalFlags;

/** Shows revisions with all there is to say about them. */
export async function show(
  this: Context,
  flags: ShowFlags,
  ...references: readonly string[]
): Promise<void> {
  const report = await core.show(await open(flags), references);
  printLook(this, flags, { report, text: (found) => revisionsText(found, { verbose: true }) });
}
