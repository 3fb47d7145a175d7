/**
 * `retort verify`.
 *
 * @module
 */
import * as core from "@retort/core/commands/verify";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `verify`. */
export interface VerifyFlags extends GlobalFlags {
  /** The URL of an empty database. */
  readonly scratch?: string | undefined;
  /** Whether files are left as they are. */
  readonly noWrite?: boolean | undefined;
}

/** Tries revisions on a scratch database: up, down and up again, with generated rows. */
export async function verify(
  this: Context,
  flags: VerifyFlags,
  revisions?: string,
): Promise<void> {
  const { scratch, noWrite = false } = flags;
  const report = await core.verify(await open(flags), {
    write: !noWrite,
    ...(revisions === undefined ? {} : { revisions }),
    ...(scratch === undefined ? {} : { scratch }),
  });
  print(this, flags, { report, text: verifyText });
  for (const { written } of report.revisions) {
    if (written !== undefined) say(this, flags, `wrote ${written}`);
  }
  if (core.isBroken(report)) this.exit(1);
}

function verifyText({ revisions }: core.VerifyReport): string {
  if (revisions.length === 0) return "There is no revision to verify\n";
  return revisions.map((revision) => `${lines(revision).join("\n")}\n`).join("");
}

function lines(revision: core.VerifiedRevision): readonly string[] {
  const { revision: id, message, text, said, overclaims, wrong } = revision;
  const title = message === undefined || message === "" ? id : `${id}, ${message}`;
  const found = [`${title}: ${text ?? "cannot be taken back as it is"}`];
  found.push(...wrong.map((what) => `  ${what}`));
  if (overclaims) found.push(`  its header promised more: ${said}`);
  found.push(...revision.refuses.map((what) => `  ${what}`));
  found.push(...revision.notFilled.map(({ table, reason }) => `  not filled: ${table}: ${reason}`));
  return found;
}
