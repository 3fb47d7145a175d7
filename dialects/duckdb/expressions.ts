/**
 * Expressions in one spelling: what DuckDB puts around them and between their words is left out.
 *
 * @module
 */
import { canonicalSource } from "@retort/ansi";
import type { Sql } from "@retort/core/schema";
import { closing, pieces } from "./sql_text.ts";
import { writer } from "./writer.ts";

/** The text of an expression without the parentheses around all of it. */
export function canonical(expression: Sql): string {
  return unwrapped(canonicalSource(writer.text(expression)));
}

/** A text without the parentheses around all of it. */
export function unwrapped(text: string): string {
  const trimmed = text.trim();
  const all = pieces(trimmed);
  return all[0]?.text === "(" && closing(all, 0) === all.length - 1
    ? unwrapped(trimmed.slice(1, -1))
    : trimmed;
}
