/**
 * The files that `retort init` writes.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { defaultTemplate } from "@retort/core/source";
import { basename, dirname, join, relative, tidy } from "../paths.ts";
import { configText } from "./config.ts";
import { environmentText, minimalEnvironmentText } from "./environment.ts";
import { modelsText } from "./models.ts";
import { type Target, targetOf } from "./target.ts";

/** A file to write. */
export interface NewFile {
  /** Where, seen from the current folder. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
}

/** The name of a template. */
export type TemplateName = "generic" | "minimal";

/** What a project can begin with. */
export interface ProjectTemplate {
  /** Its name. */
  readonly name: TemplateName;
  /** What it is, in a line. */
  readonly brief: string;
}

/** What a project can begin with; the first unless told. */
export const templates: readonly ProjectTemplate[] = [
  { name: "generic", brief: "Tables in models.ts; revisions are found by comparing (the default)" },
  { name: "minimal", brief: "No models: every revision is written by hand" },
];

/**
 * The template of a name.
 *
 * @throws {RetortError} `config/no-template`.
 */
export function templateNamed(name: string): TemplateName {
  const found = templates.find((template) => template.name === name);
  if (found) return found.name;
  const names = templates.map((template) => template.name);
  throw new RetortError("config/no-template", { template: name, templates: names });
}

/** What is chosen for a new project. */
export interface ProjectChoice {
  /** What it begins with. */
  readonly template?: TemplateName;
  /** Its database; an SQLite file unless told. */
  readonly target?: Target;
}

/** The files of a new project whose migrations are in `folder`. */
export function filesFor(
  folder: string,
  cwd: string,
  { template = "generic", target = targetOf() }: ProjectChoice = {},
): readonly NewFile[] {
  const config = { path: "retort.ini", text: configText(tidy(folder), target.url) };
  const revisions = { path: join(folder, "revision.ts.template"), text: defaultTemplate };
  if (template === "minimal") {
    return [config, { path: join(folder, "env.ts"), text: minimalEnvironmentText }, revisions];
  }
  const place = join(cwd, folder);
  const way = relative(place, join(cwd, "models.ts"));
  const models = way.startsWith("..") ? way : `./${basename(way)}`;
  return [
    config,
    { path: "models.ts", text: modelsText },
    { path: join(folder, "env.ts"), text: environmentText(models) },
    revisions,
  ];
}

/** Folders of a new project. */
export function foldersFor(folder: string): readonly string[] {
  return [join(folder, "versions")].filter((path) => dirname(path) !== "");
}
