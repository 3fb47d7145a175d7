/**
 * `retort upgrade`.
 *
 * @module
 */
import type { Context } from "./common.ts";
import { move, type MoveFlags } from "./move.ts";

/** The flags of `upgrade`. */
export type UpgradeFlags = MoveFlags;

/** Applies revisions. */
export async function upgrade(this: Context, flags: UpgradeFlags, target: string): Promise<void> {
  await move(this, flags, { direction: "upgrade", target });
}
