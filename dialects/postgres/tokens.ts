/**
 * PostgreSQL's tokens.
 *
 * @module
 */

/** What kind of token it is; `name` is a quoted identifier. */
export type TokenKind = "word" | "name" | "string" | "number" | "operator" | "symbol";

/** A token. */
export interface Token {
  /** What it is. */
  readonly kind: TokenKind;
  /** How it is written. */
  readonly text: string;
  /** What it stands for: a word in lower case, a name or string without quotes, else the text. */
  readonly value: string;
}

const space = /(?:\s+|--[^\n]*|\/\*[^]*?\*\/)+/y;
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ["string", /'(?:[^']|'')*'|[eE]'(?:[^'\\]|''|\\[^])*'/y],
  ["name", /"(?:[^"]|"")*"/y],
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["symbol", /::|:=|[()[\],.;:]/y],
  ["operator", /[-+*/<>=~!@#%^&|`?]+/y],
  ["symbol", /[^]/y],
];

/** The tokens of a text; comments and blanks are left out. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (true) {
    space.lastIndex = at;
    if (space.test(text)) at = space.lastIndex;
    if (at >= text.length) return tokens;
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(text: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const cut = kind === "operator" ? operator(found) : found;
    return { kind, text: cut, value: valueOf(kind, cut) };
  }
  return { kind: "symbol", text: text.charAt(start), value: text.charAt(start) };
}

/** Several characters end in a sign only if one of them makes it no sign; and no comment begins. */
function operator(run: string): string {
  const comment = run.search(/--|\/\*/);
  let found = comment > 0 ? run.slice(0, comment) : run;
  while (found.length > 1 && /[-+]$/.test(found) && !/[~!@#%^&|`?]/.test(found)) {
    found = found.slice(0, -1);
  }
  return found;
}

function valueOf(kind: TokenKind, text: string): string {
  switch (kind) {
    case "word":
      return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    case "name":
      return text.slice(1, -1).replaceAll('""', '"');
    case "string":
      return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : unescape(text);
    case "operator":
      return text === "!=" ? "<>" : text;
    default:
      return text;
  }
}

const controls: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function unescape(text: string): string {
  const escapes = /''|\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g;
  return text.slice(2, -1).replace(escapes, (all, x, u, long, one) => {
    if (all === "''") return "'";
    const code = x ?? u ?? long;
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    return controls[one] ?? one;
  });
}
