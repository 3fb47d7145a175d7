/**
 * `retort restore`.
 *
 * @module
 */
import * as core from "@retort/core/commands/repair";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** Writes the file of a revision as it was when it was applied. */
export async function restore(this: Context, flags: GlobalFlags, revision: string): Promise<void> {
  const report = await core.restore(await open(flags), revision);
  print(this, flags, { report, text: ({ path }) => `${path}\n` });
}
