/**
 * `retort ensure-version`.
 *
 * @module
 */
import * as core from "@retort/core/commands/ensure_version";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `ensure-version`. */
export interface EnsureVersionFlags extends GlobalFlags {
  /** Whether the SQL is printed instead. */
  readonly sql?: boolean | undefined;
}

/** Makes the version table. */
export async function ensureVersion(this: Context, flags: EnsureVersionFlags): Promise<void> {
  const project = await open(flags);
  if (flags.sql) {
    const report = await core.ensureVersionSql(project);
    return print(this, flags, { report, text: ({ script }) => script });
  }
  const report = await core.ensureVersion(project);
  print(this, flags, { report, text: ({ target, table }) => `${target} has the table ${table}\n` });
}
