/**
 * Which local files a module imports, and which variables they name, read without running them.
 *
 * @module
 */
import { fromFileUrl, toFileUrl } from "../paths.ts";

/** What is asked about the world outside. */
export interface Reach {
  /** The text of a file; nothing where there is none. */
  readonly read: (path: string) => string | undefined;
  /** The URL of a specifier of the project's import map; nothing where it leads nowhere. */
  readonly resolve: (specifier: string) => string | undefined;
}

/** What modules need. */
export interface Needed {
  /** Absolute paths of the local files, the first one among them. */
  readonly files: readonly string[];
  /** Environment variables that they ask for by name. */
  readonly variables: readonly string[];
}

/** Follows the imports of a file from one local file to the next. */
export function importsOf(path: string, reach: Reach): Needed {
  const files = new Set<string>();
  const variables = new Set<string>();
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next)) continue;
    const text = reach.read(next);
    if (text === undefined) continue;
    files.add(next);
    const code = withoutComments(text);
    for (const name of variablesIn(code)) variables.add(name);
    for (const specifier of specifiersIn(code)) {
      const url = /^\.{0,2}\//.test(specifier)
        ? URL.parse(specifier, toFileUrl(next))?.href
        : reach.resolve(specifier);
      if (url?.startsWith("file:")) waiting.push(fromFileUrl(url));
    }
  }
  return { files: [...files], variables: [...variables] };
}

const specifier = /(?:\bfrom|\bimport)\s*(?:\(\s*)?(?<quote>["'])(?<name>[^"'\n]+)\k<quote>/g;

const typesOnly = /\b(?:import|export)\s+type\s[^;"']*?\bfrom\s*["'][^"'\n]*["']/g;

/** The specifiers of imports and re-exports whose text is known; those of types load nothing. */
export function specifiersIn(code: string): readonly string[] {
  const loading = code.replace(typesOnly, "");
  return Array.from(loading.matchAll(specifier), ({ groups }) => groups?.["name"] ?? "");
}

const asked =
  /(?:Deno\.env\.(?:get|has)\(\s*["'](?<called>\w+)["']|process\.env(?:\.(?<member>\w+)|\[\s*["'](?<key>\w+)["']))/g;

/** The environment variables that are asked for by name. */
export function variablesIn(code: string): readonly string[] {
  return Array.from(
    code.matchAll(asked),
    ({ groups }) => groups?.["called"] ?? groups?.["member"] ?? groups?.["key"] ?? "",
  );
}

/** A text without comments; what stands in quotes is kept, whatever it looks like. */
export function withoutComments(text: string): string {
  const parts =
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`)|\/\/[^\n]*|\/\*[^]*?\*\//g;
  return text.replace(parts, (_all, quoted: string | undefined) => quoted ?? " ");
}
