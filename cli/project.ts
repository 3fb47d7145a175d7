/**
 * A project folder as the commands of `@retort/core/commands` take it.
 *
 * ```ts ignore
 * import { openProject } from "@retort/cli/project";
 * import { upgrade } from "@retort/core/commands";
 *
 * const project = await openProject({ config: "retort.ini" });
 * await upgrade(project, { target: "head" });
 * ```
 *
 * @module
 */
import type { Environment, EnvironmentContext, Project, Settings } from "@retort/core/commands";
import type { Connection, ConnectOptions, Dialect } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { defaultTemplate } from "@retort/core/source";
import { type Config, loadConfig } from "./config/config.ts";
import { findDialect } from "./dialects.ts";
import { variable } from "./env.ts";
import { loadEnvironment } from "./environment.ts";
import { join, tidy } from "./paths.ts";
import { openStore } from "./store.ts";

export type { Config } from "./config/config.ts";

/** Which project to open, and what the command line would say besides. */
export interface ProjectOptions {
  /** The config file; absent: `$RETORT_CONFIG`, then `./retort.ini`, then `./deno.json`. */
  readonly config?: string | undefined;
  /** The section of the config file: `retort` unless told. */
  readonly name?: string | undefined;
  /** The database URL; comes before all others. */
  readonly url?: string | undefined;
  /** Which of the version locations new revisions are written to; the first unless told. */
  readonly versionPath?: string | undefined;
  /** The `-x` arguments. */
  readonly x?: Readonly<Record<string, string>>;
}

/** An open project folder. */
export interface FolderProject extends Project {
  /** All settings of the section. */
  readonly config: Config;
  /**
   * The database URL: of the options, of `$RETORT_URL`, of `env.ts`, of the config file.
   *
   * @throws {RetortError} `database/no-url`.
   */
  url(): Promise<string>;
}

/**
 * Opens the project in the current folder; only the config file is read before more is asked for.
 *
 * @throws {RetortError} `config/…`.
 */
export async function openProject(options: ProjectOptions = {}): Promise<FolderProject> {
  const config = await loadConfig({
    ...(options.config === undefined ? {} : { path: options.config }),
    ...(options.name === undefined ? {} : { section: options.name }),
  });
  const x = options.x ?? {};
  const environment = once(() => loadEnvironment(config.scriptLocation));
  const url = once(async () => {
    const first = options.url ?? (variable("RETORT_URL") || undefined);
    return first ?? await findUrl(config, await environment(), x);
  });
  const own = once(async () => await (await environment()).connection?.());
  const dialect = once(async () => {
    const { dialects, connection } = await environment();
    const given = connection ? await own() : undefined;
    return await findDialect(given ? `${given.server.dialect}:` : await url(), dialects);
  });
  return {
    config,
    settings: settingsOf(config),
    store: openStore({
      locations: locationsOf(config, options.versionPath),
      recursive: config.recursive,
      scriptLocation: config.scriptLocation,
    }),
    clock: { now: () => new Date() },
    ids: { revision: () => crypto.randomUUID().slice(-12) },
    x,
    environment,
    url,
    dialect,
    connect: async (connectOptions) =>
      await own() ?? await connect(await dialect(), await url(), connectOptions),
    release: async (connection) => {
      if ((await environment()).connection === undefined) await connection.close();
    },
  };
}

/** The version locations, that of new revisions first. */
function locationsOf(config: Config, versionPath: string | undefined): readonly string[] {
  const { versionLocations } = config;
  if (versionPath === undefined) return versionLocations;
  const path = tidy(versionPath);
  if (versionLocations.includes(path)) return [path, ...versionLocations.filter((l) => l !== path)];
  const problem = `it is none of version_locations: ${versionLocations.join(", ")}`;
  throw new RetortError("cli/bad-argument", { argument: versionPath, problem });
}

async function connect(
  dialect: Dialect,
  url: string,
  options: ConnectOptions | undefined,
): Promise<Connection> {
  if (dialect.connect) return await dialect.connect(url, options);
  throw new RetortError("dialect/offline-only", { dialect: dialect.name });
}

function settingsOf(config: Config): Settings {
  const { path, versionTable, versionSchema, fileTemplate, truncateSlugLength, protect } = config;
  return {
    config: path,
    versionTable,
    ...(versionSchema === undefined ? {} : { versionSchema }),
    fileTemplate,
    truncateSlugLength,
    dataLoss: protect ? "refuse" : config.dataLoss,
    // Read when it is asked for: only `revision` needs it.
    get template(): string {
      return readTemplate(config.scriptLocation) ?? defaultTemplate;
    },
  };
}

function readTemplate(scriptLocation: string): string | undefined {
  try {
    return Deno.readTextFileSync(join(scriptLocation, "revision.ts.template"));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function findUrl(
  config: Config,
  { url }: Environment,
  x: Readonly<Record<string, string>>,
): Promise<string> {
  const cx: EnvironmentContext = { x, section: config.section };
  const found = (typeof url === "function" ? await url(cx) : url) ?? config.url();
  if (found !== undefined && found !== "") return found;
  throw new RetortError("database/no-url", { config: config.path });
}

/** The same promise each time. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= work();
}
