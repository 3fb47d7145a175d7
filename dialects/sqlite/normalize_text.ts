/**
 * Texts in the one spelling that they have for a comparison.
 *
 * @module
 */
import { type Sql, sql } from "@retort/core/schema";
import { textOf } from "./dependents.ts";
import { canonicalExpression, unqualify } from "./expressions.ts";

/** An expression of a table in its one spelling. */
export function canonical(expression: Sql, table: string): Sql {
  return sql.raw(canonicalExpression(unqualify(textOf(expression), table)));
}

/** A collation in upper case; SQLite's default one is as good as none. */
export function normalizeCollation(collation: string | undefined): string | undefined {
  const name = collation?.toUpperCase();
  return name === "BINARY" ? undefined : name;
}
