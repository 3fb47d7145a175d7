/**
 * What the text of a revision must not hold in the sandbox: ways to load code while it runs, which Deno
 * would fetch from npm without asking for a right, and built-in modules that reach around the sandbox.
 *
 * The text is searched as it is, comments and strings too: what takes them away could be fooled.
 *
 * @module
 */
import { fromFileUrl, toFileUrl } from "../paths.ts";
import type { Reach } from "../rights/imports.ts";

const forbidden: readonly (readonly [RegExp, string])[] = [
  [/\bimport\s*\(/, "it loads code while it runs, by import(…)"],
  [/\bimport\s*\.(?!\s*meta\b)/, "it loads code while it runs"],
  [/\b(?:import|from)\s*\/[*/]/, "a comment stands inside of an import"],
];

const specifier = /\b(?:from|import)\s*(?<quote>["'])(?<name>[^\n]*?)\k<quote>/g;

/** Built-in modules that only compute. */
const computing: ReadonlySet<string> = new Set(
  ["assert", "assert/strict", "buffer", "crypto", "path", "url", "util"].map((name) =>
    `node:${name}`
  ),
);

/** What is wrong with a file, and in which one: the revision, or one that it imports. */
export interface Finding {
  /** The file. */
  readonly path: string;
  /** What is wrong with it. */
  readonly what: string;
}

/** Looks at a revision and all local files that it imports; gives the first thing that is wrong. */
export function findRefused(path: string, reach: Reach): Finding | undefined {
  const seen = new Set<string>();
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const text = reach.read(next);
    if (text === undefined) continue; // importing it says what is wrong
    const what = forbidden.find(([pattern]) => pattern.test(text))?.[1];
    if (what !== undefined) return { path: next, what };
    for (const { groups } of text.matchAll(specifier)) {
      const found = classify(groups?.["name"] ?? "", next, reach);
      if ("what" in found) return { path: next, what: found.what };
      if (found.file !== undefined) waiting.push(found.file);
    }
  }
  return undefined;
}

/** A local file to look at, nothing for a package, or why it is refused. */
function classify(
  name: string,
  from: string,
  { resolve }: Reach,
): { readonly file?: string } | { readonly what: string } {
  if (name.includes("\\")) return { what: `it writes the import "${name}" with escapes` };
  if (name.startsWith("@retort/")) return {};
  const local = /^\.{0,2}\//.test(name);
  const url = local ? URL.parse(name, toFileUrl(from))?.href : resolve(name) ?? name;
  if (url?.startsWith("file:")) {
    if (/\.[cm]?[jt]sx?$/.test(url)) return { file: fromFileUrl(url) };
    return { what: `"${name}" is no code` };
  }
  if (computing.has(url ?? "") || /^(?:npm|jsr):/.test(url ?? "")) return {};
  return { what: `it imports "${name}", and only local files and packages may be imported` };
}
