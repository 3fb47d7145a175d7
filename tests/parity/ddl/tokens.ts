/**
 * SQL as tokens: blanks, the case of words and the quotes of plain names do not count.
 *
 * @module
 */

/** A token: a word in lower case, a quoted name or text with its quotes, a number or a sign. */
export type Token = string;

const patterns = {
  escaped: /[eE]'(?:[^'\\]|''|\\[^])*'/.source,
  text: /[nN]?'(?:[^']|'')*'/.source,
  name: /"(?:[^"]|"")*"|`(?:[^`]|``)*`/.source,
  bracket: /\[[^\]]*\]/.source,
  word: /[\p{L}_@#$][\p{L}\p{N}_@#$]*/u.source,
  number: /\d+(?:\.\d+)?/.source,
  sign: /::|->>|->|<=|>=|<>|!=|\|\||&&|[^\s]/.source,
} as const;

/** How names are read. */
export interface Reading {
  /** `[name]` is a quoted name. */
  readonly brackets: boolean;
  /** Whether the quotes around a name decide over its case. */
  readonly caseByQuotes: boolean;
}

/** The tokens of a statement, without comments and the semicolon at its end. */
export function tokensOf(sql: string, reading: Reading): readonly Token[] {
  const { escaped, text, name, bracket, word, number, sign } = patterns;
  const parts = [escaped, text, name, ...(reading.brackets ? [bracket] : []), word, number, sign];
  const all = sql.replaceAll(/^--.*$/gm, "").match(new RegExp(parts.join("|"), "gu")) ?? [];
  const tokens = all.map((token) => tokenOf(token, reading));
  while (tokens.at(-1) === ";") tokens.pop();
  return tokens;
}

function tokenOf(token: string, { brackets, caseByQuotes }: Reading): Token {
  if (/^[eE]'/.test(token)) return oneBlank(token.slice(1).replaceAll(/\\([^])/g, "$1"));
  if (/^[nN]?'/.test(token)) return oneBlank(token);
  if (/^\d+\.\d+$/.test(token)) return String(Number(token));
  const quoted = /^["`]/.test(token) || (brackets && /^\[./.test(token));
  if (!quoted) return token.toLowerCase();
  const end = token[0] === "[" ? "]" : token[0] ?? "";
  const name = token.slice(1, -1).replaceAll(end + end, end);
  const plain = caseByQuotes ? /^[a-z_][a-z0-9_$]*$/ : /^[a-z_][a-z0-9_$]*$/i;
  return plain.test(name) ? name.toLowerCase() : `"${name}"`;
}

/** Blanks in texts were recorded as one. */
function oneBlank(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** The tokens in parts, split at a token outside of parentheses. */
export function splitAt(tokens: readonly Token[], at: Token): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (token === at && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** The place behind the parenthesis that closes the one at `open`. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index] === "(") depth++;
    if (tokens[index] === ")" && --depth === 0) return index + 1;
  }
  return tokens.length;
}

/** Whether tokens begin with these words. */
export function begins(tokens: readonly Token[], words: string): boolean {
  return words.split(" ").every((word, index) => tokens[index] === word);
}
