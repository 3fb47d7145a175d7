/**
 * `retort restore`.
 *
 * @module
 */
import * as core from "@retort/core/commands/restore";
import { refreshBundle } from "../bundle.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** Writes the file of a revision as it was when it was applied. */
export async function restore(this: Context, flags: GlobalFlags, revision: string): Promise<void> {
  const project = await open(flags);
  const report = await core.restore(project, revision);
  await refreshBundle(project);
  print(this, flags, { report, text: restoredText });
}

/** The files, the one that was asked for first. */
function restoredText({ path, needed }: core.RestoreReport): string {
  return [path, ...needed].map((line) => `${line}\n`).join("");
}
