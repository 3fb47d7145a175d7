/**
 * Writing models to files.
 *
 * @module
 */
import type { ModelSplit, ModelsText, SplitOptions } from "@retort/core/commands/introspect";
import { RetortError } from "@retort/core/errors";
import { readIfThere, writeTexts } from "./files.ts";
import { basename, dirname, join } from "./paths.ts";
import { modelsText } from "./templates/models.ts";

/** The flags that say where models are written to. */
export interface ModelsFlags {
  /** The file. */
  readonly output?: string | undefined;
  /** What each module holds where there are several. */
  readonly split?: ModelSplit | undefined;
  /** Whether files that are there are written over. */
  readonly force?: boolean | undefined;
}

/** How models are split whose index is at a path: `models.ts` has its modules in `models/`. */
export function splitAt(
  path: string,
  by: ModelSplit | undefined,
): { readonly split?: SplitOptions } {
  if (by === undefined) return {};
  const name = basename(path);
  const folder = name.replace(/\.\w+$/, "");
  if (folder !== name) return { split: { by, folder } };
  const problem = `its modules go into a folder of that name; call it ${name}.ts`;
  throw new RetortError("cli/bad-argument", { argument: path, problem });
}

/** Writes models and the modules that they join, but over no file that somebody wrote. */
export function keepModels(
  path: string,
  { models, modules = [] }: ModelsText,
  force: boolean,
): readonly string[] {
  const files = [
    { path, text: models },
    ...modules.map((file) => ({ path: join(dirname(path), file.path), text: file.text })),
  ];
  const taken = force ? undefined : files.find((file) => !isFree(file.path));
  if (taken !== undefined) {
    const problem = "there are models already; --force writes over them, --output elsewhere";
    throw new RetortError("cli/bad-argument", { argument: taken.path, problem });
  }
  writeTexts(files);
  return files.map((file) => file.path);
}

/** Whether nothing is at a path but what `init` wrote. */
function isFree(path: string): boolean {
  const text = readIfThere(path);
  return text === undefined || text === modelsText;
}
