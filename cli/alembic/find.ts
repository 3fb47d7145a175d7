/**
 * Finding an Alembic project, and what its settings mean here.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import type { SourceFile } from "@retort/core/source";
import { denied } from "../denied.ts";
import { exists, readIfThere, readText } from "../files.ts";
import { basename, dirname, isAbsolute, join, relative, tidy } from "../paths.ts";
import { type AlembicValues, locationsIn, readAlembicIni } from "./ini.ts";
import { type TakenUrl, takenUrl } from "./url.ts";

/** An Alembic project as it was found. */
export interface FoundProject {
  /** The config file. */
  readonly ini: string;
  /** The section of it. */
  readonly section: string;
  /** The folder that Alembic is run in. */
  readonly folder: string;
  /** The Python files of its version locations. */
  readonly files: readonly SourceFile[];
  /** The database, where it is named. */
  readonly url?: TakenUrl;
  /** Settings that go into `retort.ini`: `version_table`, `file_template` … */
  readonly settings: Readonly<Record<string, string>>;
  /** What is not taken over, in words. */
  readonly notes: readonly string[];
}

/** What the command line says about it. */
export interface FindOptions {
  /** The section; `alembic` unless told. */
  readonly section?: string | undefined;
  /** The version table; what the project says unless told. */
  readonly versionTable?: string | undefined;
  /** Its schema. */
  readonly versionSchema?: string | undefined;
}

/**
 * Finds the project in a folder, by its `alembic.ini`, which may also be named itself.
 *
 * @throws {RetortError} `import/no-project`, `import/several`.
 */
export function findAlembic(place: string, options: FindOptions = {}): FoundProject {
  const { section = "alembic" } = options;
  const ini = iniAt(tidy(place));
  const folder = dirname(ini) || ".";
  const here = join(Deno.cwd(), folder);
  const all = readAlembicIni(readText(ini), { path: ini, here });
  const values = all.values(section);
  if (values === undefined) {
    const known = all.sections.map((name) => `[${name}]`).join(", ");
    const problem = `${basename(ini)} has no section [${section}], but ${known || "no other"}`;
    throw new RetortError("import/no-project", { path: place, problem });
  }
  const databases = (values["databases"] ?? "").split(/[,\s]+/).filter(Boolean);
  if (databases.length > 0) throw new RetortError("import/several", { path: ini, databases });
  const scripts = scriptsOf(values, folder, place);
  const env = readIfThere(join(scripts, "env.py")) ?? "";
  const url = takenUrl(values["sqlalchemy.url"], folder);
  return {
    ini,
    section,
    folder,
    files: filesOf(values, { scripts, folder, place }),
    ...(url === undefined ? {} : { url }),
    settings: settingsOf(values, env, options),
    notes: notesOf(values, all.sections.filter((name) => name !== section)),
  };
}

function iniAt(place: string): string {
  if (place.endsWith(".ini")) return place;
  const found = [place, dirname(place) || "."].map((folder) => join(folder, "alembic.ini"))
    // Only the folder of env.py has its settings one folder up.
    .find((path, index) => exists(path) && (index === 0 || exists(join(place, "env.py"))));
  if (found !== undefined) return found;
  const problem = exists(join(place, "pyproject.toml"))
    ? "it has no alembic.ini; settings in pyproject.toml alone are not read"
    : "it has no alembic.ini";
  throw new RetortError("import/no-project", { path: place, problem });
}

/** The folder of `env.py`; that of the file itself, as Flask-Migrate has it. */
function scriptsOf(values: AlembicValues, folder: string, place: string): string {
  const named = values["script_location"];
  const path = named === undefined ? folder : join(folder, named.replace(/^(\w[\w.]+):/, asFolder));
  if (exists(join(path, "env.py"))) return path;
  const problem = `its script_location ${path} has no env.py`;
  throw new RetortError("import/no-project", { path: place, problem });
}

/** `package:folder` is a folder of a Python package. */
function asFolder(_all: string, name: string): string {
  return `${name.replaceAll(".", "/")}/`;
}

function filesOf(
  values: AlembicValues,
  { scripts, folder, place }: {
    readonly scripts: string;
    readonly folder: string;
    readonly place: string;
  },
): readonly SourceFile[] {
  const listed = locationsIn(values);
  const locations = listed.length === 0
    ? [join(scripts, "versions")]
    : listed.map((path) => join(folder, path.replace(/^(\w[\w.]+):/, asFolder)));
  const recursive = /^(?:true|1|yes|on)$/i.test(values["recursive_version_locations"] ?? "");
  const paths = [...new Set(locations)].flatMap((path) => pythonIn(path, recursive));
  if (paths.length > 0) {
    return paths.map((path) => ({ path: fromHere(path), text: readText(path) }));
  }
  const problem = `there are no revisions in ${locations.join(", ")}`;
  throw new RetortError("import/no-project", { path: place, problem });
}

/** A path seen from the current folder, which is how it stands in stubs. */
function fromHere(path: string): string {
  return isAbsolute(path) ? relative(Deno.cwd(), path) : path;
}

function pythonIn(folder: string, recursive: boolean): readonly string[] {
  let entries: readonly Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(folder)].sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw denied(error) ?? error;
  }
  return entries.flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    if (isDirectory) return recursive && name !== "__pycache__" ? pythonIn(path, true) : [];
    return /^(?!\.#|__init__).*\.py$/.test(name) ? [path] : [];
  });
}

/** The settings that mean the same here. */
function settingsOf(
  values: AlembicValues,
  env: string,
  { versionTable, versionSchema }: FindOptions,
): Readonly<Record<string, string>> {
  // Most projects set these where env.py calls context.configure().
  const inEnv = (key: string): string | undefined =>
    new RegExp(String.raw`^[^#\n]*\b${key}\s*=\s*["']([^"'\n]+)["']`, "m").exec(env)?.[1];
  const schema = versionSchema ?? values["version_table_schema"] ?? inEnv("version_table_schema");
  const table = versionTable ?? values["version_table"] ?? inEnv("version_table");
  const template = values["file_template"];
  // %(slug).40s and the like are Python's, and no token of ours.
  const same = template?.replace(/%\(\w+\)\.?\d*[sd]/g, "").includes("%") === false;
  const kept = ["truncate_slug_length", "timezone"].flatMap((key) =>
    values[key] === undefined || values[key] === "" ? [] : [[key, values[key]] as const]
  );
  return {
    version_table: table ?? "alembic_version",
    ...(schema === undefined ? {} : { version_schema: schema }),
    ...(template !== undefined && same ? { file_template: template } : {}),
    ...Object.fromEntries(kept),
  };
}

const others: Readonly<Record<string, string>> = {
  sourceless: "files without sources are not read",
  output_encoding: "new files are UTF-8",
  revision_environment: "templates run no environment",
};

function notesOf(values: AlembicValues, sections: readonly string[]): readonly string[] {
  const ignored = Object.entries(others).flatMap(([key, why]) =>
    values[key] === undefined || /^(?:false|utf-?8)?$/i.test(values[key]) ? [] : [`${key}: ${why}`]
  );
  const more = sections.length === 0 ? [] : [
    `alembic.ini has other projects in ${sections.map((name) => `[${name}]`).join(", ")}: ` +
    "take each over in a folder of its own, with --section NAME",
  ];
  return [...ignored, ...more];
}
