/**
 * Defaults as they stand in a column's definition.
 *
 * @module
 */
import { type Default, isSql, isTagged, type Literal, type Type } from "@retort/core/schema";
import { tokenize } from "./tokens.ts";
import { canonicalType, familyOf } from "./type_system.ts";
import { isWide, moment, writer } from "./writer.ts";

const now = /^(?:current_timestamp|now|localtime|localtimestamp)\s*(?:\(\s*(\d?)\s*\))?$/i;

/**
 * A default without the word DEFAULT.
 *
 * MySQL wants parentheses around every expression, and around literals of TEXT and BLOB; MariaDB
 * takes them too and keeps the same, so one spelling serves both.
 */
export function defaultText(value: Default, type: Type): string {
  if (!isSql(value)) return literalDefault(value.value, type);
  const text = writer.text(value).trim();
  if (isOneLiteral(text)) return familyOf(type) === "long" ? `(${text})` : text;
  return momentText(text, type) ?? (isWrapped(text) ? text : `(${text})`);
}

/** `CURRENT_TIMESTAMP` with the column's own precision, without which MySQL refuses it. */
export function momentText(text: string, type: Type): string | undefined {
  const match = now.exec(text);
  if (!match || familyOf(type) !== "moment") return undefined;
  const precision = match[1] || String(canonicalType(type).args?.[0] ?? "");
  return precision === "" || precision === "0"
    ? "CURRENT_TIMESTAMP"
    : `CURRENT_TIMESTAMP(${precision})`;
}

function literalDefault(value: Literal, type: Type): string {
  if (value === null) return "NULL";
  const family = familyOf(type);
  if (isTagged(value) && "bytes" in value) {
    const digits = writer.literal(value).replace(/^X/, "");
    // The catalog of MariaDB garbles bytes in a literal, but keeps an expression as it is.
    return family === "bytes" ? `(unhex(${digits}))` : `X${digits}`;
  }
  if (isTagged(value) && "date" in value) return writer.literal(momentPart(value.date, type));
  if (typeof value === "string" && isWide(value)) return wideText(value);
  const text = writer.literal(value);
  return isEndless(type) ? `(${text})` : text;
}

/** The catalog garbles characters beyond U+FFFF in a literal, but keeps an expression as it is. */
function wideText(value: string): string {
  const bytes = Array.from(new TextEncoder().encode(value), (byte) => hex(byte)).join("");
  return `(convert(unhex('${bytes}') using utf8mb4))`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** As much of a moment as a column of this type keeps. */
export function momentPart(iso: string, type: Type): string {
  const [day = "", time = ""] = moment(iso).split(" ");
  const family = familyOf(type);
  if (family === "date") return day;
  return family === "time" && time !== "" ? time : moment(iso);
}

/** Whether a type has no length, so that MySQL takes none but expressions as its default. */
export function isEndless(type: Type): boolean {
  const family = familyOf(type);
  return family === "long" || (family === "bytes" && /blob$/.test(canonicalType(type).name));
}

function isOneLiteral(text: string): boolean {
  const [first, second, ...others] = tokenize(text);
  if (first === undefined || others.length > 0) return false;
  if (second?.kind === "string") return /^b$/i.test(first.text);
  if (second !== undefined) return /^[-+]$/.test(first.text) && second.kind === "number";
  return first.kind === "string" || first.kind === "number" ||
    /^(?:null|true|false)$/i.test(first.text);
}

/** Whether one pair of parentheses is around all of a text. */
export function isWrapped(text: string): boolean {
  const tokens = tokenize(text);
  if (tokens[0]?.text !== "(") return false;
  let depth = 0;
  return tokens.every((token, index) => {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    return depth > 0 || index === tokens.length - 1;
  });
}
