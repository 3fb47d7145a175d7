/**
 * What `retort init` adds to `deno.json`.
 *
 * @module
 */
import { dirname, fromFileUrl, join, relative } from "../paths.ts";
import { type Facts, kindsOf, taskOf } from "../rights/kinds.ts";
import { version } from "../version.ts";
import { type Target, targetOf } from "./target.ts";

/** A member to add: where, and what. */
export interface Addition {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** The value it has if it is not there yet. */
  readonly value: unknown;
}

/** What a manifest is made for. */
export interface ManifestOptions {
  /** The folder of the migrations. */
  readonly folder: string;
  /** The current folder. */
  readonly cwd: string;
  /** The URL of a module of this package: it tells whether retort is run from a checkout. */
  readonly from: string;
  /** The databases; an SQLite file unless told. */
  readonly targets?: readonly Target[];
}

/** Imports and task of a project; with links where retort is run from a checkout. */
export function additionsFor(
  { folder, cwd, from, targets = [targetOf()] }: ManifestOptions,
): readonly Addition[] {
  const checkout = checkoutOf(from, cwd);
  const dialects = [...new Set(targets.map(({ dialect }) => dialect))];
  const packages = ["core", "cli", "dialects/ansi", ...dialects.map((name) => `dialects/${name}`)];
  const links = checkout === undefined
    ? []
    : [{ path: ["links"], value: packages.map((name) => `${checkout}/${name}`) }];
  const imports = ["cli", "core", ...dialects].map((name) => ({
    path: ["imports", `@retort/${name}`],
    value: `jsr:@retort/${name}@^${version}`,
  }));
  return [...imports, ...links, {
    path: ["tasks", "retort"],
    value: taskFor(folder, checkout, targets),
  }];
}

/** The task: what `retort permissions` says for it later. */
function taskFor(
  folder: string,
  checkout: string | undefined,
  targets: readonly Target[],
): string {
  const facts: Facts = {
    config: "retort.ini",
    scriptLocation: folder,
    versionLocations: [join(folder, "versions")],
    bundle: join(folder, "bundle.ts"),
    models: "models.ts",
    imported: [],
    commit: [],
    ...(checkout === undefined ? {} : { checkout }),
    databases: targets.map(({ rights }) => rights),
    variables: [],
    databaseVariables: targets.flatMap(({ variable }) => variable ?? []),
    programs: [],
    hookFunctions: false,
    editor: "",
  };
  return taskOf(kindsOf(facts));
}

/** The folder of the checkout, relative where that is short. */
export function checkoutOf(from: string, cwd: string): string | undefined {
  if (!from.startsWith("file:")) return undefined;
  const path = dirname(dirname(dirname(fromFileUrl(from))));
  const way = relative(cwd, path);
  return way.startsWith("../../..") ? path : way;
}

/** The text of a `deno.json` with nothing but the additions. */
export function manifestText(additions: readonly Addition[]): string {
  const manifest: Record<string, unknown> = {};
  for (const { path: [first = "", second], value } of additions) {
    if (second === undefined) manifest[first] = value;
    else manifest[first] = { ...manifest[first] as object, [second]: value };
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
