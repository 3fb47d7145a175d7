/**
 * `retort import`.
 *
 * @module
 */
import { reveal, secret } from "@retort/core/secret";
import * as core from "@retort/core/commands/import_alembic";
import { introspect } from "@retort/core/commands/introspect";
import { isRetortError, RetortError } from "@retort/core/errors";
import { findAlembic, type FoundProject } from "../alembic/find.ts";
import { readText } from "../files.ts";
import { printImport } from "../alembic/report.ts";
import { alembicRunner } from "../alembic/run.ts";
import { dialectOfUrl } from "../alembic/url.ts";
import { variable } from "../env.ts";
import { keepModels } from "../models_file.ts";
import { dirname, join, tidy } from "../paths.ts";
import type { FolderProject } from "../project.ts";
import { targetOf } from "../templates/target.ts";
import type { Context, GlobalFlags } from "./common.ts";
import { type InitReport, isEmpty, makeProject } from "./init.ts";
import { open } from "./open.ts";

/** The flags of `import`. */
export interface ImportFlags extends GlobalFlags {
  /** The folder for `env.ts` and revisions. */
  readonly to?: string | undefined;
  /** The section of `alembic.ini`. */
  readonly section?: string | undefined;
  /** The program that prints the SQL. */
  readonly runAlembic?: string | undefined;
  /** What Alembic printed elsewhere. */
  readonly sqlFile?: readonly string[] | undefined;
  /** Whether Alembic isn't run. */
  readonly stubs?: boolean | undefined;
  /** Alembic's version table. */
  readonly versionTable?: string | undefined;
  /** The schema of that table. */
  readonly versionSchema?: string | undefined;
  /** Whether the database isn't opened. */
  readonly filesOnly?: boolean | undefined;
  /** Whether nothing is written at all. */
  readonly dryRun?: boolean | undefined;
  /** Whether revisions of the same ids are written over. */
  readonly force?: boolean | undefined;
}

/** What was taken over, or would be. */
export interface ImportReport {
  /** Whether it was only a rehearsal. */
  readonly dryRun: boolean;
  /** Alembic's config file. */
  readonly from: string;
  /** What `init` did; absent where there was a project. */
  readonly project?: Pick<InitReport, "created" | "kept" | "changed">;
  /** The revisions. */
  readonly revisions: readonly core.ImportedRevision[];
  /** The heads. */
  readonly heads: readonly string[];
  /** Where the database stands; absent where it was not opened. */
  readonly database?: core.TakenDatabase;
  /** Why the database could not be taken over; the files are whole. */
  readonly failed?: string;
  /** The models that were written, with what is in the database. */
  readonly models: readonly string[];
  /** What is left to a person, in words. */
  readonly notes: readonly string[];
}

/** Takes over a project of another tool. */
export async function importProject(
  this: Context,
  flags: ImportFlags,
  ...[, place]: readonly ["alembic", string]
): Promise<void> {
  const { force = false } = flags;
  const found = findAlembic(place, flags);
  const own = await existing(flags, found);
  if (own) await core.expectEmpty(own, { force });
  else expectFree(folderOf(flags));
  const chosen = flags.url ?? (variable("RETORT_URL") || undefined) ?? found.url?.url ??
    (own && await own.url());
  const url = chosen && reveal(chosen);
  if (url === undefined) throw new RetortError("database/no-url", { config: found.ini });
  const dialect = dialectOfUrl(url);
  const { taken, notes } = await readProject(flags, found, dialect);
  const report = flags.dryRun
    ? rehearsed({ found, taken, own, url }, folderOf(flags))
    : await written(flags, { found, taken, own, url });
  const whole = { ...report, notes: [...found.notes, ...notes, ...report.notes] };
  printImport(this, flags, whole);
  if (whole.failed !== undefined) this.exit(1);
  else if (needsWork(whole)) this.exit(3);
}

function folderOf({ to = "migrations" }: ImportFlags): string {
  return tidy(to);
}

/** Nothing is written into a folder of Alembic, nor is it said to be in the way. */
function expectFree(folder: string): void {
  if (!isEmpty(folder)) throw new RetortError("import/folder-taken", { folder });
}

/** Whether something is left to do before a run: an upgrade to fill in, or rows of other revisions. */
function needsWork({ revisions, database }: ImportReport): boolean {
  if (database !== undefined && database.unknown.length > 0) return true;
  const waiting = database && new Set(database.pending);
  return revisions.some(({ id, upgrade }) =>
    upgrade === "stub" && (waiting === undefined || waiting.has(id))
  );
}

/** The project that is here already, if its version table is that of Alembic. */
async function existing(
  flags: ImportFlags,
  { settings }: FoundProject,
): Promise<FolderProject | undefined> {
  let project: FolderProject;
  try {
    project = await open(flags);
  } catch (error) {
    if (flags.config === undefined && isMissing(error)) return undefined;
    throw error;
  }
  const { path, versionTable, versionSchema } = project.config;
  const pairs = [
    ["version_table", versionTable, settings["version_table"]],
    ["version_schema", versionSchema, settings["version_schema"]],
  ] as const;
  for (const [key, has, wanted] of pairs) {
    if (has === wanted) continue;
    const data = { config: path, key, found: has ?? "", wanted: wanted ?? "" };
    throw new RetortError("import/version-table", data);
  }
  return project;
}

function isMissing(error: unknown): boolean {
  return error instanceof RetortError && error.code === "config/missing";
}

async function readProject(
  flags: ImportFlags,
  found: FoundProject,
  dialect: string,
): Promise<{ readonly taken: core.AlembicProject; readonly notes: readonly string[] }> {
  const { ini, section, folder, files, settings } = found;
  const versionTable = settings["version_table"] ?? "alembic_version";
  const scripts = (flags.sqlFile ?? []).map((path) => ({ path, text: readText(path) }));
  const options = { files, versionTable, dialect, scripts };
  if (flags.stubs || scripts.length > 0) {
    return { taken: await core.readAlembic(options), notes: [] };
  }
  const other = found.url === undefined ? dialect : dialectOfUrl(found.url.url);
  if (other !== dialect) throw new RetortError("import/other-dialect", { dialect, alembic: other });
  const program = flags.runAlembic;
  const run = await alembicRunner({ program, ini, section, folder, x: flags.xArg ?? [] });
  if (run) return { taken: await core.readAlembic({ ...options, run }), notes: [] };
  const notes = [
    "alembic is not on the PATH: --run-alembic PATH names it, as in .venv/bin/alembic",
  ];
  return { taken: await core.readAlembic(options), notes };
}

/** What would be written. */
function rehearsed({ found, taken, own }: Taking, folder: string): ImportReport {
  const { file_template: template, truncate_slug_length: length, timezone } = found.settings;
  const settings = own?.settings ?? {
    fileTemplate: template ?? "%(rev)s_%(slug)s",
    truncateSlugLength: Number(length ?? 40),
    ...(timezone === undefined ? {} : { timezone }),
  };
  const [versions = join(folder, "versions")] = own?.config.versionLocations ?? [];
  const described = core.describeAlembic(taken, settings);
  return {
    dryRun: true,
    from: found.ini,
    revisions: described.map((item) => ({ ...item, path: join(versions, item.path) })),
    heads: taken.graph.heads.map(({ id }) => id),
    models: [],
    notes: [],
  };
}

interface Taking {
  readonly found: FoundProject;
  readonly taken: core.AlembicProject;
  readonly own: FolderProject | undefined;
  readonly url: string;
}

async function written(
  flags: ImportFlags,
  { found, taken, own, url }: Taking,
): Promise<ImportReport> {
  const { force = false } = flags;
  const target = targetOf(url);
  const { settings } = found;
  const made = own ? undefined : makeProject(folderOf(flags), Deno.cwd(), { target, settings });
  // The file has a variable for the password, which need not be set yet.
  const project = own ?? await open({ ...flags, url: secret(url) });
  const revisions = await core.writeAlembic(project, taken, { force });
  const report: ImportReport = {
    dryRun: false,
    from: found.ini,
    ...(made === undefined ? {} : { project: made }),
    revisions,
    heads: taken.graph.heads.map(({ id }) => id),
    models: [],
    notes: [
      ...(found.url?.left ?? []).map((item) => `left out of the URL: ${item}`),
      ...(made?.todo ?? []),
    ],
  };
  if (flags.filesOnly) return report;
  try {
    const database = await core.takeOver(project);
    const { rows, unknown } = database;
    if (rows.length === 0 || unknown.length > 0) return { ...report, database };
    return { ...report, database, ...await modelsFrom(project, force) };
  } catch (error) {
    // The files are whole, and a run goes by the version table all the same.
    if (!isRetortError(error)) throw error;
    return { ...report, failed: `${error.code}: ${error.message}` };
  }
}

/** Models of what is there, so that autogenerate begins with no difference. */
async function modelsFrom(
  project: FolderProject,
  force: boolean,
): Promise<{ readonly models: readonly string[] }> {
  const path = join(dirname(project.config.path), "models.ts");
  const text = await introspect(project);
  try {
    return { models: keepModels(path, text, force) };
  } catch (error) {
    // Models that somebody wrote stay.
    if (error instanceof RetortError && error.code === "cli/bad-argument") return { models: [] };
    throw error;
  }
}
