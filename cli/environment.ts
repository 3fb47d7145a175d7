/**
 * Loading `env.ts`.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";
import { type Environment, environmentOf } from "@retort/core/environment";
import { isRetortError, RetortError } from "@retort/core/errors";
import { similar } from "@retort/core/graph/similar";
import type { Config } from "./config/config.ts";
import { exists } from "./files.ts";
import { importFile, loadError } from "./load.ts";
import { importPart } from "./part.ts";
import { join } from "./paths.ts";

type Check = (value: unknown) => boolean;

const isFunction: Check = (value) => typeof value === "function";

const isSwitch: Check = (value) => typeof value === "boolean" || isFunction(value);

const wanted: {
  readonly [K in keyof Required<Environment>]: { readonly what: string; readonly check: Check };
} = {
  metadata: { what: 'a function: () => import("../models.ts")', check: isFunction },
  url: {
    what: "a string or a function",
    check: (value) => typeof value === "string" || isFunction(value),
  },
  connection: { what: "a function that opens a connection", check: isFunction },
  dialects: { what: "an array of dialects", check: Array.isArray },
  plugins: { what: "an array of plugins", check: Array.isArray },
  includeName: { what: "a function", check: isFunction },
  includeObject: { what: "a function", check: isFunction },
  includeSchemas: {
    what: "true, false or an array of names",
    check: (value) => typeof value === "boolean" || Array.isArray(value),
  },
  compareType: { what: "true, false or a function", check: isSwitch },
  compareDefault: { what: "true, false or a function", check: isSwitch },
  unmanaged: { what: '"keep" or "drop"', check: (value) => value === "keep" || value === "drop" },
  comparators: { what: "an array of patterns", check: Array.isArray },
  compare: { what: "an array of comparators", check: Array.isArray },
  renderItem: { what: "a function", check: isFunction },
  renderAsBatch: { what: "true or false", check: (value) => typeof value === "boolean" },
  processRevision: { what: "a function", check: isFunction },
  databases: {
    what: "an object of environments by the names of databases",
    check: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  },
  hooks: {
    what: "an object of functions",
    check: (value) =>
      typeof value === "object" && value !== null && Object.values(value).every(isFunction),
  },
};

/**
 * The environment that `env.ts` in a folder default-exports.
 *
 * @throws {RetortError} `config/bad-environment`, `source/cannot-load`.
 */
export async function loadEnvironment(scriptLocation: string): Promise<Environment> {
  const path = join(scriptLocation, "env.ts");
  if (!exists(path)) {
    throw new RetortError("config/bad-environment", { path, problem: "there is no such file" });
  }
  return checkEnvironment(await importFile(path), path);
}

/**
 * The exports of an `env.ts` as an environment, checked.
 *
 * @throws {RetortError} `config/bad-environment`.
 */
export function checkEnvironment(exports: unknown, path: string): Environment {
  const bad = (problem: string): RetortError =>
    new RetortError("config/bad-environment", { path, problem }, { place: { file: path } });
  const found = (exports as { readonly default?: unknown }).default;
  if (found === undefined) throw bad("it has no default export");
  if (typeof found !== "object" || found === null || Array.isArray(found)) {
    throw bad("its default export is no object");
  }
  checkKeys(found, wanted, bad);
  const { databases = {} } = found as Environment;
  for (const [name, own] of Object.entries(databases)) {
    if (typeof own !== "object" || own === null) throw bad(`databases.${name} is no object`);
    const { databases: _all, hooks: _hooks, dialects: _dialects, plugins: _plugins, ...keys } =
      wanted;
    checkKeys(own, keys, (problem) => bad(`in databases.${name}, ${problem}`));
  }
  return found;
}

function checkKeys(
  found: object,
  known: Readonly<Record<string, { readonly what: string; readonly check: Check }>>,
  bad: (problem: string) => RetortError,
): void {
  for (const [key, value] of Object.entries(found)) {
    const entry = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!entry) {
      const [guess] = similar(key, Object.keys(known));
      throw bad(`"${key}" is unknown${guess === undefined ? "" : `; did you mean "${guess}"`}`);
    }
    if (value !== undefined && !entry.check(value)) throw bad(`"${key}" must be ${entry.what}`);
  }
}

/**
 * The environment with its plugins at work; what plugins are is loaded only where there are some.
 *
 * @throws {RetortError} `plugin/clash`, `plugin/bad-shape`.
 */
export async function withPlugins(environment: Environment): Promise<Environment> {
  if (!environment.plugins?.length) return environment;
  return await (await loadPlugins()).withPluginsOf(environment);
}

/**
 * The environment of a project for one database, with plugins.
 *
 * @throws {RetortError} `config/bad-environment`, `source/cannot-load`, `plugin/…`.
 */
export async function environmentIn(config: Config): Promise<Environment> {
  const { scriptLocation } = config;
  const found = environmentFor(await loadEnvironment(scriptLocation), config);
  return withNamedModels(await withPlugins(found), scriptLocation);
}

/** The environment whose models name the file, where loading them fails by what they throw. */
export function withNamedModels(environment: Environment, scriptLocation: string): Environment {
  const { metadata } = environment;
  if (!metadata) return environment;
  return {
    ...environment,
    metadata: async () => {
      try {
        return await metadata();
      } catch (error) {
        throw isRetortError(error) ? error : loadError(error, join(scriptLocation, "env.ts"));
      }
    },
  };
}

/** The dialect with what plugins bring to it. */
export async function pluggedDialect(
  dialect: Dialect,
  { plugins = [] }: Environment,
): Promise<Dialect> {
  if (plugins.length === 0) return dialect;
  return (await loadPlugins()).plugDialect(dialect, plugins);
}

async function loadPlugins(): Promise<typeof import("./plugins.ts")> {
  return await importPart("./plugins.ts");
}

/**
 * The environment as it is for one database of a project.
 *
 * @throws {RetortError} `config/bad-environment` for a database that the config file does not name.
 */
export function environmentFor(
  environment: Environment,
  { scriptLocation, path, database, databases }: Pick<
    Config,
    "scriptLocation" | "path" | "database" | "databases"
  >,
): Environment {
  const named = Object.keys(environment.databases ?? {});
  const unknown = named.find((name) => !databases.includes(name));
  if (unknown !== undefined) {
    const file = join(scriptLocation, "env.ts");
    const problem = `databases.${unknown} is none of the databases that ${path} names`;
    throw new RetortError("config/bad-environment", { path: file, problem }, { place: { file } });
  }
  return database === undefined ? environment : environmentOf(environment, database);
}
