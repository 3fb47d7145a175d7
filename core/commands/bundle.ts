/**
 * `bundle`: all revisions as one module.
 *
 * @module
 */
import type { Graph } from "../graph/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import { compact } from "../schema/data.ts";
import { type BundledHeader, isBundleText, readBundle, writeBundle } from "../source/bundle.ts";
import { sourceHash } from "../source/fingerprint.ts";
import type { BundlePlace, Project } from "./project.ts";

/** A bundle that was written. */
export interface BundleReport {
  /** The file. */
  readonly path: string;
  /** How many revisions it has. */
  readonly revisions: number;
  /** Whether it was another one before. */
  readonly changed: boolean;
}

/** What a bundle does not have as the files have it. */
export interface StaleBundle {
  /** The file. */
  readonly path: string;
  /** Revisions that it lacks. */
  readonly missing: readonly string[];
  /** Revisions whose files were changed or moved since. */
  readonly changed: readonly string[];
  /** Revisions that it has, and that have no file any more. */
  readonly gone: readonly string[];
}

/**
 * Writes all revisions as one module, ancestors first; a file that says so already is left alone.
 *
 * @throws {RetortError} `source/no-bundle` where another file stands there, `source/unwritable`, and what keeps revisions from being read.
 */
export async function bundle(project: Project, place: BundlePlace): Promise<BundleReport> {
  const { graph, file } = await readRevisions(project.store);
  const nodes = ordered(graph);
  const entries = nodes.map(({ revision: { id, message, createDate } }): BundledHeader => {
    const { path = "", text = "" } = file(id) ?? {};
    const own = { revision: id, file: place.specifier(path), hash: sourceHash(text) };
    return { ...own, ...compact({ message, createDate }) };
  });
  const ids = (revisions: readonly { readonly id: string }[]): readonly string[] =>
    revisions.map(({ id }) => id).toSorted();
  const text = writeBundle(entries, { bases: ids(graph.bases), heads: ids(graph.heads) });
  const before = place.read();
  refuseOther(before, place.path);
  const changed = before !== text;
  if (changed) place.write(text);
  return { path: place.path, revisions: entries.length, changed };
}

/** Whatever else stands at the path was written by a person, and is nowhere else. */
function refuseOther(text: string | undefined, path: string): void {
  if (text === undefined || text.trim() === "" || isBundleText(text)) return;
  throw new RetortError("source/no-bundle", { path });
}

/** Whether a bundle is as the files are; one that is not there lacks all of them. */
export async function checkBundle(
  project: Project,
  place: BundlePlace,
): Promise<{ readonly stale?: StaleBundle }> {
  const set = await readRevisions(project.store);
  const stale = staleBundle({ ...place, read: () => place.read() ?? "" }, set);
  return stale === undefined ? {} : { stale };
}

/** Ancestors first, and always in the same order. */
function ordered({ nodes }: Graph): Graph["nodes"] {
  return nodes.toSorted((a, b) => a.rank - b.rank || (a.revision.id < b.revision.id ? -1 : 1));
}

/** What is not up to date in a bundle; `undefined` where there is none, or all is. */
export function staleBundle(
  place: BundlePlace | undefined,
  { graph, file }: RevisionSet,
): StaleBundle | undefined {
  const text = place?.read();
  if (place === undefined || text === undefined) return undefined;
  const left = new Map(readBundle(text).map((entry) => [entry.revision, entry]));
  const missing: string[] = [];
  const changed: string[] = [];
  for (const { revision: { id } } of ordered(graph)) {
    const entry = left.get(id);
    const source = file(id);
    left.delete(id);
    if (!entry) missing.push(id);
    else if (!source) continue;
    else if (
      entry.hash !== sourceHash(source.text) || entry.file !== place.specifier(source.path)
    ) {
      changed.push(id);
    }
  }
  const gone = [...left.keys()];
  if (missing.length + changed.length + gone.length === 0) return undefined;
  return { path: place.path, missing, changed, gone };
}
