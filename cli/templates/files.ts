/**
 * The files that `retort init` writes.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { defaultTemplate } from "@retort/core/source";
import { basename, dirname, join, relative, tidy } from "../paths.ts";
import { configText, withSettings } from "./config.ts";
import { environmentText, minimalEnvironmentText, severalEnvironmentText } from "./environment.ts";
import { modelsText } from "./models.ts";
import { type NamedTarget, namedTargets, type Target, targetOf } from "./target.ts";

/** A file to write. */
export interface NewFile {
  /** Where, seen from the current folder. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
}

/** The name of a template. */
export type TemplateName = "generic" | "minimal" | "multidb";

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
  { name: "multidb", brief: "Several databases by name, each with models of its own" },
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
  /** Its databases, where it has several; two SQLite files unless told. */
  readonly databases?: readonly NamedTarget[];
  /** Other settings of its `retort.ini`, by key. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The files of a new project whose migrations are in `folder`. */
export function filesFor(
  folder: string,
  cwd: string,
  { template = "generic", target = targetOf(), databases, settings = {} }: ProjectChoice = {},
): readonly NewFile[] {
  if (template === "multidb") return severalFiles(folder, cwd, databases ?? namedTargets());
  const text = withSettings(configText(tidy(folder), target.url), settings);
  const config = { path: "retort.ini", text };
  const revisions = { path: join(folder, "revision.ts.template"), text: defaultTemplate };
  if (template === "minimal") {
    return [config, { path: join(folder, "env.ts"), text: minimalEnvironmentText }, revisions];
  }
  return [
    config,
    { path: "models.ts", text: modelsText },
    { path: join(folder, "env.ts"), text: environmentText(wayTo("models.ts", folder, cwd)) },
    revisions,
  ];
}

function severalFiles(
  folder: string,
  cwd: string,
  databases: readonly NamedTarget[],
): readonly NewFile[] {
  const models = databases.map(({ name }) => [name, `models/${name}.ts`] as const);
  const ways = models.map(([name, path]) => [name, wayTo(path, folder, cwd)] as const);
  return [
    { path: "retort.ini", text: configText(tidy(folder), databases) },
    ...models.map(([, path]) => ({ path, text: modelsText })),
    { path: join(folder, "env.ts"), text: severalEnvironmentText(ways) },
    { path: join(folder, "revision.ts.template"), text: defaultTemplate },
  ];
}

/** The specifier by which `env.ts` finds a file. */
function wayTo(path: string, folder: string, cwd: string): string {
  const way = relative(join(cwd, folder), join(cwd, path));
  return way.startsWith("..") ? way : `./${basename(way)}`;
}

/** Folders of a new project. */
export function foldersFor(folder: string, { template }: ProjectChoice = {}): readonly string[] {
  const own = template === "multidb" ? ["models"] : [];
  return [...own, ...[join(folder, "versions")].filter((path) => dirname(path) !== "")];
}
