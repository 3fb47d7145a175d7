/**
 * SQL expressions in one spelling, so that what was written and what the catalog says can be compared.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import { type Sql, sql } from "@retort/core/schema";
import { withoutSpareParentheses } from "./parentheses.ts";
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

/** An expression in its one spelling; case, blanks, quotes and spare parentheses don't count. */
export const canonicalText: (text: string) => string = remembering((text) => {
  const tokens = tokenize(text).filter((token) => token.kind !== "comment");
  return spell(withoutSpareParentheses(tokens));
});

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
