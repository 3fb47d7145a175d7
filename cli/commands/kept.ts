/**
 * `retort kept`.
 *
 * @module
 */
import {
  type KeptInfo,
  keptList,
  keptPurge,
  type KeptReport,
  keptRestore,
} from "@retort/core/commands/kept";
import { RetortError, rowsText } from "@retort/core/errors";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { overDatabases } from "./databases.ts";
import { refuseProtected } from "./move.ts";
import { open, timeOf } from "./open.ts";

/** The flags of `kept`. */
export interface KeptFlags extends GlobalFlags {
  /** How old it must be to be destroyed. */
  readonly olderThan?: string | undefined;
  /** Objects whose loss is right. */
  readonly allowLoss?: readonly string[] | undefined;
}

/** What is done with what is kept. */
export type KeptAction = "list" | "restore" | "purge";

/** Lists what is kept, gives it back, or destroys it. */
export async function kept(
  this: Context,
  flags: KeptFlags,
  ...[action, object]: [KeptAction, string?]
): Promise<void> {
  if (action === "list") {
    await overDatabases(this, flags, {
      run: keptList,
      show: (report, own) => print(this, own, { report, text: (found) => listText(found) }),
    });
    return;
  }
  const project = await open(flags);
  if (action === "restore") {
    if (object === undefined) {
      const problem = "say what: kept restore users.name";
      throw new RetortError("cli/bad-argument", { argument: "OBJECT", problem });
    }
    const report = await keptRestore(project, object);
    return print(this, flags, { report, text: restoredText });
  }
  const { allowLoss = [] } = flags;
  const olderThan = timeOf("--older-than", flags.olderThan);
  refuseProtected(project.config, olderThan === undefined ? allowLoss : ["older"]);
  const report = await keptPurge(project, { object, olderThan, allowLoss });
  print(this, flags, { report, text: purgedText });
}

function listText({ target, kept }: KeptReport): string {
  if (kept.length === 0) return `nothing is kept in ${target}\n`;
  const now = Date.now();
  return kept.map((item) => `${lineOf(item, now)}\n`).join("");
}

function lineOf(item: KeptInfo, now: number): string {
  const { object, name, revision, direction, at, gone } = item;
  const age = ageOf(now - new Date(at).getTime());
  const what = gone ? "gone" : `${rowsText(item)}, ${sizeOf(item.bytes)}`;
  return `${object}  ${what}, ${age} old, ${direction} of ${revision}, as ${name}`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KiB", "MiB", "GiB", "TiB"];
  let [size, unit] = [bytes / 1024, 0];
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${size.toFixed(1)} ${units[unit]}`;
}

function ageOf(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${Math.max(0, minutes)} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

function restoredText({ kept }: KeptReport): string {
  return kept.map((item) => `restored ${item.object} (${rowsText(item)})\n`).join("");
}

function purgedText({ target, kept }: KeptReport): string {
  if (kept.length === 0) return `nothing to destroy of what is kept in ${target}\n`;
  return kept.map((item) => `destroyed ${item.object} (${rowsText(item)}), kept as ${item.name}\n`)
    .join("");
}
