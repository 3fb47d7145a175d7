/**
 * The words and operators of expressions.
 *
 * @module
 */

/** Binary operators by how tightly they bind; PostgreSQL's other operators are 7. */
export const binding: Readonly<Record<string, number>> = {
  "<": 5,
  ">": 5,
  "=": 5,
  "<=": 5,
  ">=": 5,
  "<>": 5,
  "+": 8,
  "-": 8,
  "*": 9,
  "/": 9,
  "%": 9,
  "^": 10,
};
/** Operators that the server has for words. */
export const likes: Readonly<Record<string, string>> = {
  "~~": "LIKE",
  "!~~": "NOT LIKE",
  "~~*": "ILIKE",
  "!~~*": "NOT ILIKE",
};
/** Words that are values by themselves. */
export const constants: ReadonlySet<string> = new Set([
  "current_timestamp",
  "current_date",
  "current_time",
  "current_user",
  "current_role",
  "current_schema",
  "current_catalog",
  "session_user",
  "localtime",
  "localtimestamp",
  "user",
]);
/** Words that mean a grammar of their own as functions, or none at all here. */
export const special: ReadonlySet<string> = new Set(
  "overlay position substring trim row exists select xmlelement treat normalize over filter within"
    .split(" "),
);

/** Functions whose names are keywords, so that quotes would make another function of them. */
export const keywordCalls: ReadonlySet<string> = new Set([
  "coalesce",
  "greatest",
  "least",
  "nullif",
]);
