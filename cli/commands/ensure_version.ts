/**
 * `retort ensure-version`.
 *
 * @module
 */
import * as core from "@retort/core/commands/ensure_version";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { overDatabases } from "./databases.ts";
import { open } from "./open.ts";

/** The flags of `ensure-version`. */
export interface EnsureVersionFlags extends GlobalFlags {
  /** Whether the SQL is printed instead. */
  readonly sql?: boolean | undefined;
}

/** Makes the version table. */
export async function ensureVersion(this: Context, flags: EnsureVersionFlags): Promise<void> {
  if (flags.sql) {
    const report = await core.ensureVersionSql(await open(flags));
    return print(this, flags, { report, text: ({ script }) => script });
  }
  await overDatabases(this, flags, {
    run: core.ensureVersion,
    show: (report, own) => print(this, own, { report, text: ensuredText }),
  });
}

function ensuredText({ target, table }: core.EnsureVersionReport): string {
  return `${target} has the table ${table}\n`;
}
