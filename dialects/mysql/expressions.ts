/**
 * SQL expressions in one spelling, so that what was written and what the catalog says can be compared.
 *
 * @module
 */
import { type Sql, sql } from "@retort/core/schema";
import { nameOf, type Token, tokenize, unquote } from "./tokens.ts";
import { writer } from "./writer.ts";

/** Functions that the catalog of MariaDB calls by another name. */
const functions: Readonly<Record<string, string>> = {
  lower: "lcase",
  upper: "ucase",
  length: "octet_length",
  substring: "substr",
  character_length: "char_length",
  now: "current_timestamp",
  localtime: "current_timestamp",
  localtimestamp: "current_timestamp",
  current_date: "curdate",
  current_time: "curtime",
  pow: "power",
};

/** Functions that are written without parentheses too. */
const bare = new Set([
  "current_timestamp",
  "localtime",
  "localtimestamp",
  "current_date",
  "current_time",
]);

const symbols: Readonly<Record<string, string>> = { "!=": "<>", "%": "mod", "&&": "and" };

/** An expression in its one spelling; case, blanks, quotes and outer parentheses don't count. */
export function canonicalText(text: string): string {
  return spell(unwrap(unwrapAtoms(tokenize(text).filter((token) => token.kind !== "comment"))));
}

/** A fragment in its one spelling. */
export function canonicalSql(expression: Sql): Sql {
  return sql.raw(canonicalText(writer.text(expression)));
}

function spell(tokens: readonly Token[]): string {
  let out = "";
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    out += (before && spaced(before, token) ? " " : "") + spelling(token, tokens[index + 1]);
  }
  return out;
}

function spelling(token: Token, next: Token | undefined): string {
  switch (token.kind) {
    case "string":
      return writer.literal(unquote(token.text));
    case "number":
      return token.text.toLowerCase().replace(/^\./, "0.");
    case "name": {
      const name = nameOf(token).toLowerCase();
      return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
    }
    case "word":
      return word(token.text.toLowerCase(), next?.text === "(");
    default:
      return symbols[token.text] ?? token.text;
  }
}

function word(text: string, called: boolean): string {
  if (!called && !bare.has(text)) return text;
  const name = functions[text] ?? text;
  return called ? name : `${name}()`;
}

/** Blanks stand between words only, so that it doesn't matter where they were. */
function spaced(before: Token, token: Token): boolean {
  const wordy = (item: Token): boolean =>
    item.kind !== "symbol" || /^\w/.test(spelling(item, undefined));
  return wordy(before) && wordy(token);
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.text === "(") depth++;
    if (tokens[index]?.text === ")" && --depth === 0) return index;
  }
  return -1;
}

function unwrap(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (inner[0]?.text === "(" && closing(inner, 0) === inner.length - 1) {
    inner = inner.slice(1, -1);
  }
  return inner;
}

/** Words before a parenthesis that call nothing. */
const keywords = new Set([
  "and",
  "or",
  "not",
  "xor",
  "when",
  "then",
  "else",
  "case",
  "like",
  "between",
]);

/** The tokens without parentheses around a single name or literal that belong to no call. */
function unwrapAtoms(tokens: readonly Token[]): readonly Token[] {
  const dropped = new Set<number>();
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const calls = before !== undefined && (before.kind === "name" || before.kind === "word") &&
      !keywords.has(before.text.toLowerCase());
    if (token.text !== "(" || calls || tokens[index + 2]?.text !== ")") return;
    dropped.add(index).add(index + 2);
  });
  return dropped.size === 0 ? tokens : tokens.filter((_token, index) => !dropped.has(index));
}
