/**
 * `retort heads`.
 *
 * @module
 */
import * as core from "@retort/core/commands/history";
import { headsText } from "../print/text.ts";
import type { Context, GlobalFlags } from "./common.ts";
import { printLook } from "./look.ts";
import { open } from "./open.ts";

/** The flags of `heads`. */
export interface HeadsFlags extends GlobalFlags {
  /** Whether all is said. */
  readonly verbose?: boolean | undefined;
  /** Whether heads that others depend on are left out. */
  readonly resolveDependencies?: boolean | undefined;
}

/** Lists the revisions that none follows. */
export async function heads(this: Context, flags: HeadsFlags): Promise<void> {
  const { resolveDependencies = false } = flags;
  const report = await core.heads(await open(flags), { resolveDependencies });
  printLook(this, flags, { report, text: (found) => headsText(found, flags) });
}
