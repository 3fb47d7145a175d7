/**
 * What a template is made of: the revisions of a project folder, or imported ones.
 *
 * @module
 */
import type { Project } from "@retort/core/commands";
import type { Connection, Dialect } from "@retort/core/dialect";
import type { ErrorCode, ErrorData } from "@retort/core/errors";
import { isRetortError, migrate, RetortError, version } from "@retort/core";
import { isRun, type Op, runOf } from "@retort/core/ops";
import { readRevisions, revisionsOf } from "@retort/core/plan";
import { stableJson } from "@retort/core/schema/data";
import { shape } from "@retort/core/run";
import { reveal } from "@retort/core/secret";
import { findDialect } from "../dialects.ts";
import { variable } from "../env.ts";
import { type FolderProject, openProject } from "../project.ts";
import type { TestDatabaseOptions } from "./test_database.ts";

/** How a template is made. */
export interface Source {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The database that it is made beside. */
  readonly url: string;
  /** Another one for everything that makes another template. */
  readonly key: string;
  /** Migrates an empty database. */
  build(db: Connection): Promise<void>;
}

/** What the options say a template is made of. */
export async function sourceOf(options: TestDatabaseOptions): Promise<Source> {
  return options.revisions ? await importedSource(options) : await folderSource(options);
}

const shapes: shape.OptionShapes<TestDatabaseOptions> = {
  config: shape.text,
  name: shape.text,
  url: shape.text,
  target: shape.text,
  x: shape.record,
  revisions: shape.revisions,
  dialect: { ...shape.dialect, needed: false },
  key: shape.text,
  folder: shape.text,
};

/**
 * Refuses what `testDatabase()` cannot use.
 *
 * @throws {RetortError} `config/bad-option`.
 */
export function checkTestDatabase(options: TestDatabaseOptions): void {
  shape.checkOptions("testDatabase()", options, shapes);
}

function badOption(option: string, problem: string): RetortError {
  const data = { call: "testDatabase()", option, problem, similar: [] };
  return new RetortError("config/bad-option", data) as RetortError;
}

async function importedSource(options: TestDatabaseOptions): Promise<Source> {
  const { revisions = [], dialect, url, target = "head", x } = options;
  if (!dialect) throw badOption("dialect", 'with "revisions", "dialect" must be given too');
  if (url === undefined) throw badOption("url", 'with "revisions", "url" must be given too');
  if (!dialect.schemes.some((scheme) => url.startsWith(`${scheme}:`))) {
    const begins = dialect.schemes.map((scheme) => `"${scheme}:"`).join(" or ");
    throw badOption("url", `"url" must begin with ${begins} for the dialect ${dialect.name}`);
  }
  const set = revisionsOf(revisions);
  const modules = await set.load(set.graph.nodes.map(({ revision }) => revision.id));
  const key = await digest([
    ...[dialect.name, target, stableJson(x ?? {}), options.key ?? ""],
    ...modules.flatMap(({ revision, upgrade }) => [revision, textOf(upgrade)]),
  ]);
  const common = { dialect, revisions, target, ...(x === undefined ? {} : { x }) };
  return {
    dialect,
    url,
    key,
    build: async (connection) => void await migrate({ ...common, connection }),
  };
}

/** Ops and the code of functions as text. */
function textOf(upgrade: unknown): string {
  if (typeof upgrade === "function") return String(upgrade);
  if (!Array.isArray(upgrade)) {
    return Object.entries(upgrade as object).map(([name, ops]) => name + textOf(ops)).join("\n");
  }
  const ops = upgrade as readonly Op[];
  return [stableJson(ops), ...ops.filter(isRun).map((op) => String(runOf(op)))].join("\n");
}

async function folderSource(options: TestDatabaseOptions): Promise<Source> {
  const { config, name, url: given, target = "head", x = {} } = options;
  const wanted = given ?? (variable("RETORT_TEST_URL") || undefined);
  const project = await openProject({ config, name, url: wanted, x }).catch(toCaller);
  const { protect, path, section } = project.config;
  if (protect && wanted === undefined) {
    throw new RetortError("testing/protected", { path, section });
  }
  const url = reveal(await project.url().catch(toCaller));
  const dialect = await findDialect(url, (await project.environment()).dialects);
  const { graph, file } = await readRevisions(project.store);
  const texts = graph.nodes.map(({ revision }) => file(revision.id)?.text ?? "");
  const { settings, database } = project;
  const { versionTable, versionSchema, transactionMode } = settings;
  const own = [versionTable, versionSchema ?? "", transactionMode ?? "", database ?? ""];
  const told = [dialect.name, target, stableJson(x), options.key ?? ""];
  return {
    dialect,
    url,
    key: await digest([...told, ...own, ...texts]),
    async build(db): Promise<void> {
      const { upgrade } = await import("@retort/core/commands/upgrade");
      await upgrade(projectOn(project, dialect, db), { target });
    },
  };
}

/** What is missing is told in the words of the function, not of the command line. */
function toCaller(error: unknown): never {
  if (!isRetortError(error) || !settled.has(error.code)) throw error;
  const data = { ...error.data, call: "testDatabase" };
  throw new RetortError(error.code, data as ErrorData[ErrorCode], { cause: error });
}

/** What an option of the function settles, where it is a flag or a file for a command. */
const settled: ReadonlySet<ErrorCode> = new Set([
  "config/missing",
  "config/no-section",
  "database/no-url",
]);

/** The project with another database, which holds nothing that could be lost. */
function projectOn(project: FolderProject, dialect: Dialect, db: Connection): Project {
  const { config: _config, url: _url, ...own } = project;
  return {
    ...own,
    settings: { ...project.settings, dataLoss: "warn", keep: false },
    dialect: () => Promise.resolve(dialect),
    connect: () => Promise.resolve(db),
    another: () => Promise.resolve(undefined),
    release: () => Promise.resolve(),
  };
}

async function digest(texts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([version, ...texts]));
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(hash).toHex().slice(0, 12);
}

/** Whether an error says that a database is not there. */
export function isMissing(error: unknown): boolean {
  if (error instanceof Deno.errors.NotFound) return true;
  if (!isRetortError(error) || error.code !== "database/statement-failed") return false;
  const { code } = error.data as { readonly code?: string };
  return code === "3D000" || code === "1049";
}
