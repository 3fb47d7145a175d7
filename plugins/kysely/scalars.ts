/**
 * What types of databases are in TypeScript, as Kysely's own drivers give them.
 *
 * @module
 */
import type { Type } from "@retort/core/schema";

/** Types that are written by a name of their own, since what is read is not all that may be written. */
const aliases: Readonly<Record<string, string>> = {
  ArrayOf: "export type ArrayOf<T> = [T] extends [ColumnType<infer S, infer I, infer U>]\n" +
    "  ? ColumnType<S[], readonly I[], readonly U[]>\n" +
    "  : ColumnType<T[], readonly T[], readonly T[]>;",
  Bytes: "export type Bytes = ColumnType<Uint8Array, Uint8Array | string, Uint8Array | string>;",
  Int8:
    "export type Int8 = ColumnType<string, bigint | number | string, bigint | number | string>;",
  Interval: "export type Interval = ColumnType<IntervalParts, string, string>;",
  IntervalParts: "export interface IntervalParts {\n" +
    "years months days hours minutes seconds milliseconds".split(" ")
      .map((part) => `  readonly ${part}?: number;\n`).join("") +
    "}",
  Json: "export type Json =\n  | string\n  | number\n  | boolean\n  | null\n  | readonly Json[]\n" +
    "  | { readonly [key: string]: Json };",
  JsonText: "export type JsonText = ColumnType<Json, string, string>;",
  Numeric: "export type Numeric = ColumnType<string, number | string, number | string>;",
  Timestamp: "export type Timestamp = ColumnType<Date, Date | string, Date | string>;",
  Generated: "export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>\n" +
    "  ? ColumnType<S, I | undefined, U>\n  : ColumnType<T, T | undefined, T>;",
  ReadOnly: "export type ReadOnly<T> = T extends ColumnType<infer S, unknown, unknown>\n" +
    "  ? ColumnType<S, never, never>\n  : ColumnType<T, never, never>;",
};

const about: Readonly<Record<string, string>> = {
  ArrayOf: "An array of values.",
  Bytes: "Bytes, which may be written as text too.",
  Int8: "A number of 64 bits: it is read as text, since it may be too large for a number.",
  Interval: "A span of time.",
  IntervalParts: "The parts of a span of time that are not nought.",
  Json: "A value in a column of JSON.",
  JsonText: "JSON, which is read as a value and written as text.",
  Numeric: "An exact number: it is read as text, so that no digit is lost.",
  Timestamp: "A moment, which may be written as text too.",
  Generated: "A column that a row need not say.",
  ReadOnly: "A column that the database computes or numbers, whatever a row says.",
};

/** The declarations of the names that a text uses, and what they import. */
export function aliasesIn(
  text: string,
): { readonly aliases: readonly string[]; readonly imports: readonly string[] } {
  let found = text;
  const used = new Set<string>();
  for (let before = -1; before < used.size;) {
    before = used.size;
    for (const name of Object.keys(aliases)) {
      if (used.has(name) || !new RegExp(`[^"\\w]${name}\\b(?!")`).test(found)) continue;
      used.add(name);
      found += aliases[name];
    }
  }
  const names = Object.keys(aliases).filter((name) => used.has(name));
  return {
    aliases: names.map((name) => `/** ${about[name]} */\n${aliases[name]}\n`),
    imports: found.includes("ColumnType<") ? ["ColumnType"] : [],
  };
}

const words = (text: string, type: string): readonly (readonly [string, string])[] =>
  text.split(" ").map((name) => [name.replaceAll("_", " "), type] as const);

const postgres = new Map([
  ...words("integer smallint real double_precision serial smallserial oid", "number"),
  ...words("bigint bigserial", "Int8"),
  ...words("numeric", "Numeric"),
  ...words("boolean", "boolean"),
  ...words("date timestamp timestamptz", "Timestamp"),
  ...words("json jsonb", "JsonText"),
  ...words("interval interval_of", "Interval"),
  ["point", "{ x: number; y: number }"] as const,
  ...words("bytea blob varbinary", "Bytes"),
]);

const mysql = new Map([
  ...words(
    "integer smallint tinyint mediumint bigint boolean real double_precision year",
    "number",
  ),
  ...words(
    "unsigned_integer unsigned_smallint unsigned_tinyint unsigned_mediumint unsigned_bigint " +
      "unsigned_real unsigned_double_precision",
    "number",
  ),
  ...words("numeric unsigned_numeric", "Numeric"),
  ...words("date timestamp timestamptz datetime", "Timestamp"),
  ...words("json", "JsonText"),
  ...words("blob tinyblob mediumblob longblob binary varbinary bit", "Bytes"),
]);

const sqlite = new Map([
  ...words("integer smallint bigint boolean real double_precision numeric", "number"),
  ...words("blob varbinary", "Uint8Array"),
  ...words("any untyped", "unknown"),
]);

const known: Readonly<Record<string, ReadonlyMap<string, string>>> = { postgres, mysql, sqlite };

/** The type of a database's type in TypeScript; text is what is left. */
export function scalarType(type: Type, dialect: string): string {
  return known[dialect]?.get(type.name) ?? "string";
}
