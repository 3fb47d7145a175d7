/**
 * `retort merge`.
 *
 * @module
 */
import * as core from "@retort/core/commands/merge";
import { mergeTalk } from "../print/text.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `merge`. */
export interface MergeFlags extends GlobalFlags {
  /** One line about it. */
  readonly message?: string | undefined;
  /** Labels of the branch that begins with it. */
  readonly branchLabel?: readonly string[] | undefined;
  /** Its id. */
  readonly revId?: string | undefined;
  /** Whether it may join what is no head. */
  readonly splice?: boolean | undefined;
  /** Where it is written to. */
  readonly versionPath?: string | undefined;
}

/** Writes a revision file that joins others. */
export async function merge(
  this: Context,
  flags: MergeFlags,
  ...revisions: readonly string[]
): Promise<void> {
  const { message, branchLabel = [], revId, splice = false } = flags;
  const report = await core.merge(await open(flags), {
    revisions,
    splice,
    labels: branchLabel,
    ...(message === undefined ? {} : { message }),
    ...(revId === undefined ? {} : { id: revId }),
  });
  say(this, flags, mergeTalk(report));
  print(this, flags, { report, text: ({ path }) => `${path}\n` });
}
