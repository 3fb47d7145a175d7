/**
 * All revisions of a project: their graph, and their modules on demand.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";
import { buildGraph, inspectGraph } from "../graph/build.ts";
import type { Graph, Revision } from "../graph/mod.ts";
import { compact } from "../schema/data.ts";
import { headerOf, readModule } from "../source/exports.ts";
import { isBundled } from "../source/bundle.ts";
import { type Header, readDocstring, readHeader } from "../source/header.ts";
import type { RevisionModule, SourceFile, Store } from "../source/mod.ts";

/** The revisions of a project. */
export interface RevisionSet {
  /** How they hang together. */
  readonly graph: Graph;
  /** The modules of some revisions, in that order; only these are imported. */
  load(ids: readonly string[]): Promise<readonly RevisionModule[]>;
  /** The file of a revision, if it has one. */
  file(id: string): SourceFile | undefined;
  /** All files, where their texts alone say what the graph is: no header had to be imported. */
  readonly texts?: readonly SourceFile[];
  /** What a bundle says of the file of a revision that it holds. */
  mark?(id: string): { readonly file: string; readonly hash: string } | undefined;
}

/** The revisions of a project as far as they can be read, and what is wrong with the others. */
export interface Survey extends RevisionSet {
  /** What is wrong: files first, then what does not fit together. */
  readonly problems: readonly RetortError[];
}

/**
 * Reads the headers of all revision files and builds the graph; nothing is imported that need not be.
 * Files that were listed already are not read again.
 *
 * @throws {RetortError} `graph/…` for what doesn't fit together, `source/…` for broken files.
 */
export async function readRevisions(
  store: Store,
  files?: readonly SourceFile[],
): Promise<RevisionSet> {
  const { problems: [first], ...set } = await surveyRevisions(store, files);
  if (first !== undefined) throw first;
  return set;
}

/**
 * Like {@link readRevisions}, but goes on where something is wrong, so that the rest can be shown.
 * What is left out must not be written after, nor run.
 */
export async function surveyRevisions(
  store: Store,
  given?: readonly SourceFile[],
): Promise<Survey> {
  const problems: RetortError[] = [];
  const files = given ?? await store.list((problem) => void problems.push(problem));
  const revisions: Revision[] = [];
  const byId = new Map<string, SourceFile>();
  const opaque: SourceFile[] = [];
  const add = (file: SourceFile, header: Header): void => {
    if (!byId.has(header.revision)) byId.set(header.revision, file);
    revisions.push(toRevision(header, file.path));
  };
  for (const file of files) {
    const header = readHeader(file.text);
    if (header) add(file, header);
    else opaque.push(file);
  }
  for (const { file, header, problem } of await importHeaders(store, opaque)) {
    if (header) add(file, header);
    if (problem) problems.push(problem);
  }
  const { graph, problems: misfits } = inspectGraph(revisions);
  const texts = opaque.length === 0 ? { texts: files } : {};
  return { graph, problems: [...problems, ...misfits], ...texts, ...filesOf(store, byId) };
}

function filesOf(
  store: Store,
  byId: ReadonlyMap<string, SourceFile>,
): Pick<RevisionSet, "file" | "load"> {
  const loaded = new Map<string, RevisionModule>();
  return {
    file: (id) => byId.get(id),
    async load(ids): Promise<readonly RevisionModule[]> {
      const missing = ids.filter((id) => !loaded.has(id));
      const paths = missing.map((id) => byId.get(id)?.path ?? "");
      const modules = missing.length === 0 ? [] : await store.load(paths);
      missing.forEach((id, index) => {
        loaded.set(id, checked(modules[index], paths[index] ?? "", id));
      });
      return ids.flatMap((id) => loaded.get(id) ?? []);
    },
  };
}

/** A file that had to be imported: its header, or why there is none. */
interface Imported {
  readonly file: SourceFile;
  readonly header?: Header;
  readonly problem?: RetortError;
}

async function importHeaders(
  store: Store,
  files: readonly SourceFile[],
): Promise<readonly Imported[]> {
  const all = await attempt(() => store.load(files.map(({ path }) => path)));
  const found: Imported[] = [];
  for (const [index, file] of files.entries()) {
    // Where all at once cannot be imported, one by one says which of them is broken.
    const exports = isRetortError(all) ? await attempt(() => store.load([file.path])) : all;
    const module = isRetortError(exports)
      ? exports
      : await attempt(() => readModule(exports[exports === all ? index : 0], file.path));
    found.push(
      isRetortError(module)
        ? { file, problem: module }
        : { file, header: importedHeader(module, file) },
    );
  }
  return found;
}

/** What a function gives, or the typed error it throws. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | RetortError> {
  try {
    return await work();
  } catch (error) {
    if (isRetortError(error)) return error;
    throw error;
  }
}

/**
 * Revisions from imported modules, for applications that have no files at run time.
 *
 * ```ts
 * import { op } from "@retort/core";
 * import { revisionsOf } from "@retort/core/plan";
 *
 * const first = { revision: "a1", downRevision: null, upgrade: [op.dropTable("old")] };
 * revisionsOf([first]).graph.heads[0]?.id; // "a1"
 * ```
 */
export function revisionsOf(modules: readonly unknown[]): RevisionSet {
  const bundled = new Map(modules.filter(isBundled).map((item) => [item.revision, item]));
  const read = modules.map((item, index) =>
    isBundled(item)
      ? checked(item.module, item.file, item.revision)
      : readModule(item, `revision ${index + 1}`)
  );
  const byId = new Map(read.map((module) => [module.revision, module]));
  const revisions = read.map((module) => {
    const { message, createDate } = bundled.get(module.revision) ?? {};
    return toRevision({ ...headerOf(module), ...compact({ message, createDate }) }, undefined);
  });
  return {
    graph: buildGraph(revisions),
    file: () => undefined,
    mark: (id) => bundled.get(id),
    load: (ids) => Promise.resolve(ids.flatMap((id) => byId.get(id) ?? [])),
  };
}

function importedHeader(module: RevisionModule, file: SourceFile): Header {
  const { verified } = readDocstring(file.text);
  const message = headerMessage(module, file);
  return { ...headerOf(module), message, ...(verified === undefined ? {} : { verified }) };
}

function headerMessage(module: RevisionModule, file: SourceFile): string {
  if (module.message !== undefined) return module.message;
  return /^\s*\/\*\*\s*\n?\s*\*?\s*(?<line>[^\n*]+)/.exec(file.text)?.groups?.["line"]?.trim() ??
    "";
}

function toRevision(header: Header, path: string | undefined): Revision {
  return {
    id: header.revision,
    down: header.down,
    dependsOn: header.dependsOn,
    labels: header.labels,
    message: header.message,
    ...(header.createDate === undefined ? {} : { createDate: header.createDate }),
    ...(header.verified === undefined ? {} : { verified: header.verified }),
    ...(path === undefined ? {} : { path }),
  };
}

/** What is imported must be what the header said. */
function checked(exports: unknown, path: string, id: string): RevisionModule {
  const module = readModule(exports, path);
  if (module.revision === id) return module;
  const wanted = `"${id}", as the text of the file says`;
  throw new RetortError("source/bad-export", { path, name: "revision", wanted });
}
