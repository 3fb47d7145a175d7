/**
 * All revisions as one module of static imports, for programs that can't read files.
 *
 * @module
 */
import type { RevisionModule } from "./module.ts";

/** A revision in a bundle, as far as its text tells. */
export interface BundleEntry {
  /** The id. */
  readonly revision: string;
  /** The file, as the bundle imports it. */
  readonly file: string;
  /** The fingerprint of its text, see `sourceHash`. */
  readonly hash: string;
}

/** What an imported module does not tell of its file. */
export interface BundledHeader extends BundleEntry {
  /** One line about it. */
  readonly message?: string;
  /** When it was made. */
  readonly createDate?: string;
}

/** A revision of a bundle as `migrate()` takes it. */
export interface BundledRevision extends BundledHeader {
  /** What the file exports. */
  readonly module: RevisionModule;
}

/** Whether a value is a revision of a bundle, not a module itself. */
export function isBundled(value: unknown): value is BundledRevision {
  if (typeof value !== "object" || value === null || "upgrade" in value) return false;
  return "module" in value && "hash" in value && "file" in value && "revision" in value;
}

const mark = 'All revisions as one module. Written by "retort bundle"';

/** Whether a text is that of a bundle, however it was edited since. */
export function isBundleText(text: string): boolean {
  return text.includes(mark) || readBundle(text).length > 0;
}

/** Writes the module; the same revisions give the same text. */
export function writeBundle(
  entries: readonly BundledHeader[],
  graph: { readonly bases: readonly string[]; readonly heads: readonly string[] },
): string {
  const imports = entries.map(({ file }, at) => `import * as r${at} from ${quoted(file)};\n`);
  const values = entries.map(({ revision, file, hash, message, createDate }, at) => {
    const named = Object.entries({ revision, file, hash, message, createDate });
    const lines = named.flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [`    ${name}: ${quoted(value)},\n`]
    );
    return `  {\n    module: r${at},\n${lines.join("")}  },\n`;
  });
  return `/**
 * ${mark}, which writes it again; don't edit it.
 *
 * @module
 */
${imports.join("")}
/** The revisions, as \`migrate()\` takes them. */
export const revisions = ${values.length === 0 ? "[]" : `[\n${values.join("")}]`};

/** Where the graph begins and ends. */
export const graph = {
  bases: ${list(graph.bases)},
  heads: ${list(graph.heads)},
};
`;
}

function list(ids: readonly string[]): string {
  return ids.length === 0 ? "[]" : `[\n${ids.map((id) => `    ${quoted(id)},\n`).join("")}  ]`;
}

/** In the quotes that need fewer escapes, as the formatter writes it. */
function quoted(text: string): string {
  const double = JSON.stringify(text);
  const count = (quote: string): number => text.split(quote).length;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const entry =
  /\brevision:\s*(?<revision>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'),\s*file:\s*(?<file>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'),\s*hash:\s*["'](?<hash>[^"']*)["']/g;

/** The revisions that the text of a bundle names, however it was formatted since. */
export function readBundle(text: string): readonly BundleEntry[] {
  return Array.from(text.matchAll(entry), ({ groups = {} }) => {
    const { revision = "", file = "", hash = "" } = groups;
    return { revision: unquoted(revision), file: unquoted(file), hash };
  });
}

function unquoted(literal: string): string {
  if (literal.startsWith('"')) return JSON.parse(literal);
  const inside = literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"');
  return JSON.parse(`"${inside}"`);
}
