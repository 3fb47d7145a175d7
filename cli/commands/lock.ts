/**
 * `retort lock`.
 *
 * @module
 */
import { lockBreak, type LockReport, lockStatus } from "@retort/core/commands/lock";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { overDatabases } from "./databases.ts";
import { open } from "./open.ts";

/** The flags of `lock`. */
export type LockFlags = GlobalFlags;

/** What is done with the lock. */
export type LockAction = "status" | "break";

/** Shows who holds the lock, or takes it away. */
export async function lock(this: Context, flags: LockFlags, action: LockAction): Promise<void> {
  if (action === "break") {
    return print(this, flags, { report: await lockBreak(await open(flags)), text: lockText });
  }
  await overDatabases(this, flags, {
    run: lockStatus,
    show: (report, own) => print(this, own, { report, text: lockText }),
  });
}

function lockText({ target, holder, since, alive, patience = 0, broken }: LockReport): string {
  if (holder === undefined) return `nobody has the lock of ${target}\n`;
  if (broken) return `took the lock of ${target} from ${holder}\n`;
  const silence = patience === 0 ? "" : `; another run takes over after ${patience} s of silence`;
  const state = alive === false ? "; its session is gone, so the next run takes over" : silence;
  return `${holder} has had the lock of ${target} since ${since}${state}\n`;
}
