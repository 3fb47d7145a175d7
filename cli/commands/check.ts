/**
 * `retort check`.
 *
 * @module
 */
import * as core from "@retort/core/commands/check";
import { filesAt } from "../git.ts";
import { checkText, isClean } from "../print/text.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { overDatabases } from "./databases.ts";

/** The flags of `check`. */
export interface CheckFlags extends GlobalFlags {
  /** What models are compared with. */
  readonly from?: core.CompareSource | undefined;
  /** What git has under another name, such as a branch. */
  readonly against?: string | undefined;
}

/** Says whether revisions are pending or models have changed. */
export async function check(this: Context, flags: CheckFlags): Promise<void> {
  const { from, against } = flags;
  const reports = await overDatabases(this, flags, {
    run: async (project) => {
      const files = against === undefined ? undefined : await filesAt(against, project.config);
      const line = against === undefined || !files ? {} : { against: { name: against, files } };
      return await core.check(project, { ...(from === undefined ? {} : { from }), ...line });
    },
    show: (report, own) => print(this, own, { report, text: checkText }),
  });
  if (!reports.every(isClean)) this.exit(3);
}
