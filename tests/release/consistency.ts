/**
 * Whether published packages hold all that they and others ask for.
 *
 * @module
 */
import type { Published } from "./registry.ts";

/** Versions of packages by name. */
type Packages = ReadonlyMap<string, ReadonlyMap<string, Published>>;

const decoder = new TextDecoder();

/**
 * What is wrong with packages, in sentences: files and exports that are named and missing, versions that
 * do not fit. Names in all strings are looked at, since many modules are loaded by a string.
 */
export function problemsOf(packages: Packages): readonly string[] {
  const problems: string[] = [];
  const versions = new Set([...packages.values()].flatMap((found) => [...found.keys()]));
  if (versions.size !== 1) problems.push(`there are several versions: ${[...versions].join(", ")}`);
  for (const [name, found] of packages) {
    for (const published of found.values()) {
      for (const problem of inPackage(published, packages)) problems.push(`${name}: ${problem}`);
    }
  }
  return problems;
}

function inPackage({ files, exports }: Published, packages: Packages): readonly string[] {
  const problems: string[] = [];
  for (const [entry, path] of Object.entries(exports)) {
    if (!files.has(path.slice(1))) {
      problems.push(`${entry} is exported from ${path}, which is missing`);
    }
  }
  for (const [path, bytes] of files) {
    if (/_test\.ts$|\/golden\//.test(path)) problems.push(`${path} is of no use to anybody`);
    if (!path.endsWith(".ts")) continue;
    const text = decoder.decode(bytes);
    // Publishing takes what stands there for a path beside the module.
    if (/\bimport\(\s*["'`][^)]*["'`]\s*\+/.test(text)) {
      problems.push(`${path}: a specifier is put together inside of import()`);
    }
    for (const name of namesIn(text)) {
      const problem = name.startsWith(".")
        ? missingFile(name, path, files)
        : missingExport(name, packages);
      if (problem !== undefined) problems.push(`${path}: ${problem}`);
    }
  }
  return problems;
}

const comments = /("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[^])*`)|\/\/[^\n]*|\/\*[^]*?\*\//g;
const names = /"(\.{1,2}\/[\w./-]+\.ts|(?:jsr:)?@retort\/[\w./@^-]+)"/g;

/** Strings of a module that look like a file beside it, or like something of retort's. */
function namesIn(text: string): ReadonlySet<string> {
  const code = text.replace(comments, (_all, quoted: string | undefined) => quoted ?? "");
  return new Set(Array.from(code.matchAll(names), ([, name = ""]) => name));
}

function missingFile(
  name: string,
  from: string,
  files: Published["files"],
): string | undefined {
  const path = new URL(name, `file://${from}`).pathname;
  return files.has(path) || projectFiles.test(name) ? undefined : `there is no ${name}`;
}

/** Files of a project, as new projects and messages name them. */
const projectFiles = /^(?:\.\.\/|\.\/)models\.ts$/;

function missingExport(name: string, packages: Packages): string | undefined {
  const match = /^(?:jsr:)?(@retort\/\w+)(?:@\^([\d.]+))?(\/.*)?$/.exec(name);
  const [, own = "", wanted, entry = ""] = match ?? [];
  const found = packages.get(own);
  if (!found) return `there is no package ${name}`;
  const version = [...found.keys()].find((known) => wanted === undefined || fits(known, wanted));
  if (version === undefined) return `${name} is none of ${[...found.keys()].join(", ")}`;
  const exports = found.get(version)?.exports ?? {};
  return `.${entry}` in exports ? undefined : `${own} exports no .${entry}`;
}

/** Whether a version is what `^wanted` asks for. */
function fits(version: string, wanted: string): boolean {
  const [a = [], b = []] = [version, wanted].map((text) => text.split(".").map(Number));
  const fixed = b.findIndex((part) => part !== 0);
  const same = b.slice(0, fixed + 1).every((part, index) => part === a[index]);
  const rest = b.findIndex((part, index) => index > fixed && part !== a[index]);
  return same && (rest < 0 || (a[rest] ?? 0) > (b[rest] ?? 0));
}
