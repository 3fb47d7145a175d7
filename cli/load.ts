/**
 * Importing the user's files, with errors that say where the mistake is.
 *
 * @module
 */
import { type ErrorCode, isRetortError, type Place, RetortError } from "@retort/core/errors";
import { denied } from "./denied.ts";
import { fromFileUrl, shown, toFileUrl } from "./paths.ts";

/**
 * Imports one file.
 *
 * @throws {RetortError} `source/cannot-load`, `cli/permission`, or what the file itself threw.
 */
export async function importFile(path: string): Promise<unknown> {
  const url = toFileUrl(path); // a variable: publishing rewrites URLs that are built inside import()
  try {
    return await import(url);
  } catch (error) {
    throw loadError(error, path);
  }
}

const chunk = 500;

/**
 * Imports many files through generated modules of static imports, which is five times as fast as
 * one by one; files, lines and relative imports stay what they are.
 */
export async function importFiles(paths: readonly string[]): Promise<readonly unknown[]> {
  if (paths.length <= 20) return await importInTurn(paths);
  const modules: unknown[] = [];
  for (let start = 0; start < paths.length; start += chunk) {
    const part = paths.slice(start, start + chunk);
    // Where the chunk fails, importing one by one finds the file to name.
    modules.push(...await importChunk(part).catch(() => importInTurn(part)));
  }
  return modules;
}

async function importChunk(paths: readonly string[]): Promise<readonly unknown[]> {
  const folder = Deno.cwd();
  const imports = paths.map((path, i) =>
    `import * as r${i} from ${JSON.stringify(toFileUrl(path, folder))};`
  );
  const all = `export const all = [${paths.map((_, i) => `r${i}`).join(",")}];`;
  const url = URL.createObjectURL(new Blob([...imports, all], { type: "text/javascript" }));
  try {
    const module: { readonly all: readonly unknown[] } = await import(url);
    return module.all;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function importInTurn(paths: readonly string[]): Promise<readonly unknown[]> {
  const modules: unknown[] = [];
  for (const path of paths) modules.push(await importFile(path));
  return modules;
}

/** The error of an import in words of the catalog. */
export function loadError(error: unknown, path: string): RetortError {
  const refused = denied(error);
  if (refused) return refused;
  const place = placeOf(error, path);
  if (isRetortError(error)) {
    if (error.place) return error;
    return new RetortError<ErrorCode>(error.code, error.data, { place, cause: error });
  }
  return new RetortError("source/cannot-load", { path, problem: problemOf(error) }, {
    place,
    cause: error,
  });
}

/** Where a failed import went wrong: in the message for syntax, in the stack for code. */
function placeOf(error: unknown, path: string): Place {
  const text = error instanceof Error ? error.stack ?? error.message : "";
  const url = toFileUrl(path);
  // Stacks show URLs decoded, messages don't.
  const own = [url, decodeURIComponent(url)];
  const inGraph = /SyntaxError|Module not found|Import "/.test(text);
  let nearest: Place | undefined;
  for (const [, file = "", line, column] of text.matchAll(location)) {
    const mine = own.includes(file);
    if (inGraph && file === import.meta.url) break;
    if (!mine && !inGraph && isForeign(file)) continue;
    const found = mine ? path : shown(fromFileUrl(file));
    const place = { file: found, line: Number(line), column: Number(column) };
    if (mine || inGraph) return place;
    nearest ??= place;
  }
  // What it imports may have failed, such as the models that env.ts names.
  return nearest ?? { file: path };
}

/** Whether a file is code of retort or of an npm package. */
function isForeign(url: string): boolean {
  return url.startsWith(new URL("../", import.meta.url).href) || url.includes("/node_modules/");
}

const location = /\b(file:\/\/.+?):(\d+):(\d+)\)?$/gm;

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return `it throws ${JSON.stringify(error) ?? String(error)}`;
  const [first = ""] = error.message.split("\n");
  return first
    .replace(/^SyntaxError: /, "")
    .replace(/ from "file:[^"]*"$/, "")
    .replace(/file:\/\/[^\s"']+/g, (url) => shown(fromFileUrl(url)))
    .replace(/\.$/, "");
}
