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
import { reveal, type Secret, secret } from "@retort/core/secret";
import type { Environment, EnvironmentContext, Project } from "@retort/core/commands";
import type { Connection, ConnectOptions, ScratchDatabase } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { compact } from "@retort/core/schema/data";
import type { Store } from "@retort/core/source";
import { bundleAt, refreshBundle } from "./bundle.ts";
import { type Config, loadConfig } from "./config/config.ts";
import { findDialect, findDriver, schemeOf } from "./dialects.ts";
import { variable } from "./env.ts";
import { exists } from "./files.ts";
import { settingsOf } from "./settings.ts";
import { environmentIn, pluggedDialect } from "./environment.ts";
import { importPart } from "./part.ts";
import { tidy } from "./paths.ts";
import { findCommit, whoami } from "./who.ts";
import { openStore } from "./store.ts";

export type { Config } from "./config/config.ts";
export type { HookSetting } from "./config/hooks.ts";

/** Which project to open, and what the command line would say besides. */
export interface ProjectOptions {
  /** The config file; absent: `$RETORT_CONFIG`, then `./retort.ini`, then `./deno.json`. */
  readonly config?: string | undefined;
  /** The section of the config file: `retort` unless told. */
  readonly name?: string | undefined;
  /** The database URL; comes before all others. */
  readonly url?: Secret | string | undefined;
  /** Which of the version locations new revisions are written to; the first unless told. */
  readonly versionPath?: string | undefined;
  /** The `-x` arguments. */
  readonly x?: Readonly<Record<string, string>>;
  /** What `--tag` says. */
  readonly tag?: string | undefined;
  /** Where transactions begin and end; comes before the config file. */
  readonly transactionMode?: Config["transactionMode"] | undefined;
  /** How long to wait for another run, in milliseconds; comes before the config file. */
  readonly lockWait?: number | undefined;
  /** How long a statement waits for a lock, in milliseconds; comes before the config file. */
  readonly lockTimeout?: number | undefined;
  /** Stops a run between two statements when it fires. */
  readonly signal?: AbortSignal | undefined;
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
  url(): Promise<Secret>;
}

/**
 * Opens the project in the current folder; only the config file is read before more is asked for.
 *
 * @throws {RetortError} `config/…`.
 */
export async function openProject(options: ProjectOptions = {}): Promise<FolderProject> {
  const { x = {}, tag, signal } = options;
  const config = await configOf(options);
  const { database, databases } = config;
  const told = compact({ x, tag, database });
  const { own, ...reach } = reachOf(config, told, options.url);
  const project: FolderProject = {
    config,
    settings: settingsOf(config, options),
    store: storeOf(config, options.versionPath),
    clock: { now: () => new Date() },
    ids: { revision: () => crypto.randomUUID().slice(-12) },
    ...told,
    ...(databases.length > 0 ? { databases } : {}),
    ...(signal === undefined ? {} : { signal }),
    bundle: bundleAt(config.bundle),
    ...reach,
    flavour: () => flavourOf(project),
    connect: async (connectOptions) => await own() ?? await connect(project, connectOptions),
    another: async () => await own() ? undefined : () => connect(project, undefined),
    who: whoami,
    commit: findCommit,
    scratch: (place) => openScratch(project, place),
    writing: () => withHooks(config, reach.environment),
    written: async (file) => {
      await withHooks(config, reach.environment, file);
      await refreshBundle(project);
    },
    release: async (connection) => {
      // env.ts may have a connection() that gives none.
      if (connection !== await own()) await connection.close();
    },
  };
  return project;
}

/**
 * Opens the project in the current folder, once for each of its databases where it has several and the
 * options choose none. `moveAll` of `@retort/core/commands` takes what it gives.
 *
 * @throws {RetortError} `config/…`, `database/several` for a URL that would be that of all,
 *   `database/twice` where two databases are one.
 */
export async function openDatabases(
  options: ProjectOptions = {},
): Promise<readonly [FolderProject, ...FolderProject[]]> {
  const project = await openProject(options);
  const { databases } = project.config;
  if (!isSeveral(project.config)) return [project];
  if (options.url !== undefined || variable("RETORT_URL")) {
    throw new RetortError("database/several", { databases });
  }
  const [first = "", ...others] = databases;
  const opened: [FolderProject, ...FolderProject[]] = [
    await openProject({ ...options, name: first }),
  ];
  for (const name of others) opened.push(await openProject({ ...options, name }));
  await refuseTwice(opened);
  return opened;
}

/** Two databases in one place would take each other's revisions for their own. */
async function refuseTwice(projects: readonly FolderProject[]): Promise<void> {
  const seen = new Map<string, string>();
  for (const { config, environment, url } of projects) {
    if ((await environment()).connection) continue;
    const key = JSON.stringify([reveal(await url()), config.versionTable, config.versionSchema]);
    const other = seen.get(key);
    if (other !== undefined) {
      throw new RetortError("database/twice", { names: [other, config.section] });
    }
    seen.set(key, config.section);
  }
}

/** The ways to a database, each gone when it is first asked for; `own` is what `env.ts` opens. */
function reachOf(
  config: Config,
  told: Omit<EnvironmentContext, "section">,
  given: Secret | string | undefined,
): Pick<FolderProject, "environment" | "url" | "dialect"> & {
  readonly own: () => Promise<Connection | undefined>;
} {
  const { databases } = config;
  const environment = once(() => environmentIn(config));
  const url = once(async () => {
    if (isSeveral(config)) throw new RetortError("database/several", { databases });
    const first = given ?? (variable("RETORT_URL") || undefined);
    return hidden(first ?? await findUrl(config, await environment(), told));
  });
  const own = once(async () => {
    if (isSeveral(config)) throw new RetortError("database/several", { databases });
    return await (await environment()).connection?.();
  });
  const dialect = once(async () => {
    const found = await environment();
    const opened = found.connection ? await own() : undefined;
    const scheme = opened ? `${opened.server.dialect}:` : reveal(await url());
    return await pluggedDialect(await findDialect(scheme, found.dialects), found);
  });
  return { environment, url, own, dialect };
}

async function configOf({ config: path, name: section }: ProjectOptions): Promise<Config> {
  return await loadConfig({
    ...(path === undefined ? {} : { path }),
    ...(section === undefined ? {} : { section }),
  });
}

/** Whether a section lists several databases, and none of them is chosen. */
export function isSeveral(
  { database, databases }: Pick<Config, "database" | "databases">,
): boolean {
  return database === undefined && databases.length > 0;
}

/** Opens the scratch database of a URL, or makes one of a random name beside the project's own. */
async function openScratch(
  { dialect, url, environment }: FolderProject,
  place: string | undefined,
): Promise<ScratchDatabase> {
  const scratch = await importPart<typeof import("./scratch.ts")>("./scratch.ts");
  if (place !== undefined) {
    return await scratch.openGiven(place, await dialect(), (await environment()).dialects);
  }
  return await scratch.makeBeside(reveal(await url()), await dialect());
}

/** The product that the URL names; a connection that is given has no URL. */
async function flavourOf({ environment, dialect, url }: FolderProject): Promise<string> {
  const { name, flavours = [] } = await dialect();
  const scheme = (await environment()).connection ? name : schemeOf(reveal(await url()));
  return flavours.includes(scheme) ? scheme : name;
}

/** Runs the post-write hooks on a new revision file; before there is one, they are looked for. */
async function withHooks(
  { hooks, path: config }: Config,
  environment: () => Promise<Environment>,
  file?: string,
): Promise<void> {
  if (hooks.length === 0) return;
  const { checkHooks, runHooks } = await importPart<typeof import("./hooks.ts")>("./hooks.ts");
  const options = { hooks, config, environment };
  await (file === undefined ? checkHooks(options) : runHooks({ ...options, file }));
}

function storeOf(config: Config, versionPath: string | undefined): Store {
  return openStore({
    locations: locationsOf(config, versionPath),
    recursive: config.recursive,
    except: config.bundle,
    // A folder that is asked for comes before that of the revision which is followed.
    ...(versionPath === undefined ? {} : { beside: "ignore" }),
    scriptLocation: config.scriptLocation,
    ...(config.sandbox ? { load: (paths) => loadInSandbox(paths, config) } : {}),
  });
}

async function loadInSandbox(
  paths: readonly string[],
  { sandboxTimeout: timeout }: Config,
): Promise<readonly unknown[]> {
  const path = "./sandbox/load.ts";
  const sandbox = await importPart<typeof import("./sandbox/load.ts")>(path);
  return await sandbox.loadInSandbox(paths, { timeout });
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

/** Opens a connection by the driver alone where that can be, so that no more is loaded. */
async function connect(
  { url, environment, dialect }: FolderProject,
  options: ConnectOptions | undefined,
): Promise<Connection> {
  const place = reveal(await url());
  const driver = await findDriver(place, (await environment()).dialects) ?? await dialect();
  if (driver.connect) return await driver.connect(place, { ...options, exists });
  throw new RetortError("dialect/offline-only", { dialect: driver.name });
}

async function findUrl(
  config: Config,
  { url }: Environment,
  told: Omit<EnvironmentContext, "section">,
): Promise<Secret | string> {
  const cx: EnvironmentContext = { ...told, section: config.section };
  const found = (typeof url === "function" ? await url(cx) : url) ?? config.url();
  if (found !== undefined && reveal(found) !== "") return found;
  throw new RetortError("database/no-url", { config: config.path });
}

function hidden(url: Secret | string): Secret {
  return typeof url === "string" ? secret(url) : url;
}

/** The same promise each time. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= work();
}
