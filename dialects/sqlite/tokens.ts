/**
 * SQLite's tokens.
 *
 * @module
 */

/** What kind of token it is; `name` is a quoted identifier. */
export type TokenKind = "word" | "name" | "string" | "number" | "blob" | "symbol";

/** A token and where it stands. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const space = /(?:\s+|--[^\n]*|\/\*[^]*?(?:\*\/|$))+/y;
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ["string", /'(?:[^']|'')*'/y],
  ["name", /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y],
  ["blob", /[xX]'[0-9a-fA-F]*'/y],
  ["number", /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["symbol", /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[^]/y],
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
    at = token.end;
  }
}

function tokenAt(text: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0], start, end: pattern.lastIndex };
  }
  return { kind: "symbol", text: text.charAt(start), start, end: start + 1 };
}

/** Whether a token is this keyword or symbol; upper case. */
export function isWord(token: Token | undefined, text: string): boolean {
  if (token === undefined || token.kind === "name" || token.kind === "string") return false;
  return token.text.toUpperCase() === text;
}

/** The name that a token stands for; SQLite takes strings for names where it wants a name. */
export function nameOf(token: Token): string {
  const { text } = token;
  if (token.kind === "word") return text;
  if (text.startsWith("[")) return text.slice(1, -1);
  const quote = text.charAt(0);
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

/** Whether two names are the same to SQLite, which folds the case of ASCII letters only. */
export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}

/** A name in the form in which SQLite compares it. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
