/**
 * How SQL Server spells names and literals.
 *
 * @module
 */
import { createWriter, standardLiteral } from "@retort/ansi";
import type { SqlWriter } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { isTagged, type Literal } from "@retort/core/schema";
import { checkName, shortName } from "./names.ts";
import { reservedWords } from "./reserved.ts";

const plain = /^[a-z_][a-z0-9_]*$/;

const base = createWriter({
  literal,
  placeholder: (index) => `@p${index + 1}`,
  name(value) {
    checkName(value);
    const short = shortName(value);
    if (plain.test(short) && !reservedWords.has(short)) return short;
    return `[${short.replaceAll("]", "]]")}]`;
  },
});

/** The writer; a schema may be `database.schema`, which becomes two names. */
export const writer: SqlWriter = {
  ...base,
  table({ schema, name }) {
    const places = schema === undefined ? [] : schema.split(".");
    return [...places, name].map(base.name).join(".");
  },
};

function literal(value: Literal): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "string") return text(value);
  if (value === null || !isTagged(value)) return undefined;
  if ("date" in value) return `'${moment(value.date)}'`;
  if ("bytes" in value) return standardLiteral(value).replace(/^X'(.*)'$/, "0x$1");
  return undefined;
}

/** A moment in UTC as all types for moments read it; none reads more than three digits alike. */
function moment(iso: string): string {
  return iso.replace(/Z$/, "").replaceAll("'", "''");
}

/** Text that is no ASCII gets an N, or the server makes question marks of it. */
function text(value: string): string {
  const mark = isAscii(value) ? "" : "N";
  return pieces(value).map((piece) => mark + quoted(piece)).join(" + NCHAR(10) + ");
}

/** Text as an N'…' of one piece, where the server takes no expression: arguments of procedures. */
export function nationalText(value: string): string {
  if (pieces(value).length > 1) throw new RetortError("schema/bad-literal", { value });
  return `N${quoted(value)}`;
}

/**
 * The text apart at line breaks that the server or its clients would not keep: behind a backslash,
 * which joins lines, and before GO, which ends a batch even within quotes.
 */
function pieces(value: string): readonly string[] {
  return value.split(/(?<=\\)\n|\n(?=[ \t]*go\b)/i);
}

function isAscii(value: string): boolean {
  // deno-lint-ignore no-control-regex -- all characters of ASCII are meant
  return /^[\u0000-\u007f]*$/.test(value);
}

function quoted(value: string): string {
  if (!value.isWellFormed()) throw new RetortError("schema/bad-literal", { value });
  return standardLiteral(value);
}
