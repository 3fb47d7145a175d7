/**
 * `retort show`.
 *
 * @module
 */
import * as core from "@retort/core/commands";
import { revisionsText } from "../print/text.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `show`. */
export type ShowFlags = GlobalFlags;

/** Shows revisions with all there is to say about them. */
export async function show(this: Context, flags: ShowFlags, reference: string): Promise<void> {
  const report = await core.show(await open(flags), reference);
  print(this, flags, { report, text: (found) => revisionsText(found, { verbose: true }) });
}
