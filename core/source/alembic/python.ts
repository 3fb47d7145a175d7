/**
 * The words of a Python file: as much of the language as finding its module-level names takes.
 *
 * @module
 */

/** A word of a Python file. */
export interface PythonToken {
  /** `end` is the end of a logical line: one that no bracket or backslash carries on. */
  readonly kind: "name" | "string" | "number" | "mark" | "end";
  /** The text; of a string what it means. */
  readonly text: string;
  /** The line, counted from 1. */
  readonly line: number;
  /** The column, counted from 0: 0 is the level of the module. */
  readonly column: number;
  /** Whether a string can't be known without running the file: `f"…"`, `b"…"`. */
  readonly live?: boolean;
}

const piece =
  /(?<space>[^\S\n]+|\\\r?\n|#[^\n]*)|(?<line>\n)|(?<prefix>[rbuft]{0,2})(?<quote>"""|'''|"|')|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\w.]*)|(?<mark>->|[=!<>:]=|\.\.\.|[^])/giuy;

/** The words of a Python file, comments left out. */
export function pythonTokens(text: string): readonly PythonToken[] {
  const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const found: PythonToken[] = [];
  let [line, lineStart, depth] = [1, 0, 0];
  const take = (token: Omit<PythonToken, "line" | "column">, at: number): void => {
    if (token.kind === "end" && (found.at(-1)?.kind ?? "end") === "end") return;
    found.push({ ...token, line, column: at - lineStart });
  };
  piece.lastIndex = 0;
  for (let match = piece.exec(source); match?.groups; match = piece.exec(source)) {
    const { space, quote, prefix = "", name, number, mark } = match.groups;
    const at = match.index;
    if (quote !== undefined) {
      const { end, value } = stringAt(source, piece.lastIndex, { quote, prefix });
      take({ kind: "string", text: value, ...(/[bft]/i.test(prefix) ? { live: true } : {}) }, at);
      piece.lastIndex = end;
    } else if (name !== undefined) take({ kind: "name", text: name }, at);
    else if (number !== undefined) take({ kind: "number", text: number }, at);
    else if (mark !== undefined) {
      if ("([{".includes(mark)) depth++;
      if (")]}".includes(mark)) depth = Math.max(0, depth - 1);
      take(
        mark === ";" && depth === 0 ? { kind: "end", text: "" } : { kind: "mark", text: mark },
        at,
      );
    } else if (space === undefined && depth === 0) take({ kind: "end", text: "" }, at);
    const taken = source.slice(at, piece.lastIndex);
    const newlines = taken.split("\n").length - 1;
    if (newlines > 0) lineStart = at + taken.lastIndexOf("\n") + 1;
    line += newlines;
  }
  take({ kind: "end", text: "" }, lineStart);
  return found;
}

/** The string that begins behind its opening quotes: where it ends, and what it means. */
function stringAt(
  source: string,
  start: number,
  { quote, prefix }: { readonly quote: string; readonly prefix: string },
): { readonly end: number; readonly value: string } {
  for (let at = start; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "\n" && quote.length === 1) return { end: at, value: "" };
    else if (source.startsWith(quote, at)) {
      const raw = source.slice(start, at);
      return { end: at + quote.length, value: /r/i.test(prefix) ? raw : meant(raw) };
    }
  }
  return { end: source.length, value: "" };
}

const named: Readonly<Record<string, string>> = {
  "\n": "",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** What a string with escapes means. */
function meant(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{1,3})|([^]))/gi,
    (all, two, four, eight, octal, plain: string) => {
      const hex: string | undefined = two ?? four ?? eight;
      if (hex !== undefined) return String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      if (plain === "\\" || plain === "'" || plain === '"') return plain;
      return named[plain] ?? all;
    },
  );
}
