/**
 * The statements of a text: the server is sent one at a time.
 *
 * @module
 */
import { type Token, tokenize } from "./tokens.ts";

const routine = new Set(["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"]);

/**
 * The statements of a text. The body of a routine holds semicolons, so from the CREATE of one on, the
 * rest of the text is one statement.
 */
export function splitStatements(text: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  let first = 0;
  const tokens = tokenize(text);
  const code = (token: Token): boolean => token.kind !== "comment";
  tokens.forEach((token, index) => {
    if (token.text !== ";") return;
    if (isCompound(tokens.slice(first, index).filter(code))) return;
    found.push(text.slice(from, token.start));
    from = token.start + 1;
    first = index + 1;
  });
  const rest = tokens.slice(first).filter(code);
  found.push(isCompound(rest) ? text.slice(from).replace(/;\s*$/, "") : text.slice(from));
  return found.map((item) => item.trim()).filter((item) => tokenize(item).some(code));
}

/**
 * A statement whose body holds semicolons as the client takes it from a script: it ends a statement at
 * any `;` until DELIMITER names another word. `undefined` for all others.
 */
export function enclose(sql: string): string | undefined {
  const inner = tokenize(sql.replace(/;\s*$/, "")).some((token) => token.text === ";");
  if (!inner) return undefined;
  const word = ["$$", "//", "|||", "%%%%"].find((item) => !sql.includes(item));
  return word && `DELIMITER ${word}\n${sql}${word}\nDELIMITER ;`;
}

function isCompound(tokens: readonly Token[]): boolean {
  const words = tokens.slice(0, 16).map((token) => token.text.toUpperCase());
  if (words[0] === "BEGIN" && words[1] === "NOT") return true;
  if (words[0] !== "CREATE") return false;
  const noun = words.findIndex((word) => routine.has(word) || word === "TABLE" || word === "VIEW");
  return noun > 0 && routine.has(words[noun] ?? "");
}
