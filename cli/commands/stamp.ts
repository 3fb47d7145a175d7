/**
 * `retort stamp`.
 *
 * @module
 */
import * as core from "@retort/core/commands/stamp";
import { RetortError } from "@retort/core/errors";
import { stampText } from "../print/text.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { overDatabases } from "./databases.ts";
import { open } from "./open.ts";

/** The flags of `stamp`. */
export interface StampFlags extends GlobalFlags {
  /** Whether the SQL is printed instead. */
  readonly sql?: boolean | undefined;
  /** What env.ts is told of this run. */
  readonly tag?: string | undefined;
  /** Whether the version table is emptied first. */
  readonly purge?: boolean | undefined;
  /** How long to wait for another run. */
  readonly lockWait?: string | undefined;
}

/** Sets the version table. */
export async function stamp(
  this: Context,
  flags: StampFlags,
  ...targets: readonly string[]
): Promise<void> {
  const { sql, purge = false } = flags;
  if (sql && purge) {
    const problem = "a script cannot know what to purge; leave out --sql";
    throw new RetortError("cli/bad-argument", { argument: "--purge", problem });
  }
  if (sql) {
    const report = await core.stampSql(await open(flags), targets);
    return print(this, flags, { report, text: ({ script }) => script });
  }
  await overDatabases(this, flags, {
    run: (project) => core.stamp(project, { targets, purge }),
    show: (report, own) => {
      print(this, own, { report, text: stampText });
      const { notRecorded: why } = report;
      if (why !== undefined) say(this, flags, `warning: the schema could not be recorded: ${why}`);
    },
  });
}
