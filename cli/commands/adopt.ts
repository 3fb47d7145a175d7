/**
 * `retort adopt`.
 *
 * @module
 */
import * as core from "@retort/core/commands/adopt";
import { count } from "@retort/core/errors";
import { keepModels, type ModelsFlags, splitAt } from "../models_file.ts";
import { dirname, join } from "../paths.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { open } from "./open.ts";
import { executedText, undeclaredText } from "./undeclared.ts";

/** The flags of `adopt`. */
export interface AdoptFlags extends GlobalFlags, ModelsFlags {
  /** One line about the first revision. */
  readonly message?: string | undefined;
  /** Its id. */
  readonly revId?: string | undefined;
}

/** Takes over a database that is there already. */
export async function adopt(this: Context, flags: AdoptFlags): Promise<void> {
  const project = await open(flags);
  const { message, revId, output, split, force = false } = flags;
  const models = output ?? join(dirname(project.config.path), "models.ts");
  const report = await core.adopt(project, {
    ...(message === undefined ? {} : { message }),
    ...(revId === undefined ? {} : { id: revId }),
    ...splitAt(models, split),
    keep: (text) => void keepModels(models, text, force),
  });
  print(this, flags, { report: { ...report, models }, text: adoptText });
  if (report.executed.length > 0) say(this, flags, executedText(report.executed));
  if (report.undeclared.length > 0) say(this, flags, undeclaredText(report.undeclared));
  if (report.changes.length > 0) this.exit(3);
}

function adoptText(report: core.AdoptReport & { readonly models: string }): string {
  const { target, tables, models, path, revision, changes } = report;
  const lines = [
    models,
    path,
    `${target} stands at ${revision}: ${count(tables, "table")}`,
    ...(changes.length === 0
      ? ["The models and the database agree"]
      : ["The models and the database differ:", ...changes.map((change) => `  ${change}`)]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
