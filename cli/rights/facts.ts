/**
 * What a project is like, as far as its rights depend on it.
 *
 * @module
 */
import { reveal } from "@retort/core/secret";
import { isRetortError } from "@retort/core/errors";
import { configKeys } from "../config/config.ts";
import { expand, variablesOf } from "../config/expand.ts";
import { findSource } from "../config/source.ts";
import { schemeOf } from "../dialects.ts";
import { allowedText, allowedVariable } from "../env.ts";
import { exists } from "../files.ts";
import { dirname, join, shown } from "../paths.ts";
import { type FolderProject, isSeveral, openProject, type ProjectOptions } from "../project.ts";
import { isRevisionFile } from "../store.ts";
import { checkoutOf } from "../templates/manifest.ts";
import { programOf, words } from "../config/hooks.ts";
import { editor, type Rights } from "./flags.ts";
import { importsOf } from "./imports.ts";
import type { Facts } from "./kinds.ts";
import { placeOf } from "./place.ts";
import { localReach } from "./reach.ts";

/** The facts of a project, and what could not be found out. */
export interface Gathered {
  /** The facts. */
  readonly facts: Facts;
  /** What a person has to add, in sentences. */
  readonly notes: readonly string[];
}

/** Finds out what a project needs; `env.ts` is run for the URL, revisions are only read. */
export async function gather(options: ProjectOptions): Promise<Gathered> {
  const first = await openProject(options);
  const { config } = first;
  const projects = isSeveral(config)
    ? await Promise.all(config.databases.map((name) => openProject({ ...options, name })))
    : [first];
  const notes: string[] = [];
  const databases: Partial<Rights>[] = [];
  for (const project of projects) databases.push(await databaseOf(project, notes));
  const sources = await Promise.all([first, ...projects].map(settingsOf));
  const needed = codeOf(projects);
  const hooks = projects.flatMap(({ config }) => config.hooks);
  const checkout = checkoutOf(import.meta.url, Deno.cwd());
  const facts: Facts = {
    config: config.path,
    scriptLocation: config.scriptLocation,
    versionLocations: unique(projects.flatMap(({ config }) => config.versionLocations)),
    bundle: config.bundle,
    bundled: first.bundle?.read() !== undefined,
    models: join(dirname(config.path), "models.ts"),
    imported: needed.files,
    // Where git may not be looked at, no commit is named.
    commit: allowedText(".git/HEAD") !== undefined
      ? [".git/HEAD", ".git/refs", ".git/packed-refs"]
      : [],
    ...(checkout === undefined ? {} : { checkout }),
    databases,
    variables: unique(sources.flatMap(({ own }) => own)),
    databaseVariables: unique([...sources.flatMap(({ url }) => url), ...needed.variables]),
    programs: unique(
      hooks.flatMap((hook) => hook.type === "deno_fmt" ? "deno" : programOf(hook) ?? []),
    ),
    hookFunctions: hooks.some(({ type }) => type !== "exec" && type !== "deno_fmt"),
    editor: editorOf(),
    sandbox: projects.some(({ config }) => config.sandbox),
  };
  return { facts, notes };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** The variables that a section names, those of the URL apart. */
async function settingsOf(
  { config }: FolderProject,
): Promise<{ readonly own: readonly string[]; readonly url: readonly string[] }> {
  const { values } = await findSource({ path: config.path, section: config.section }, configKeys);
  const { url = "", ...others } = values;
  return { own: Object.values(others).flatMap(variablesOf), url: variablesOf(url) };
}

async function databaseOf(
  project: FolderProject,
  notes: string[],
): Promise<Partial<Rights>> {
  const of = project.database === undefined ? "" : ` of ${project.database}`;
  const environment = await project.environment();
  if (environment.connection) {
    notes.push(`the connection${of} is opened by env.ts: add the address that it connects to`);
    return {};
  }
  const url = await urlOf(project, notes);
  if (url === undefined) return {};
  const place = placeOf(url);
  if (place) return place;
  notes.push(`how "${schemeOf(url)}:" connects is known to its dialect alone: add the address`);
  return {};
}

/** The URL; variables that are not set stand for themselves in it, as long as no address depends on them. */
async function urlOf(
  project: FolderProject,
  notes: string[],
): Promise<string | undefined> {
  try {
    return reveal(await project.url());
  } catch (error) {
    if (!isRetortError(error)) throw error;
    if (error.code !== "config/unset-variable") {
      notes.push(error.message);
      return undefined;
    }
  }
  const { path, section } = project.config;
  const { values } = await findSource({ path, section }, configKeys);
  const unset: string[] = [];
  const url = expand(values["url"] ?? "", {
    path,
    key: "url",
    variable: (name) => {
      const found = Deno.env.get(name);
      if (found === undefined) unset.push(name);
      return found ?? standIn(name);
    },
  });
  const place = /^[a-z]/i.test(values["url"] ?? "") ? placeOf(url) : undefined;
  const missing = unset.filter((name) => JSON.stringify(place ?? url).includes(standIn(name)));
  if (missing.length === 0) return url;
  notes.push(`${missing.join(", ")} is not set, and where the database is depends on it`);
  return undefined;
}

/** What stands for a variable that is not set; hosts are in lower case. */
function standIn(name: string): string {
  return `unset.${name.toLowerCase()}`;
}

/** The local files of `env.ts` and revisions, as flags shall have them, and the variables they name. */
function codeOf(
  projects: readonly FolderProject[],
): { readonly files: readonly string[]; readonly variables: readonly string[] } {
  const files = new Set<string>();
  const variables = new Set<string>();
  for (const { config } of projects) {
    const roots = [
      join(config.scriptLocation, "env.ts"),
      ...config.versionLocations.flatMap(revisionsIn),
    ];
    for (const root of roots) {
      const found = importsOf(join(Deno.cwd(), root), localReach);
      for (const file of found.files) files.add(shown(file));
      for (const name of found.variables) variables.add(name);
    }
  }
  return { files: byFolder([...files]), variables: [...variables] };
}

function revisionsIn(folder: string): readonly string[] {
  if (!exists(folder)) return [];
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter(isRevisionFile);
  return names.map((name) => join(folder, name));
}

/** Files one by one, or their folder where it has many. */
function byFolder(files: readonly string[]): readonly string[] {
  const many = 4;
  const folders = Map.groupBy(files, (file) => dirname(file));
  return files.flatMap((file) => {
    const folder = dirname(file);
    return folder === "" || (folders.get(folder)?.length ?? 0) < many ? file : folder;
  });
}

function editorOf(): string {
  const command = allowedVariable("VISUAL") ?? allowedVariable("EDITOR");
  return words(command ?? "")[0] ?? editor;
}
