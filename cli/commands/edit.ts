/**
 * `retort edit`.
 *
 * @module
 */
import * as core from "@retort/core/commands";
import { RetortError } from "@retort/core/errors";
import { refreshBundle } from "../bundle.ts";
import { findEditor, runEditor } from "../editor.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `edit`. */
export type EditFlags = GlobalFlags;

/** Opens the files of revisions in the user's editor, one after the other. */
export async function edit(this: Context, flags: EditFlags, reference: string): Promise<void> {
  const project = await open(flags);
  const { revisions } = await core.show(project, reference);
  const paths = revisions.flatMap(({ path }) => path ?? []);
  if (paths.length === 0) throw new RetortError("cli/nothing-to-edit", { reference });
  const editor = findEditor();
  for (const path of paths) await runEditor(editor, path);
  await refreshBundle(project);
  const report = { editor: editor.join(" "), paths };
  print(this, flags, { report, text: () => paths.map((path) => `${path}\n`).join("") });
}
