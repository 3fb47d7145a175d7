/**
 * `retort history`.
 *
 * @module
 */
import * as core from "@retort/core/commands";
import { revisionsText } from "../print/text.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `history`. */
export interface HistoryFlags extends GlobalFlags {
  /** Which revisions. */
  readonly revRange?: string | undefined;
  /** Whether all is said. */
  readonly verbose?: boolean | undefined;
  /** Whether the revisions that the database stands at are marked. */
  readonly indicateCurrent?: boolean | undefined;
}

/** Lists revisions, newest first. */
export async function history(this: Context, flags: HistoryFlags): Promise<void> {
  const { revRange, indicateCurrent = false } = flags;
  const report = await core.history(await open(flags), {
    indicateCurrent,
    ...(revRange === undefined ? {} : { range: revRange }),
  });
  print(this, flags, { report, text: (found) => revisionsText(found, flags) });
}
