/**
 * Expressions as the server keeps them, made SQL again.
 *
 * @module
 */
import { tokenize, unquote } from "../tokens.ts";

/** An expression of the catalog: MySQL keeps it as the inside of a string, byte by byte. */
export function expressionText(text: string, mariadb: boolean): string {
  return mariadb ? text : definitionText(unquote(`'${decoded(text)}'`), false);
}

/** An expression of a statement that the server shows: MySQL names the character set of strings. */
export function definitionText(text: string, mariadb: boolean): string {
  if (mariadb) return text;
  const tokens = tokenize(text);
  let out = "";
  let from = 0;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (next?.kind !== "string" || !isCharacterSet(token.text)) return;
    out += text.slice(from, token.start);
    from = next.start;
  });
  return out + text.slice(from);
}

function isCharacterSet(text: string): boolean {
  return /^_(?:utf8mb4|utf8mb3|latin1|ascii|binary)$/.test(text);
}

/** The text of which MySQL shows each byte as a character; one that was none is left as it is. */
function decoded(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return text;
  }
}
