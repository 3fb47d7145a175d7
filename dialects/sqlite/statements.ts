/**
 * How many statements a text holds.
 *
 * @module
 */
import { isWord, tokenize } from "./tokens.ts";

/** Whether anything stands behind the first semicolon, or nothing at all is to be run. */
export function isSeveral(text: string): boolean {
  if (!text.includes(";") && !/^\s*(?:--|\/\*|$)/.test(text)) return false;
  const tokens = tokenize(text);
  const first = tokens.findIndex((token) => isWord(token, ";"));
  return tokens.length === 0 || (first >= 0 && first < tokens.length - 1);
}
