/**
 * Defaults as SQLite would hold them.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import { type Default, isSql, isTagged, type Literal, type Sql, sql } from "@retort/core/schema";
import { textOf } from "./dependents.ts";
import { canonicalExpression, unwrap } from "./expressions.ts";
import { integerLiteral, valueOf } from "./literals.ts";
import { tokenize } from "./tokens.ts";
import { momentText } from "./values.ts";
import type { Affinity } from "./type_system.ts";

/** A default in its one spelling; `undefined` for NULL, which is what a column has anyway. */
export function normalizeDefault(value: Default, affinity: Affinity): Default | undefined {
  const { literal, other } = isSql(value)
    ? defaultOf(textOf(value))
    : { literal: plain(value.value) };
  if (literal === null || literal === undefined) return other;
  const next = stored(literal, affinity);
  return !isSql(value) && value.value === next ? value : { value: next };
}

/** What the text of a default is: a literal, or the expression in one spelling. */
const defaultOf = remembering((text): { readonly literal?: Literal; readonly other?: Sql } => {
  const literal = valueOf(unwrap(tokenize(text)));
  return literal === undefined ? { other: sql.raw(canonicalExpression(text)) } : { literal };
});

function plain(value: Literal): Literal {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return Object.is(value, -0) ? 0 : value;
  if (value === null || !isTagged(value)) return value;
  if ("date" in value) return momentText(value.date);
  return "bigint" in value ? integerLiteral(BigInt(value.bigint)) : value;
}

/** The value that a column of this affinity keeps: `'12'` is 12 to a column of numbers. */
function stored(value: Literal, affinity: Affinity): Literal {
  if (affinity === "text" && typeof value === "number" && Number.isSafeInteger(value)) {
    return String(value);
  }
  const numeric = affinity === "integer" || affinity === "numeric" || affinity === "real";
  if (!numeric || typeof value !== "string") return value;
  return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(value) ? Number(value) : value;
}
