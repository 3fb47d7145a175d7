/**
 * Column names inside the text of expressions.
 *
 * @module
 */
import type { Sql, SqlName, SqlValue } from "./sql.ts";

const token =
  /'(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\/|"(?:[^"]|"")+"|`[^`]+`|\[[^\]]+\]|[\p{L}_][\p{L}\p{N}_$]*|[^]/gu;
const word = /^[\p{L}_]/u;

/**
 * An expression with other names for some columns: only whole names outside of strings and comments
 * are replaced, and none that is called as a function or follows a dot.
 *
 * ```ts
 * import { mapNames, sql } from "@retort/core/schema";
 *
 * mapNames(sql`age > 0`, (name) => name === "age" ? "years" : name);
 * // { sql: [{ name: ["years"] }, " > 0"] }
 * ```
 */
export function mapNames(expression: Sql, rename: (name: string) => string): Sql {
  return {
    sql: expression.sql.flatMap((part): Sql["sql"] => {
      if (typeof part === "string") return mapText(part, rename);
      const [only, ...more] = "name" in part ? part.name : [];
      return only === undefined || more.length > 0 ? [part] : [{ name: [rename(only)] }];
    }),
  };
}

function mapText(text: string, rename: (name: string) => string): Sql["sql"] {
  const parts: (string | SqlName | SqlValue)[] = [];
  let plain = "";
  const tokens = text.match(token) ?? [];
  tokens.forEach((piece, index) => {
    const name = nameOf(piece);
    const to = name === undefined || isOther(tokens, index) ? name : rename(name);
    if (to === name || to === undefined) plain += piece;
    else {
      if (plain !== "") parts.push(plain);
      parts.push({ name: [to] });
      plain = "";
    }
  });
  return plain === "" ? parts : [...parts, plain];
}

function nameOf(piece: string): string | undefined {
  if (word.test(piece)) return piece;
  if (piece.length > 2 && piece.startsWith('"')) return piece.slice(1, -1).replaceAll('""', '"');
  return piece.length > 2 && /^[`[]/.test(piece) ? piece.slice(1, -1) : undefined;
}

/** A function's name, or a part of a longer name. */
function isOther(tokens: readonly string[], index: number): boolean {
  const next = tokens.slice(index + 1).find((piece) => piece.trim() !== "");
  return next === "(" || tokens[index - 1] === ".";
}

/** Names that need no quotes are the same as text; so an expression has one form to compare. */
export function foldNames(expression: Sql): Sql {
  const parts: (string | SqlName | SqlValue)[] = [];
  for (const part of expression.sql) {
    const [only, ...more] = typeof part === "object" && "name" in part ? part.name : [];
    const plain = only !== undefined && more.length === 0 && /^[a-z_][a-z0-9_]*$/.test(only);
    const item = plain ? only : part;
    const last = parts.length - 1;
    if (typeof item === "string" && typeof parts[last] === "string") parts[last] += item;
    else parts.push(item);
  }
  return { sql: parts };
}

/** Whether an expression mentions one of these columns. */
export function mentionsColumn(expression: Sql, columns: ReadonlySet<string>): boolean {
  let found = false;
  mapNames(expression, (name) => {
    if (columns.has(name)) found = true;
    return name;
  });
  return found;
}
