/**
 * The settings of a project, from `retort.ini` or the `"retort"` object of `deno.json`.
 *
 * @module
 */
import { type Secret, secret } from "@retort/core/secret";
import { type Place, RetortError } from "@retort/core/errors";
import { variable } from "../env.ts";
import { dirname, join } from "../paths.ts";
import { expand } from "./expand.ts";
import { type HookSetting, readHooks } from "./hooks.ts";
import { choice, duration, type Reader, text, timezone, toggle, whole } from "./values.ts";
import { configTable } from "./keys.ts";
import { findSource, namesIn, type Source } from "./source.ts";

/** Which config file and section to use. */
export interface ConfigOptions {
  /** The config file; absent: `$RETORT_CONFIG`, then `./retort.ini`, then `./deno.json`. */
  readonly path?: string;
  /** The section; absent: `retort`. */
  readonly section?: string;
}

/** The settings of one section, checked; paths are seen from the current folder. */
export interface Config {
  /** The config file. */
  readonly path: string;
  /** The section. */
  readonly section: string;
  /** The names of the databases where the project has several; none otherwise. */
  readonly databases: readonly string[];
  /** Which of them the section describes. */
  readonly database?: string;
  /** The folder with `env.ts` and the template. */
  readonly scriptLocation: string;
  /** The folders with revision files; new ones go into the first. */
  readonly versionLocations: readonly string[];
  /** The module that all revisions are bundled into. */
  readonly bundle: string;
  /** Whether their sub-folders hold revision files too. */
  readonly recursive: boolean;
  /** How files of new revisions are called. */
  readonly fileTemplate: string;
  /** How long the part of a file name that comes from the message may be. */
  readonly truncateSlugLength: number;
  /** The time zone of dates in new revisions; absent: UTC. */
  readonly timezone?: string;
  /** What is done to each new revision file. */
  readonly hooks: readonly HookSetting[];
  /** The name of the version table. */
  readonly versionTable: string;
  /** The schema that the version table is in. */
  readonly versionSchema?: string;
  /** Whether each revision is a transaction, or all of a run are one. */
  readonly transactionMode: "revision" | "all" | "none";
  /** How runs are kept apart. */
  readonly lock: "session" | "lease";
  /** How long a run waits for another, in milliseconds. */
  readonly lockWait: number;
  /** How long a statement of a revision waits for a lock, in milliseconds; 0: as the server does. */
  readonly lockTimeout: number;
  /** How many times it tries. */
  readonly lockTries: number;
  /** Whether a run ends with recording what the schema is like. */
  readonly recordSchema: boolean;
  /** Whether losing rows is refused or only said. */
  readonly dataLoss: "refuse" | "warn";
  /** Whether what would be lost is kept under another name. */
  readonly keep: boolean;
  /** Whether this database is protected: data loss cannot be allowed there. */
  readonly protect: boolean;
  /** Whether code of revisions runs without rights. */
  readonly sandbox: boolean;
  /** How long such code may give no sign of life, in milliseconds. */
  readonly sandboxTimeout: number;
  /** The database URL, if the file has one; its variables are looked up only now. */
  url(): Secret | undefined;
}

/** The names of the keys of a section. */
export const configKeys: readonly string[] = configTable.map(({ name }) => name);

/**
 * Loads the settings.
 *
 * @throws {RetortError} `config/…` where the file, the section or a value cannot be used.
 */
export async function loadConfig(options: ConfigOptions = {}): Promise<Config> {
  return readConfig(await findSource(options, configKeys));
}

/** Checks the values of a section. */
export function readConfig(source: Source): Config {
  const reader = readerOf(source);
  const folder = dirname(source.path);
  const scriptLocation = join(folder, slashed(text(reader, "script_location")));
  const locations = locationsIn(reader, folder);
  const fileTemplate = text(reader, "file_template", "%(rev)s_%(slug)s");
  const zone = timezone(reader, "timezone");
  const versionSchema = text(reader, "version_schema", "");
  return {
    path: source.path,
    section: source.section,
    ...databasesOf(source),
    scriptLocation,
    versionLocations: locations.length === 0 ? [join(scriptLocation, "versions")] : locations,
    bundle: bundleIn(reader, folder) ?? join(scriptLocation, "bundle.ts"),
    recursive: toggle(reader, "recursive_version_locations", fileTemplate.includes("/")),
    fileTemplate,
    truncateSlugLength: whole(reader, "truncate_slug_length", 40),
    ...(zone === undefined ? {} : { timezone: zone }),
    hooks: readHooks(reader).map((hook) =>
      hook.cwd === undefined ? hook : { ...hook, cwd: join(folder, slashed(hook.cwd)) }
    ),
    versionTable: text(reader, "version_table", "retort_version"),
    ...(versionSchema === "" ? {} : { versionSchema }),
    transactionMode: choice(reader, "transaction_mode", ["revision", "all", "none"]),
    lock: choice(reader, "lock", ["session", "lease"]),
    lockWait: duration(reader, "lock_wait", 60_000),
    lockTimeout: duration(reader, "lock_timeout", 3_000),
    lockTries: whole(reader, "lock_tries", 10),
    recordSchema: toggle(reader, "record_schema", true),
    dataLoss: choice(reader, "data_loss", ["refuse", "warn"]),
    keep: toggle(reader, "keep", false),
    protect: toggle(reader, "protect", false),
    url: () => urlIn(reader),
    sandbox: toggle(reader, "sandbox", false),
    sandboxTimeout: duration(reader, "sandbox_timeout", 60_000),
  };
}

function urlIn(reader: Reader): Secret | undefined {
  const { value = "" } = reader("url") ?? {};
  return value === "" ? undefined : secret(value);
}

function bundleIn(reader: Reader, folder: string): string | undefined {
  const path = text(reader, "bundle", "");
  return path === "" ? undefined : join(folder, slashed(path));
}

function databasesOf(
  { path, section, databases = [], values, line }: Source,
): Pick<Config, "databases" | "database"> {
  const key = "databases";
  const own = namesIn(values[key]);
  const twice = own.find((name, index) => own.indexOf(name) !== index);
  const problem = own.length > 0 && section !== "retort"
    ? "only section [retort] has it"
    : own.includes("retort")
    ? "retort is the section that lists them"
    : twice === undefined
    ? undefined
    : `"${twice}" is listed twice`;
  if (problem === undefined) {
    return databases.length > 0 ? { databases, database: section } : { databases: own };
  }
  const at = line(key);
  const place: Place = at === undefined ? { file: path } : { file: path, line: at };
  throw new RetortError("config/bad-value", { path, key, problem }, { place });
}

/** A path that may have been written on Windows; no folder is called with a backslash. */
function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The version locations: folders, one a line or between commas. */
function locationsIn(reader: Reader, folder: string): readonly string[] {
  const key = "version_locations";
  const found = reader(key);
  if (!found) return [];
  const names = namesIn(found.value);
  const locations = names.map((name) => join(folder, slashed(name)));
  const twice = names.find((_, index) => locations.indexOf(locations[index] ?? "") !== index);
  if (twice === undefined) return locations;
  const data = { path: reader.path, key, problem: `"${twice}" is listed twice` };
  throw new RetortError("config/bad-value", data, { place: found.place });
}

function readerOf(source: Source): Reader {
  const { path, section } = source;
  return Object.assign((key: string) => {
    const value = source.values[key];
    if (value === undefined) return undefined;
    const line = source.line(key);
    const place: Place = line === undefined ? { file: path } : { file: path, line };
    return { value: expand(value, { path, key, place, variable }), place };
  }, { path, section });
}
