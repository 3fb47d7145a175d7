/**
 * The store of revision files: folders of the project.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import type { SourceFile, Store } from "@retort/core/source";
import { importFiles } from "./load.ts";
import { dirname, isAbsolute, join } from "./paths.ts";

/** Which folders a store looks into. */
export interface StoreOptions {
  /** The folders; new files go into the first. */
  readonly locations: readonly string[];
  /** Whether their sub-folders are looked into. */
  readonly recursive?: boolean;
  /** Where this folder exists, a missing location counts as empty: git keeps no empty folders. */
  readonly scriptLocation?: string;
}

/** A {@link Store} over folders; nothing is read before it is asked for. */
export function openStore(options: StoreOptions): Store {
  return {
    list: () => Promise.resolve().then(() => list(options)),
    load: importFiles,
    write: (file) => Promise.resolve().then(() => write(options, file)),
  };
}

// Reading in turn without awaiting is two to three times as fast as reading at the same time.
function list(options: StoreOptions): readonly SourceFile[] {
  const found: string[] = [];
  const links = options.locations.map((location) => walk(location, options, found));
  const paths = links.includes(true) || options.locations.length > 1 ? distinct(found) : found;
  return paths.map((path) => ({ path, text: readText(path) }));
}

/** Collects the revision files of a folder; says whether it came upon a symbolic link. */
function walk(folder: string, options: StoreOptions, found: string[]): boolean {
  let linked = false;
  for (const entry of entries(folder, options)) {
    const path = join(folder, entry.name);
    linked ||= entry.isSymlink;
    if (isFolder(entry, path)) {
      if (options.recursive && !/^(?:[._]|node_modules$)/.test(entry.name)) {
        linked = walk(path, options, found) || linked;
      }
    } else if (isRevisionFile(entry.name)) {
      found.push(path);
    }
  }
  return linked;
}

function isFolder(entry: Deno.DirEntry, path: string): boolean {
  if (!entry.isSymlink) return entry.isDirectory;
  return attempt(path, () => Deno.statSync(path).isDirectory);
}

function entries(folder: string, options: StoreOptions): readonly Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) {
      throw unreadable(folder, error);
    }
    if (options.scriptLocation !== undefined && exists(options.scriptLocation)) return [];
    throw new RetortError("config/no-scripts", { path: options.scriptLocation ?? folder });
  }
}

/** Whether a file is meant as a revision: no editor's backup, hidden file, test or declaration. */
export function isRevisionFile(name: string): boolean {
  return /^[^.#].*\.m?[jt]s$/.test(name) && !/(?:_test|\.test|\.d)\.m?[jt]s$/.test(name);
}

/** The paths, if no two of them are the same file. */
function distinct(paths: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const real = attempt(path, () => Deno.realPathSync(path));
    const other = seen.get(real);
    if (other !== undefined) throw new RetortError("config/same-file", { path, other });
    seen.set(real, path);
  }
  return paths;
}

function readText(path: string): string {
  return attempt(path, () => Deno.readTextFileSync(path));
}

function write(options: StoreOptions, file: SourceFile): string {
  const path = placeFor(options, file.path);
  return attempt(path, () => {
    const folder = dirname(path);
    if (folder !== "") Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(path, file.text, { createNew: true });
    return path;
  });
}

/** Names are seen from the first location; paths that are already in a location stay. */
function placeFor(options: StoreOptions, path: string): string {
  const inside = options.locations.some((location) => path.startsWith(`${location}/`));
  if (inside || isAbsolute(path)) return path;
  return join(options.locations[0] ?? "", path);
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new RetortError("source/file-exists", { path }, { cause: error });
    }
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (error instanceof Deno.errors.NotCapable) return error;
  const problem = error instanceof Error ? error.message : String(error);
  return new RetortError("source/unreadable", { path, problem }, { cause: error });
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw unreadable(path, error);
  }
}
