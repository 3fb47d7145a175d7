/**
 * Reading the header of a revision file without running it.
 *
 * @module
 */
import { verdictOf } from "./verified.ts";

/** What a revision file says about its place in the graph. */
export interface Header {
  /** The id. */
  readonly revision: string;
  /** The revisions before it; none for a base. */
  readonly down: readonly string[];
  /** Revisions of other branches that must be applied before. */
  readonly dependsOn: readonly string[];
  /** Names of the branch that begins here. */
  readonly labels: readonly string[];
  /** The first line of the docstring. */
  readonly message: string;
  /** The docstring's `Create Date`, as it stands there. */
  readonly createDate?: string;
  /** What `verify` found, as the docstring says it: `lossless`. */
  readonly verified?: string;
}

const names = "revision|downRevision|branchLabels|dependsOn";
const string = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
const value = String.raw`null|undefined|${string}|\[(?:\s|,|${string})*\]`;
const constant = new RegExp(
  String
    .raw`export\s+const\s+(${names})\s*(?::[^=\n]*)?=\s*(${value})\s*(?:as\s+const\s*)?(?:;|\n|$)`,
  "y",
);
/** A constant that is there, but not as a value that could be read. */
const opaque = new RegExp(String.raw`export\s+const\s+(?:${names})\b`, "y");
const quoted = new RegExp(string, "y");
const strings = new RegExp(string, "g");
/** Where something begins that has to be looked at: a comment, a string, an export. */
const mark = /[/"'`]|\bexport\s/g;

/**
 * Reads the header of a revision file from its text; `undefined` if it has to be imported instead.
 *
 * Comments and strings are skipped, so a header in a comment is none. Ten thousand files take a
 * third of a second; importing them takes seven.
 *
 * ```ts
 * import { readHeader } from "@retort/core/source";
 *
 * readHeader('export const revision = "a1";\nexport const downRevision = null;')?.down; // []
 * ```
 */
export function readHeader(text: string): Header | undefined {
  const found = scan(text);
  const [revision, ...more] = found?.get("revision") ?? [];
  const down = found?.get("downRevision");
  if (!found || revision === undefined || more.length > 0 || !down) return undefined;
  const { message, createDate, verified } = readDocstring(text);
  return {
    revision,
    down,
    dependsOn: found.get("dependsOn") ?? [],
    labels: found.get("branchLabels") ?? [],
    message,
    ...(createDate === undefined ? {} : { createDate }),
    ...(verified === undefined ? {} : { verified }),
  };
}

/** The values by name; `undefined` where one of them can't be read from the text. */
function scan(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, readonly string[]>();
  mark.lastIndex = 0;
  while (mark.test(text)) {
    const last = mark.lastIndex - 1;
    const first = text[last] ?? "";
    if (first === "/" || first === '"' || first === "'" || first === "`") {
      const end = endOf(text, last, first);
      if (end === undefined) return undefined;
      mark.lastIndex = end;
      continue;
    }
    const start = last - "export".length;
    constant.lastIndex = start;
    const [, name, source] = constant.exec(text) ?? [];
    if (name !== undefined && source !== undefined) {
      if (found.has(name)) return undefined;
      found.set(name, readStrings(source));
      if (found.size === 4) break;
      mark.lastIndex = constant.lastIndex;
    } else {
      opaque.lastIndex = start;
      if (opaque.test(text)) return undefined;
    }
  }
  return found;
}

/** Where a comment, a string or a template ends; past one that can't be read nothing is sure. */
function endOf(text: string, start: number, first: string): number | undefined {
  if (first === "`") return templateEnd(text, start);
  if (first !== "/") {
    quoted.lastIndex = start;
    return quoted.test(text) ? quoted.lastIndex : start + 1;
  }
  const second = text[start + 1];
  const end = second === "/" ? "\n" : second === "*" ? "*/" : undefined;
  if (end === undefined) return start + 1;
  const at = text.indexOf(end, start + 2);
  if (at >= 0) return at + end.length;
  return second === "/" ? text.length : start + 1;
}

/** Where a template without nested templates ends. */
function templateEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`") return at + 1;
    else if (text[at] === "$" && text[at + 1] === "{") {
      const close = text.indexOf("}", at);
      if (close < 0 || text.slice(at, close).includes("`")) return undefined;
      at = close;
    }
  }
  return undefined;
}

const none: readonly string[] = [];

function readStrings(text: string): readonly string[] {
  if (/^["']/.test(text)) return [unescape(text.slice(1, -1))];
  if (!/["']/.test(text)) return none;
  return Array.from(text.matchAll(strings), ([quoted]) => unescape(quoted.slice(1, -1)));
}

function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  const named: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };
  return text.replace(
    /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([^]))/gi,
    (_all, braced, four, two, plain: string) => {
      const code: string | undefined = braced ?? four ?? two;
      return code ? String.fromCodePoint(parseInt(code, 16)) : named[plain] ?? plain;
    },
  );
}

/** The first line that holds more than the star of a comment. */
const firstLine = /^(?![^\S\n]*\*?[^\S\n]*$)[^\S\n]*\*?[^\S\n]*(\S.*)$/m;
const dateLine = /^[^\S\n]*\*?[^\S\n]*Create Date: *(\S.*)$/m;
const verifiedLine = /^[^\S\n]*\*?[^\S\n]*Verified: *(\S.*)$/m;

/** The message, date and verdict in the first block comment of a file. */
export function readDocstring(
  text: string,
): Pick<Header, "message" | "createDate" | "verified"> {
  const block = /^\uFEFF?\s*\/\*\*([^]*?)\*\//.exec(text)?.[1] ?? "";
  const message = firstLine.exec(block)?.[1]?.trimEnd() ?? "";
  const date = dateLine.exec(block)?.[1]?.trimEnd();
  const verified = verifiedLine.exec(block)?.[1]?.trimEnd();
  const isField = /^(?:Revision ID|Revises|Create Date|Verified):/.test(message);
  return {
    message: isField ? "" : message,
    ...(date === undefined ? {} : { createDate: date }),
    ...(verified === undefined ? {} : { verified: verdictOf(verified) }),
  };
}
