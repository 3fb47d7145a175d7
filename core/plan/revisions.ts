/**
 * All revisions of a project: their graph, and their modules on demand.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { buildGraph, type Graph, type Revision } from "../graph/mod.ts";
import { type Header, headerOf, readHeader, readModule } from "../source/mod.ts";
import type { RevisionModule, SourceFile, Store } from "../source/mod.ts";

/** The revisions of a project. */
export interface RevisionSet {
  /** How they hang together. */
  readonly graph: Graph;
  /** The modules of some revisions, in that order; only these are imported. */
  load(ids: readonly string[]): Promise<readonly RevisionModule[]>;
  /** The file of a revision, if it has one. */
  file(id: string): SourceFile | undefined;
}

/**
 * Reads the headers of all revision files and builds the graph; nothing is imported that need not be.
 *
 * @throws {RetortError} `graph/…` for what doesn't fit together, `source/…` for broken files.
 */
export async function readRevisions(store: Store): Promise<RevisionSet> {
  const files = await store.list();
  const revisions: Revision[] = [];
  const byId = new Map<string, SourceFile>();
  const opaque: SourceFile[] = [];
  const add = (file: SourceFile, header: Header): void => {
    byId.set(header.revision, file);
    revisions.push(toRevision(header, file.path));
  };
  for (const file of files) {
    const header = readHeader(file.text);
    if (header) add(file, header);
    else opaque.push(file);
  }
  const loaded = await store.load(opaque.map((file) => file.path));
  opaque.forEach((file, index) => {
    const module = readModule(loaded[index], file.path);
    add(file, { ...headerOf(module), message: headerMessage(module, file) });
  });
  return {
    graph: buildGraph(revisions),
    file: (id) => byId.get(id),
    async load(ids): Promise<readonly RevisionModule[]> {
      const paths = ids.map((id) => byId.get(id)?.path ?? "");
      const modules = await store.load(paths);
      return modules.map((module, index) => checked(module, paths[index] ?? "", ids[index] ?? ""));
    },
  };
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
  const read = modules.map((module, index) => readModule(module, `revision ${index + 1}`));
  const byId = new Map(read.map((module) => [module.revision, module]));
  const revisions = read.map((module) => toRevision(headerOf(module), undefined));
  return {
    graph: buildGraph(revisions),
    file: () => undefined,
    load: (ids) => Promise.resolve(ids.flatMap((id) => byId.get(id) ?? [])),
  };
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
