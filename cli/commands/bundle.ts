/**
 * `retort bundle`.
 *
 * @module
 */
import * as core from "@retort/core/commands/bundle";
import { bundleAt } from "../bundle.ts";
import { tidy } from "../paths.ts";
import { bundleLines } from "../print/text.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `bundle`. */
export interface BundleFlags extends GlobalFlags {
  /** Whether nothing is written. */
  readonly check?: boolean | undefined;
}

/** Writes all revisions as one module. */
export async function bundle(this: Context, flags: BundleFlags, file?: string): Promise<void> {
  const project = await open(flags);
  const { config } = project;
  const path = file === undefined ? config.bundle : tidy(file);
  if (flags.check) {
    const command = ["retort bundle", ...path === config.bundle ? [] : [path]].join(" ");
    const { stale } = await core.checkBundle(project, bundleAt(path));
    if (stale) this.exit(3);
    const text = stale
      ? bundleLines(stale, command).map((line) => `${line}\n`).join("")
      : `${path} is up to date\n`;
    return print(this, flags, { report: { path, ...stale }, text: () => text });
  }
  const report = await core.bundle(project, bundleAt(path));
  if (!report.changed) say(this, flags, "It is up to date");
  if (path !== config.bundle) {
    say(
      this,
      flags,
      `Only ${config.bundle} is looked at by check and revision: say "bundle = …" in ${config.path}`,
    );
  }
  print(this, flags, { report, text: () => `${path}\n` });
}
