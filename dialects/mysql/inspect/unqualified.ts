/**
 * Texts of the catalog without the name of their own database, so that they can be made in another.
 *
 * @module
 */
import { nameOf, type Token, tokenize } from "../tokens.ts";

/** The text without `` `database`. `` in front of names of tables, columns and functions. */
export function unqualified(text: string, database: string): string {
  const tokens = tokenize(text);
  let found = "";
  let from = 0;
  tokens.forEach((token, index) => {
    const dot = tokens[index + 1];
    if (dot?.text !== "." || !namesDatabase(tokens, index, database)) return;
    found += text.slice(from, token.start);
    from = dot.start + 1;
  });
  return found + text.slice(from);
}

/**
 * Whether a name is that of the database, not of an alias that happens to be called the same: in front
 * of two names it always is, in front of one only where a table or a function stands.
 */
function namesDatabase(tokens: readonly Token[], index: number, database: string): boolean {
  const token = tokens[index];
  if (token?.kind !== "name" || nameOf(token) !== database) return false;
  if (tokens[index - 1]?.text === ".") return false;
  if (tokens[index + 3]?.text === "." || tokens[index + 3]?.text === "(") return true;
  // The server writes joins between tables, never commas, and numbers come out of sequences.
  const before = tokens.slice(0, index).findLast(({ text }) => text !== "(");
  return /^(?:from|join|straight_join|nextval|lastval|setval)$/i.test(before?.text ?? "");
}
