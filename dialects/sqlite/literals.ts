/**
 * Literals in SQLite's own text.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import type { Literal } from "@retort/core/schema";
import { isWord, type Token, tokenize } from "./tokens.ts";
import { writer } from "./writer.ts";

const largest = 2n ** 63n;

/** The literal that a text is, if it reads the same when it is written again. */
export function literalOf(text: string): Literal | undefined {
  return literalIn(text).literal;
}

const literalIn = remembering((text): { readonly literal?: Literal } => {
  const value = valueOf(tokenize(text));
  return value !== undefined && writer.literal(value) === text ? { literal: value } : {};
});

/** The value of tokens that are one literal, however it is spelled: `0x10`, `+1`, `TRUE`. */
export function valueOf(tokens: readonly Token[]): Literal | undefined {
  const [first, second, ...others] = tokens;
  if (first === undefined || others.length > 0) return undefined;
  const signed = isWord(first, "-") || isWord(first, "+");
  if (!signed) return second === undefined ? plainValue(first) : undefined;
  if (second?.kind !== "number") return undefined;
  return numberOf(second.text, first.text === "-");
}

function plainValue(token: Token): Literal | undefined {
  if (token.kind === "string") return token.text.slice(1, -1).replaceAll("''", "'");
  if (token.kind === "blob") return { bytes: token.text.slice(2, -1).toLowerCase() };
  if (token.kind === "number") return numberOf(token.text, false);
  if (isWord(token, "NULL")) return null;
  if (isWord(token, "TRUE")) return 1;
  return isWord(token, "FALSE") ? 0 : undefined;
}

function numberOf(spelled: string, negative: boolean): Literal | undefined {
  const text = spelled.replaceAll("_", "");
  if (!/^(?:\d+|0x[0-9a-f]+)$/i.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? (negative ? -value : value) : undefined;
  }
  const value = negative ? -BigInt(text) : BigInt(text);
  if (value >= largest || value < -largest) return undefined;
  return integerLiteral(value);
}

/** An integer as a number where JavaScript's numbers hold it exactly. */
export function integerLiteral(value: bigint): Literal {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { bigint: String(value) };
}
