/**
 * The statements that a text holds.
 *
 * @module
 */
import { isWord, type Token, tokenize } from "./tokens.ts";

/** One statement of a text. */
export interface Piece {
  /** Its SQL. */
  readonly sql: string;
  /** How many `?` it has; `undefined` where placeholders have numbers or names. */
  readonly placeholders: number | undefined;
}

/** Whether a text is not exactly one statement. */
export function isSeveral(text: string): boolean {
  if (!text.includes(";") && !/^\s*(?:--|\/\*|$)/.test(text)) return false;
  return splitStatements(text).length !== 1;
}

/** The statements of a text; a semicolon inside a trigger ends none. */
export function splitStatements(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let open: Token[] = [];
  const close = (): void => {
    const [first, last] = [open[0], open.at(-1)];
    if (!first || !last) return;
    pieces.push({ sql: text.slice(first.start, last.end), placeholders: countOf(open) });
    open = [];
  };
  for (const token of tokenize(text)) {
    if (isWord(token, ";") && !isInTrigger(open)) close();
    else open.push(token);
  }
  close();
  return pieces;
}

/** SQLite's own rule: a trigger ends with `; END`. */
function isInTrigger(tokens: readonly Token[]): boolean {
  const words = tokens.slice(0, 6).map((token) => token.text.toUpperCase());
  const at = words.indexOf("CREATE");
  const start = at >= 0 && words.slice(0, at).every((word) => explaining.has(word));
  const temporary = words[at + 1] === "TEMP" || words[at + 1] === "TEMPORARY";
  if (!start || words[at + (temporary ? 2 : 1)] !== "TRIGGER") return false;
  return !(isWord(tokens.at(-1), "END") && isWord(tokens.at(-2), ";"));
}

const explaining = new Set(["EXPLAIN", "QUERY", "PLAN"]);

function countOf(tokens: readonly Token[]): number | undefined {
  let count = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "symbol" || !"?:@$".includes(token.text)) continue;
    const next = tokens[index + 1];
    const joined = next?.start === token.end && (next.kind === "number" || next.kind === "word");
    if (joined || token.text !== "?") return undefined;
    count++;
  }
  return count;
}
