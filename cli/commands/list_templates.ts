/**
 * `retort list-templates`.
 *
 * @module
 */
import { templates } from "../templates/files.ts";
import { type Context, type OutputFlags, print } from "./common.ts";

/** The flags of `list-templates`. */
export type ListTemplatesFlags = OutputFlags;

/** Lists what `init` can begin with. */
export function listTemplates(this: Context, flags: ListTemplatesFlags): void {
  const text = (): string =>
    templates.map(({ name, brief }) => `${name.padEnd(9)} ${brief}\n`).join("");
  print(this, flags, { report: { templates }, text });
}
