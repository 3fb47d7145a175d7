/**
 * The files that `retort init` writes.
 *
 * @module
 */
import { defaultTemplate } from "@retort/core/source";
import { basename, dirname, join, relative, tidy } from "../paths.ts";
import { configText } from "./config.ts";
import { environmentText } from "./environment.ts";
import { modelsText } from "./models.ts";

/** A file to write. */
export interface NewFile {
  /** Where, seen from the current folder. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
}

/** The files of a new project whose migrations are in `folder`. */
export function filesFor(folder: string, cwd: string): readonly NewFile[] {
  const place = join(cwd, folder);
  const way = relative(place, join(cwd, "models.ts"));
  const models = way.startsWith("..") ? way : `./${basename(way)}`;
  return [
    { path: "retort.ini", text: configText(tidy(folder)) },
    { path: "models.ts", text: modelsText },
    { path: join(folder, "env.ts"), text: environmentText(models) },
    { path: join(folder, "revision.ts.template"), text: defaultTemplate },
  ];
}

/** Folders of a new project. */
export function foldersFor(folder: string): readonly string[] {
  return [join(folder, "versions")].filter((path) => dirname(path) !== "");
}
