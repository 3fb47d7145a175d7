/**
 * Defaults as DuckDB would hold them.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import { type Default, isSql, type Literal, type Sql, sql, type Type } from "@retort/core/schema";
import { canonical, unwrapped } from "./expressions.ts";
import { types } from "./type_system.ts";
import { momentText } from "./writer.ts";

/** A default in its one spelling; `undefined` for NULL, which is what a column has anyway. */
export function normalizeDefault(value: Default, type: Type): Default | undefined {
  const { literal, other } = isSql(value)
    ? meant(canonical(value))
    : { literal: plain(value.value), other: undefined };
  if (other !== undefined) return other;
  return literal === null || literal === undefined ? undefined : { value: stored(literal, type) };
}

/** What a text means: a literal, or an expression. */
const meant = remembering((text): { readonly literal?: Literal; readonly other?: Sql } => {
  const literal = literalOf(text);
  return literal === undefined ? { other: sql.raw(text) } : { literal };
});

/** The literal that a text is, also one that DuckDB has put a cast around. */
function literalOf(text: string): Literal | undefined {
  const cast = /^CAST\(('(?:[^']|'')*') AS [\w ]+(?:\([\d, ]*\))?\)$/i.exec(text);
  if (cast?.[1]) return stringOf(cast[1]);
  const typed = /^(?:timestamp|date|time) ('(?:[^']|'')*')$/i.exec(text);
  if (typed?.[1]) return stringOf(typed[1]);
  const bytes = /^unhex\('((?:[0-9a-f]{2})*)'\)$/i.exec(text);
  if (bytes?.[1] !== undefined) return { bytes: bytes[1].toLowerCase() };
  if (/^'(?:[^']|'')*'$/.test(text)) return stringOf(text);
  if (/^-?\(?-?\d+(?:\.\d+)?\)?$/.test(text)) return numberOf(unwrapped(text));
  if (/^null$/i.test(text)) return null;
  return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
}

function stringOf(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'");
}

function numberOf(text: string): Literal {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(number)) return { bigint: text };
  return number + 0;
}

function plain(value: Literal): Literal {
  if (typeof value !== "object" || value === null) return value;
  if ("date" in value) return momentText(value.date);
  return "bigint" in value ? numberOf(value.bigint) : { bytes: value.bytes.toLowerCase() };
}

const numeric = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DECIMAL.*|FLOAT|DOUBLE)$/;

/** The value that a column of this type keeps. */
function stored(value: Literal, type: Type): Literal {
  const declared = types.format(type).toUpperCase();
  if (declared === "BOOLEAN" && typeof value === "string") {
    if (/^(?:t|true|1)$/i.test(value)) return true;
    return /^(?:f|false|0)$/i.test(value) ? false : value;
  }
  if (numeric.test(declared) && typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value)) {
    return numberOf(value);
  }
  const text = declared === "VARCHAR";
  return text && (typeof value === "number" || typeof value === "boolean") ? String(value) : value;
}
