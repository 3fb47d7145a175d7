/**
 * `retort branches`.
 *
 * @module
 */
import * as core from "@retort/core/commands/history";
import { branchesText } from "../print/text.ts";
import type { Context, GlobalFlags } from "./common.ts";
import { printLook } from "./look.ts";
import { open } from "./open.ts";

/** The flags of `branches`. */
export interface BranchesFlags extends GlobalFlags {
  /** Whether all is said. */
  readonly verbose?: boolean | undefined;
}

/** Lists the revisions that several follow. */
export async function branches(this: Context, flags: BranchesFlags): Promise<void> {
  const report = await core.branches(await open(flags));
  printLook(this, flags, { report, text: (found) => branchesText(found, flags) });
}
