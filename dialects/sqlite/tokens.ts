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
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const symbol = /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[^]/y;
const string = /'(?:[^']|'')*'/y;
const name = /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y;
const blob = /[xX]'[0-9a-fA-F]*'/y;
const number = /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;

/** The tokens of a text; comments and blanks are left out. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (true) {
    at = afterSpace(text, at);
    if (at >= text.length) return tokens;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at++;
  const code = text.charCodeAt(at);
  // Letters, digits, quotes and parentheses: no blank and no comment begins with these.
  if (code > 32 && code < 128 && code !== 45 && code !== 47) return at;
  space.lastIndex = at;
  return space.test(text) ? space.lastIndex : at;
}

/** The kind of token that a character can begin, and what it looks like. */
function kindAt(text: string, start: number): readonly [TokenKind, RegExp] {
  const code = text.charCodeAt(start);
  if (code === 39) return ["string", string];
  if (code === 34 || code === 96 || code === 91) return ["name", name];
  if (code === 46 || (code >= 48 && code <= 57)) return ["number", number];
  const isX = code === 88 || code === 120;
  if (isX && text.charCodeAt(start + 1) === 39) return ["blob", blob];
  return ["word", word];
}

function tokenAt(text: string, start: number): Token {
  const [kind, pattern] = kindAt(text, start);
  const found = read(kind, pattern);
  if (found) return found;
  // `x'` that begins no blob is a word; anything else that is not what it seems is a symbol.
  return (kind === "blob" ? read("word", word) : undefined) ?? read("symbol", symbol) ??
    { kind: "symbol", text: text.charAt(start), start, end: start + 1 };

  function read(as: TokenKind, looks: RegExp): Token | undefined {
    looks.lastIndex = start;
    if (!looks.test(text)) return undefined;
    const end = looks.lastIndex;
    return { kind: as, text: text.slice(start, end), start, end };
  }
}

/** Whether a token is this keyword or symbol; upper case. */
export function isWord(token: Token | undefined, text: string): boolean {
  if (token === undefined || token.text.length !== text.length) return false;
  if (token.kind === "name" || token.kind === "string") return false;
  return token.text === text || token.text.toUpperCase() === text;
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
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (found) => found.toLowerCase()) : name;
}
