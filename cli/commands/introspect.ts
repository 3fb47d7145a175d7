/**
 * `retort introspect`.
 *
 * @module
 */
import { introspect as read } from "@retort/core/commands/introspect";
import { count } from "@retort/core/errors";
import { keepModels, type ModelsFlags, splitAt } from "../models_file.ts";
import { dirname, join } from "../paths.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { invalidText, undeclaredText } from "./undeclared.ts";
import { open } from "./open.ts";

/** The flags of `introspect`. */
export interface IntrospectFlags extends GlobalFlags, ModelsFlags {}

/** Prints the models of a live database, or writes them where they are split or a file is named. */
export async function introspect(this: Context, flags: IntrospectFlags): Promise<void> {
  const project = await open(flags);
  const { split, force = false, output } = flags;
  const path = output ?? join(dirname(project.config.path), "models.ts");
  const report = await read(project, splitAt(path, split));
  const { tables, target, invalid, undeclared } = report;
  say(this, flags, `${count(tables, "table")} of ${target}`);
  if (invalid.length > 0) say(this, flags, invalidText(invalid));
  if (undeclared.length > 0) say(this, flags, undeclaredText(undeclared));
  if (output === undefined && split === undefined) {
    return print(this, flags, { report, text: ({ models }) => models });
  }
  const written = keepModels(path, report, force);
  print(this, flags, { report: { ...report, written }, text: () => lines(written) });
}

function lines(paths: readonly string[]): string {
  return paths.map((path) => `${path}\n`).join("");
}
