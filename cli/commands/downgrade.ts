/**
 * `retort downgrade`.
 *
 * @module
 */
import type { Context } from "./common.ts";
import { move, type MoveFlags } from "./move.ts";

/** The flags of `downgrade`. */
export type DowngradeFlags = MoveFlags;

/** Takes revisions back. */
export async function downgrade(
  this: Context,
  flags: DowngradeFlags,
  target: string,
): Promise<void> {
  await move(this, flags, { direction: "downgrade", target });
}
