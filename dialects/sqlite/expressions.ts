/**
 * SQL expressions as text: one spelling for all that mean the same, and the names in them.
 *
 * @module
 */
import { foldName, isWord, nameOf, sameName, type Token, tokenize } from "./tokens.ts";
import { reservedWords, writer } from "./writer.ts";

/** Words that are followed by a parenthesis without being a function. */
const keywords = new Set([
  ...reservedWords,
  ..."like glob match regexp by over filter exists asc desc end begin on using offset".split(" "),
]);

/** Symbols that hug what follows them, or what stands before them. */
const tightAfter = new Set(["(", "."]);
const tightBefore = new Set([",", ")", "."]);

/**
 * An expression in one spelling: blanks, case, quotes of plain names and outer parentheses don't
 * count.
 */
export function canonicalExpression(text: string): string {
  const tokens = unwrap(tokenize(text));
  let out = "";
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    out += (before && spaced(tokens, index) ? " " : "") + spelling(token);
  }
  return out;
}

/** The tokens without parentheses around all of them. */
export function unwrap(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (isWord(inner[0], "(") && closing(inner, 0) === inner.length - 1) {
    inner = inner.slice(1, -1);
  }
  return inner;
}

/** The index of the parenthesis that closes the one at `open`; -1 if there is none. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (isWord(tokens[index], "(")) depth++;
    if (isWord(tokens[index], ")") && --depth === 0) return index;
  }
  return -1;
}

function spelling(token: Token): string {
  switch (token.kind) {
    case "word":
    case "number":
      return foldName(token.text);
    case "blob":
      return `X'${token.text.slice(2, -1).toLowerCase()}'`;
    case "name": {
      const name = nameOf(token);
      const folded = foldName(name);
      return writer.name(folded) === folded ? folded : `"${name.replaceAll('"', '""')}"`;
    }
    case "symbol":
      return token.text === "==" ? "=" : token.text === "!=" ? "<>" : token.text;
    case "string":
      return token.text;
  }
}

function spaced(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || before === undefined) return false;
  if (before.kind === "symbol" && tightAfter.has(before.text)) return false;
  if (token.kind === "symbol" && tightBefore.has(token.text)) return false;
  if (isWord(token, "(")) return !isFunction(before);
  // Two signs that touch would begin a comment.
  return !isSign(tokens, index - 1) || isWord(token, before.text);
}

function isFunction(token: Token): boolean {
  if (token.kind === "name") return true;
  return token.kind === "word" && !keywords.has(foldName(token.text));
}

/** Whether a minus or plus belongs to the number after it. */
function isSign(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (!isWord(token, "-") && !isWord(token, "+") && !isWord(token, "~")) return false;
  const before = tokens[index - 1];
  if (before === undefined) return true;
  if (before.kind === "symbol") return before.text !== ")";
  return before.kind === "word" && keywords.has(foldName(before.text));
}

/** Whether a token stands for a column rather than a function, collation, type or keyword. */
function isColumn(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || (token.kind !== "word" && token.kind !== "name")) return false;
  if (isWord(tokens[index + 1], "(") && token.kind === "word") return false;
  if (isWord(tokens[index + 1], ".")) return false;
  return !isWord(tokens[index - 1], "COLLATE");
}

/** Whether an expression mentions a column. */
export function mentions(text: string, column: string): boolean {
  const tokens = tokenize(text);
  return tokens.some((token, index) => isColumn(tokens, index) && sameName(nameOf(token), column));
}

/** The expression with a column under another name. */
export function renameInExpression(text: string, from: string, to: string): string {
  const tokens = tokenize(text);
  return replaceTokens(
    text,
    tokens,
    (token, index) =>
      isColumn(tokens, index) && sameName(nameOf(token), from) ? writer.name(to) : undefined,
  );
}

/** The expression without the table's name before its columns: `users.age` becomes `age`. */
export function unqualify(text: string, table: string): string {
  const tokens = tokenize(text);
  const isOwn = (index: number): boolean => {
    const token = tokens[index];
    return token !== undefined && (token.kind === "word" || token.kind === "name") &&
      isWord(tokens[index + 1], ".") && sameName(nameOf(token), table);
  };
  return replaceTokens(
    text,
    tokens,
    (_token, index) => isOwn(index) || isOwn(index - 1) ? "" : undefined,
  );
}

function replaceTokens(
  text: string,
  tokens: readonly Token[],
  replace: (token: Token, index: number) => string | undefined,
): string {
  let out = "";
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    const next = replace(token, index);
    if (next === undefined) continue;
    out += text.slice(at, token.start) + next;
    at = token.end;
  }
  return out + text.slice(at);
}
