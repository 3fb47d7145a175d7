/**
 * The store of revision files: folders of the project.
 *
 * @module
 */
import { isRetortError, RetortError } from "@retort/core/errors";
import type { SourceFile, Store } from "@retort/core/source";
import { bundleIn } from "./bundle.ts";
import {
  exists,
  isMissing,
  readText,
  unreadable,
  unwritable,
  writeNew,
  writeText,
} from "./files.ts";
import { importFiles } from "./load.ts";
import { dirname, isAbsolute, join, tidy } from "./paths.ts";

/** Which folders a store looks into. */
export interface StoreOptions {
  /** The folders; new files go into the first. */
  readonly locations: readonly string[];
  /** Whether their sub-folders are looked into. */
  readonly recursive?: boolean;
  /** Whether a new file goes into the folder of the one it stands beside; else into the first. */
  readonly beside?: "follow" | "ignore";
  /** How revision files are loaded; imported here unless told. */
  readonly load?: Store["load"] | undefined;
  /** A file among them that is no revision: the bundle of all. */
  readonly except?: string;
  /** Where this folder exists, a missing location counts as empty: git keeps no empty folders. */
  readonly scriptLocation?: string;
}

/** A {@link Store} over folders; nothing is read before it is asked for. */
export function openStore(options: StoreOptions): Store {
  return {
    list: (onProblem) => Promise.resolve().then(() => list(options, onProblem)),
    load: options.load ?? importFiles,
    write: (file, place) => Promise.resolve().then(() => write(options, file, place)),
  };
}

// Reading in turn without awaiting is two to three times as fast as reading at the same time.
function list(
  options: StoreOptions,
  onProblem?: (problem: RetortError) => void,
): readonly SourceFile[] {
  const found: string[] = [];
  const links = options.locations.map((location) => walk(location, options, found));
  const paths = links.includes(true) || options.locations.length > 1 ? distinct(found) : found;
  if (!onProblem) return paths.map((path) => ({ path, text: readText(path) }));
  const files: SourceFile[] = [];
  for (const path of paths) {
    try {
      files.push({ path, text: readText(path) });
    } catch (error) {
      if (!isRetortError(error)) throw error;
      onProblem(error);
    }
  }
  return files;
}

/** Collects the revision files of a folder; says whether it came upon a symbolic link. */
function walk(folder: string, options: StoreOptions, found: string[]): boolean {
  let linked = false;
  // Joined once, not for each of thousands of files.
  const inside = join(folder, "_").slice(0, -1);
  const { except } = options;
  const bundle = except === undefined ? undefined : bundleIn(folder, except);
  for (const entry of entries(folder, options)) {
    const { name } = entry;
    const path = inside + name;
    linked ||= entry.isSymlink;
    if (isFolder(entry, path)) {
      if (options.recursive && !/^(?:[._]|node_modules$)/.test(name)) {
        linked = walk(path, options, found) || linked;
      }
    } else if (name !== bundle && isRevisionFile(name)) {
      found.push(path);
    }
  }
  return linked;
}

function isFolder(entry: Deno.DirEntry, path: string): boolean {
  if (!entry.isSymlink) return entry.isDirectory;
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    // It leads nowhere, as an editor's lock does; if it is a revision, reading it will say so.
    if (error instanceof Deno.errors.NotCapable) throw error;
    return false;
  }
}

function entries(folder: string, options: StoreOptions): readonly Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if (!isMissing(error)) throw unreadable(folder, error);
    if (options.scriptLocation !== undefined && exists(options.scriptLocation)) return [];
    throw new RetortError("config/no-scripts", { path: options.scriptLocation ?? folder });
  }
}

/** Whether a file is meant as a revision: no editor's backup, hidden file, test or declaration. */
export function isRevisionFile(name: string): boolean {
  return /^[^.#].*\.m?[jt]s$/.test(name) && !/(?<=_test|\.test|\.d)\.m?[jt]s$/.test(name);
}

/** The paths, if no two of them are the same file. */
function distinct(paths: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const real = realPath(path);
    const other = seen.get(real);
    if (other !== undefined) throw new RetortError("config/same-file", { path, other });
    seen.set(real, path);
  }
  return paths;
}

/** Where a path leads; the path itself if that is nowhere. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return path;
  }
}

function write(
  options: StoreOptions,
  file: SourceFile,
  place: { readonly beside?: string; readonly replace?: boolean } = {},
): string {
  const path = placeFor(options, file.path, place.beside);
  const folder = dirname(path);
  try {
    if (folder !== "") Deno.mkdirSync(folder, { recursive: true });
    const put = place.replace ? writeText : writeNew;
    put(path, file.text);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw unwritable(path, error);
    throw new RetortError("source/file-exists", { path }, { cause: error });
  }
  return path;
}

/** Names are seen from a location; paths that are already in one stay. */
function placeFor(options: StoreOptions, path: string, beside?: string): string {
  const holding = (inside: string): string | undefined =>
    options.locations.find((location) => inside.startsWith(`${location}/`));
  const clean = tidy(path);
  if (holding(clean) !== undefined) return clean;
  if (isAbsolute(clean) || clean.startsWith("..")) {
    throw new RetortError("source/outside", { path });
  }
  const near = beside === undefined || options.beside === "ignore" ? undefined : holding(beside);
  return join(near ?? options.locations[0] ?? "", path);
}
