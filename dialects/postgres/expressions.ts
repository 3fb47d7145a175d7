/**
 * One spelling for expressions that mean the same: the server keeps none as it was written.
 *
 * @module
 */
import { isSql, type Literal, type Sql } from "@retort/core/schema";
import type { Expression } from "./expression.ts";
import { ExpressionReader, type ExpressionScope } from "./expression_parser.ts";
import { Unreadable } from "./token_reader.ts";
import { tokenize } from "./tokens.ts";
import { writer } from "./writer.ts";

export type { ExpressionScope } from "./expression_parser.ts";

/** An expression in one spelling; `undefined` where its grammar isn't known here. */
export function readExpression(
  text: string,
  scope: ExpressionScope = {},
): Expression | undefined {
  try {
    return new ExpressionReader(tokenize(text), scope).whole();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/**
 * An expression in one spelling: case, blanks, parentheses, `IN` or `= ANY`, `BETWEEN` or two
 * comparisons, and casts that the server adds, don't count.
 */
export function canonicalExpression(text: string, scope: ExpressionScope = {}): string {
  return readExpression(text, scope)?.text ?? folded(text);
}

/** What can't be read is compared token by token. */
function folded(text: string): string {
  return tokenize(text).map((token) => {
    if (token.kind === "string") return writer.literal(token.value);
    return token.kind === "name" ? writer.name(token.value) : token.value;
  }).join(" ");
}

/** The text of a fragment or literal. */
export function textOf(value: Sql | { readonly value: Literal }): string {
  return isSql(value) ? writer.text(value) : writer.literal(value.value);
}
