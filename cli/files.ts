/**
 * Reading files that may be missing, writing them so that a full disk leaves none half, and what is
 * said of one that can't be read or written.
 *
 * A refusal by Deno goes through as it is: it names the flag that would have allowed it.
 *
 * @module
 */
import { isRetortError, messageOf, RetortError } from "@retort/core/errors";
import { dirname } from "./paths.ts";

/** Whether an error says that nothing is at a path; below a file there is nothing either. */
export function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

/** Whether something is at a path. */
export function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw unreadable(path, error);
  }
}

/**
 * The text of a file.
 *
 * @throws {RetortError} `source/unreadable`.
 */
export function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * The text of a file; nothing where there is none.
 *
 * @throws {RetortError} `source/unreadable`.
 */
export function readIfThere(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  }
}

/** Writes a file that must not be there yet; one that could not be written to its end is taken away. */
export function writeNew(path: string, text: string): void {
  const file = Deno.openSync(path, { write: true, createNew: true });
  try {
    let rest = new TextEncoder().encode(text);
    while (rest.length > 0) rest = rest.subarray(file.writeSync(rest));
  } catch (error) {
    Deno.removeSync(path);
    throw error;
  } finally {
    file.close();
  }
}

/** Writes a file, whether there is one or not; what was there is put back where that fails. */
export function writeText(path: string, text: string): void {
  const before = readIfThere(path);
  if (before === undefined) return writeNew(path, text);
  try {
    Deno.writeTextFileSync(path, text);
  } catch (error) {
    putBack(path, before);
    throw error;
  }
}

/**
 * Writes files, whether there are any or not, and the folders of all but the first; where one can't be
 * written, all are as they were before.
 *
 * @throws {RetortError} `source/unreadable`, `source/unwritable`.
 */
export function writeTexts(
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  const undo: (() => void)[] = [];
  for (const [at, { path, text }] of files.entries()) {
    try {
      const before = readIfThere(path);
      if (at > 0) makeFolder(dirname(path), undo);
      writeText(path, text);
      undo.push(() => before === undefined ? takeAway(path) : putBack(path, before));
    } catch (error) {
      for (const back of undo.toReversed()) back();
      throw isRetortError(error) ? error : unwritable(path, error);
    }
  }
}

/** Makes a folder and those that it is in; what takes those away that were not there is added. */
function makeFolder(folder: string, undo: (() => void)[]): void {
  if (folder === "") return;
  try {
    Deno.mkdirSync(folder);
    undo.push(() => takeAway(folder));
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return;
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    makeFolder(dirname(folder), undo);
    makeFolder(folder, undo);
  }
}

function takeAway(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // As above; somebody may have put something into a folder.
  }
}

function putBack(path: string, before: string): void {
  try {
    if (Deno.readTextFileSync(path) !== before) Deno.writeTextFileSync(path, before);
  } catch {
    // What has failed is told; more can't be done.
  }
}

/** The error of what can't be read. */
export function unreadable(path: string, error: unknown): unknown {
  return refused("source/unreadable", path, error);
}

/** The error of what can't be written. */
export function unwritable(path: string, error: unknown): unknown {
  return refused("source/unwritable", path, error);
}

function refused(
  code: "source/unreadable" | "source/unwritable",
  path: string,
  error: unknown,
): unknown {
  if (error instanceof Deno.errors.NotCapable) return error;
  // Deno says the path again: `Is a directory (os error 21): readfile 'versions'`.
  const problem = messageOf(error).replace(/: \w+ '[^]*'$/, "");
  return new RetortError(code, { path, problem }, { cause: error });
}
