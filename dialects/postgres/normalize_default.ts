/**
 * Defaults as PostgreSQL would hold them.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import {
  type Default,
  isSql,
  isTagged,
  type Literal,
  type Sql,
  sql,
  stableJson,
  type Table,
  type Type,
} from "@retort/core/schema";
import { type Expression, isMoment } from "./expression.ts";
import { canonicalExpression, readExpression, textOf } from "./expressions.ts";
import { sequenceName } from "./serial.ts";
import { instant } from "./times.ts";

const textual: ReadonlySet<string> = new Set(["text", "varchar", "char", "citext"]);
const numeric: ReadonlySet<string> = new Set([
  "integer",
  "bigint",
  "smallint",
  "numeric",
  "real",
  "double precision",
  "oid",
]);

/** Other spellings of `now()`. */
const nows: ReadonlySet<string> = new Set(["current_timestamp", "transaction_timestamp()"]);

/** A default of a column in its one form; `undefined` for NULL, which a column has anyway. */
export function normalizeDefault(value: Default, type: Type): Default | undefined {
  if (isSql(value)) {
    const { literal, other } = defaultOf(textOf(value));
    return other ?? literalDefault(literal, type);
  }
  const next = literalDefault(plain(value.value), type);
  return next !== undefined && next.value === value.value ? value : next;
}

function literalDefault(
  literal: Literal | undefined,
  type: Type,
): { readonly value: Literal } | undefined {
  // NULL, too, is what a column has anyway.
  return literal === null || literal === undefined ? undefined : { value: stored(literal, type) };
}

/** What the text of a default is: a literal, or the expression in one spelling. */
const defaultOf = remembering(
  (written): { readonly literal?: Literal; readonly other?: Sql } => {
    const literal = literalOf(readExpression(written));
    if (literal !== undefined) return { literal };
    const text = canonicalExpression(written);
    return { other: sql.raw(nows.has(text) ? "now()" : text) };
  },
);

/** The literal that an expression is, casts around it left out. */
function literalOf(found: Expression | undefined): Literal | undefined {
  if (!found) return undefined;
  if (found.inner) {
    const literal = literalOf(found.inner);
    const moves = found.inner.inner && typeof literal === "string" && isMoment(literal);
    return moves ? undefined : literal;
  }
  if (found.kind === "string") return found.value;
  if (found.kind === "number") return numberOf(found.text);
  if (found.text === "null") return null;
  return found.text === "true" ? true : found.text === "false" ? false : undefined;
}

function plain(value: Literal): Literal {
  if (typeof value !== "object" || value === null || !isTagged(value)) return value;
  if ("date" in value) return value.date;
  return "bigint" in value ? numberOf(value.bigint) : { bytes: value.bytes.toLowerCase() };
}

/** A number as JavaScript's where that holds it exactly, else as its digits. */
function numberOf(text: string): Literal {
  if (/^-?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number + 0 : { bigint: String(BigInt(text)) };
  }
  const number = Number(text);
  const digits = text.replace(/[eE].*$|[-.]/g, "").replace(/^0+/, "").length;
  return Number.isFinite(number) && digits <= 15 ? number : text;
}

/** The value that a column of this type keeps. */
function stored(value: Literal, type: Type): Literal {
  const { name } = type;
  if (textual.has(name)) return textValue(value);
  if (numeric.has(name)) {
    return typeof value === "string" && /^\s*-?\d+(?:\.\d*)?\s*$/.test(value)
      ? numberOf(value.trim())
      : Object.is(value, -0)
      ? 0
      : value;
  }
  if (typeof value !== "string") return value;
  if (name === "boolean") return truth(value) ?? value;
  if (name === "bytea") {
    return /^\\x(?:[0-9a-f]{2})*$/i.test(value) ? { bytes: value.slice(2).toLowerCase() } : value;
  }
  if (name === "uuid") return value.toLowerCase();
  if (name === "jsonb") return jsonText(value);
  return instant(value, name) ?? value;
}

function textValue(value: Literal): Literal {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "object" && value !== null && "bigint" in value ? value.bigint : value;
}

function truth(text: string): boolean | undefined {
  if (/^(?:t|true|y|yes|on|1)$/i.test(text.trim())) return true;
  return /^(?:f|false|n|no|off|0)$/i.test(text.trim()) ? false : undefined;
}

function jsonText(text: string): string {
  try {
    return stableJson(JSON.parse(text));
  } catch {
    return text;
  }
}

const sequenceIn = /^nextval\('((?:[^']|'')+)'(?:::regclass)?\)$/i;

/** Whether a default takes the next number of the sequence that a serial column has. */
export function isOwnSequence(
  value: Default | undefined,
  { table, column }: { readonly table: Table; readonly column: string },
): boolean {
  if (value === undefined || !isSql(value)) return false;
  const found = sequenceIn.exec(textOf(value).trim())?.[1];
  if (found === undefined) return false;
  const name = found.replaceAll("''", "'").split(".").at(-1)?.replace(/^"(.*)"$/, "$1");
  return name === sequenceName(table.name, column);
}
