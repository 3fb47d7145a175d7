/**
 * Defaults as the server would hold them.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import {
  bytesOf,
  type Default,
  isSql,
  isTagged,
  type Literal,
  sql,
  type Type,
} from "@retort/core/schema";
import { momentPart, momentText } from "./defaults.ts";
import { canonicalText } from "./expressions.ts";
import { bothNames, isMariaDb } from "./flavour.ts";
import { type Token, tokenize, unquote } from "./tokens.ts";
import { canonicalType, type Family, familyOf } from "./type_system.ts";
import { writer } from "./writer.ts";

/** A default in its one spelling; `undefined` for NULL, which is what a column has anyway. */
export function normalizeDefault(
  value: Default,
  type: Type,
  names: readonly string[] = bothNames,
): Default | undefined {
  if (!isSql(value)) {
    const found = literalDefault(value.value, type, names);
    return found !== undefined && found.value === value.value ? value : found;
  }
  const text = writer.text(value).trim();
  const moment = momentText(text, type);
  if (moment !== undefined) return sql.raw(canonicalText(moment));
  const canonical = canonicalText(text);
  const literal = literalOf(canonical);
  return literal === undefined ? sql.raw(canonical) : literalDefault(literal, type, names);
}

/** The literal that a text is; `undefined` for an expression. */
export function literalOf(text: string): Literal | undefined {
  return literalIn(text).literal;
}

const literalIn = remembering((text): { readonly literal?: Literal | undefined } => {
  return { literal: readLiteral(text) };
});

function readLiteral(text: string): Literal | undefined {
  const bytes = /^unhex\('((?:[0-9a-f]{2})*)'\)$/i.exec(text)?.[1] ??
    /^x'((?:[0-9a-f]{2})*)'$/i.exec(text)?.[1];
  if (bytes !== undefined) return { bytes: bytes.toLowerCase() };
  const wide = /^convert\(unhex\('((?:[0-9a-f]{2})*)'\) ?using utf8mb4\)$/i.exec(text)?.[1];
  if (wide !== undefined) return textOf(wide);
  const [first, second, third] = tokenize(text);
  if (first === undefined || third !== undefined) return undefined;
  if (second !== undefined) {
    const sign = first.text === "-" ? "-" : first.text === "+" ? "" : undefined;
    return sign === undefined || second.kind !== "number"
      ? undefined
      : numberOf(sign + second.text);
  }
  return plainLiteral(first);
}

/** The text of UTF-8 bytes in hexadecimal digits. */
function textOf(digits: string): string {
  return new TextDecoder().decode(bytesOf(digits));
}

function plainLiteral(token: Token): Literal | undefined {
  if (token.kind === "string") return unquote(token.text);
  if (token.kind === "number") return numberOf(token.text);
  const word = token.text.toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  return word === "null" ? null : undefined;
}

/** A number as JavaScript's where that holds it exactly, else its text. */
function numberOf(text: string): Literal | undefined {
  if (/^0x/i.test(text)) return undefined;
  if (/^-?\d+$/.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : { bigint: text };
  }
  const value = Number(text);
  return text !== "" && Number.isFinite(value) ? value : undefined;
}

function literalDefault(
  value: Literal,
  type: Type,
  names: readonly string[],
): { readonly value: Literal } | undefined {
  if (value === null) return undefined;
  return { value: stored(value, { type, family: familyOf(type), rounds: !isMariaDb(names) }) };
}

interface Keeping {
  readonly type: Type;
  readonly family: Family;
  /** Whether a moment is rounded, as by MySQL, or cut off, as by MariaDB. */
  readonly rounds: boolean;
}

/** The value that a column of this type keeps. */
function stored(
  value: Exclude<Literal, null>,
  { type, family, rounds }: Keeping,
): Literal {
  if (isTagged(value) && "bytes" in value) return value;
  if (family === "number") return storedNumber(value, type);
  const text = plainText(value, type);
  if (family === "moment" || family === "time" || family === "date") {
    return storedMoment(text, { type, family, rounds });
  }
  if (family === "bytes") return { bytes: hexOf(text) };
  return family === "other" ? value : text;
}

function plainText(value: Exclude<Literal, null>, type: Type): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (!isTagged(value)) return String(value);
  if ("date" in value) return momentPart(value.date, type);
  return "bigint" in value ? value.bigint : value.bytes;
}

function hexOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function storedNumber(value: Literal, type: Type): Literal {
  if (typeof value === "boolean") return value ? 1 : 0;
  const found = typeof value === "string" ? numberOf(value.trim()) : value;
  if (typeof found !== "number") return found ?? value;
  const { name, args = [] } = canonicalType(type);
  if (name !== "numeric" && name !== "unsigned numeric") return Object.is(found, -0) ? 0 : found;
  return Number(found.toFixed(Number(args[1] ?? 0)));
}

/** A day or time with all the digits that the catalog shows. */
function storedMoment(text: string, { type, family, rounds }: Keeping): string {
  const precision = Number(canonicalType(type).args?.[0] ?? 0);
  const match = /^(\d{4}-\d\d-\d\d)?[ T]?(?:(\d\d:\d\d)(:\d\d)?(?:\.(\d+))?)?Z?$/.exec(text);
  if (!match) return text;
  const [, day = "", minutes = "00:00", seconds = ":00", fraction = ""] = match;
  if (family === "date") return day;
  if (rounds && /^[5-9]/.test(fraction.slice(precision))) {
    const next = after(`${day || "2000-01-01"} ${minutes}${seconds}.${fraction}`, precision);
    return family === "time" ? next.slice(11) : next;
  }
  const digits = fraction.padEnd(precision, "0").slice(0, precision);
  const time = minutes + seconds + (digits === "" ? "" : `.${digits}`);
  return family === "time" ? time : `${day} ${time}`;
}

/** A moment rounded up to so many digits behind its seconds, of which there are too many. */
function after(text: string, precision: number): string {
  const [seconds = "", fraction = ""] = text.split(".");
  const digits = String(Number(`1${fraction.slice(0, precision)}`) + 1);
  const carries = digits.startsWith("2");
  const start = new Date(`${seconds.replace(" ", "T")}Z`).getTime() + (carries ? 1000 : 0);
  // No moment at all, as the hour 30 of a TIME is.
  if (Number.isNaN(start)) return text;
  const whole = new Date(start).toISOString().slice(0, 19).replace("T", " ");
  return precision === 0 ? whole : `${whole}.${digits.slice(1)}`;
}
