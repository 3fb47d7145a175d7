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

/** The ASCII characters of words: letters, digits, `_` and `$`. */
const wordCodes = Uint8Array.from(
  { length: 128 },
  (_, code) => Number(/[\w$]/.test(String.fromCharCode(code))),
);

/** Where the word that begins at a place ends; the place itself where none does. */
function wordEnd(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === 36 || (first >= 48 && first <= 57)) return start;
  let at = start;
  // Character by character: most tokens are words, and asking an expression each time takes longer.
  for (let code = first; code >= 128 || wordCodes[code] === 1; code = text.charCodeAt(at)) at++;
  return at;
}

/** What may begin with a character that begins no word. */
function kindAt(code: number): readonly [TokenKind, RegExp] {
  if (code === 39) return ["string", string];
  if (code === 34 || code === 96 || code === 91) return ["name", name];
  if (code === 46 || (code >= 48 && code <= 57)) return ["number", number];
  return ["symbol", symbol];
}

function tokenAt(text: string, start: number): Token {
  const code = text.charCodeAt(start);
  // Most of what is no word: parentheses and commas.
  if (code === 40 || code === 41 || code === 44) return one();
  const isX = code === 88 || code === 120;
  const bytes = isX && text.charCodeAt(start + 1) === 39 ? match("blob", blob) : undefined;
  if (bytes) return bytes;
  const end = wordEnd(text, start);
  if (end > start) return { kind: "word", text: text.slice(start, end), start, end };
  const [kind, pattern] = kindAt(code);
  // What is not what it seems is a symbol.
  return match(kind, pattern) ?? match("symbol", symbol) ?? one();

  function one(): Token {
    return { kind: "symbol", text: text.charAt(start), start, end: start + 1 };
  }

  function match(as: TokenKind, looks: RegExp): Token | undefined {
    looks.lastIndex = start;
    if (!looks.test(text)) return undefined;
    return { kind: as, text: text.slice(start, looks.lastIndex), start, end: looks.lastIndex };
  }
}

/** Whether a token is this keyword or symbol; upper case. */
export function isWord(token: Token | undefined, text: string): boolean {
  if (token === undefined || token.text.length !== text.length) return false;
  if (token.kind === "name" || token.kind === "string") return false;
  return token.text === text || token.text.toUpperCase() === text;
}

/** Whether a token is one of some keywords; those in upper case, in which most texts write them. */
export function isOneOf(token: Token | undefined, words: ReadonlySet<string>): boolean {
  if (token?.kind !== "word") return false;
  return words.has(token.text) || words.has(token.text.toUpperCase());
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
