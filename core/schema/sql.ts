/**
 * SQL fragments: text with values and names kept apart, so that a dialect can quote them.
 *
 * @module
 */
import { freeze } from "./data.ts";
import { isTagged, type Literal, literal, type LiteralInput } from "./literal.ts";

/** A value inside a fragment: a placeholder in a query, a literal in DDL. */
export interface SqlValue {
  /** The value, as a literal. */
  readonly value: Literal;
}

/** A name inside a fragment, quoted by the dialect: `["public", "users"]`. */
export interface SqlName {
  /** The parts of the name, outermost first. */
  readonly name: readonly string[];
}

/** A piece of SQL: text, values and names in order. */
export interface Sql {
  /** Text, values and names, in order. */
  readonly sql: readonly (string | SqlValue | SqlName)[];
}

/** What may stand in `${}` of a {@link sql} template. */
export type SqlInput = LiteralInput | Sql | SqlName;

/** The {@link sql} tag with its helpers. */
export interface SqlTag {
  /** Builds a fragment from a template. */
  (text: TemplateStringsArray, ...inputs: readonly SqlInput[]): Sql;
  /** A fragment from text that is used as it is; never build it from user input. */
  raw(text: string): Sql;
  /** A name to be quoted by the dialect: `sql.name("public", "users")`. */
  name(...parts: readonly string[]): SqlName;
}

/** Whether a value is an SQL fragment. */
export function isSql(value: unknown): value is Sql {
  return typeof value === "object" && value !== null && "sql" in value &&
    Array.isArray(value.sql);
}

function isName(value: unknown): value is SqlName {
  return typeof value === "object" && value !== null && "name" in value &&
    Array.isArray(value.name);
}

function parts(input: SqlInput): Sql["sql"] {
  if (isSql(input)) return input.sql;
  if (isName(input)) return [input];
  return [{ value: isTagged(input) ? input : literal(input) }];
}

function join(items: Sql["sql"]): Sql {
  const joined: (string | SqlValue | SqlName)[] = [];
  for (const item of items) {
    const last = joined.length - 1;
    if (typeof item === "string" && typeof joined[last] === "string") joined[last] += item;
    else if (item !== "") joined.push(item);
  }
  return freeze({ sql: joined });
}

function template(text: TemplateStringsArray, ...inputs: readonly SqlInput[]): Sql {
  const items: (string | SqlValue | SqlName)[] = [];
  text.forEach((piece, index) => {
    items.push(piece);
    const input = inputs[index];
    if (input !== undefined) items.push(...parts(input));
  });
  return join(items);
}

/**
 * Builds an SQL fragment; values become placeholders or quoted literals, never text.
 *
 * ```ts
 * import { sql } from "@retort/core/schema";
 *
 * sql`now()`; // { sql: ["now()"] }
 * sql`age > ${18}`; // { sql: ["age > ", { value: 18 }] }
 * sql`select * from ${sql.name("users")}`;
 * ```
 */
export const sql: SqlTag = Object.defineProperties(template, {
  raw: { value: (text: string): Sql => join([text]) },
  // A function's own `name` can be redefined but not assigned.
  name: { value: (...names: readonly string[]): SqlName => freeze({ name: [...names] }) },
}) as unknown as SqlTag;

/** A fragment as text in no dialect's own spelling: to show, or to look for words in. */
export function plainText(fragment: Sql): string {
  return fragment.sql.map((part) => {
    if (typeof part === "string") return part;
    return "name" in part ? part.name.map((name) => `"${name}"`).join(".") : "?";
  }).join("");
}
