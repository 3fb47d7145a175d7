/**
 * How DuckDB reads, writes and compares types.
 *
 * @module
 */
import { createTypes, remembering, standardLiteral } from "@retort/ansi";
import type { TypeSystem } from "@retort/core/dialect";
import { freeze, type Json, type Type } from "@retort/core/schema";
import { from, ownTypes } from "./type_names.ts";

/** DuckDB keeps no length of a text and of bytes, and one precision of times but four of moments. */
const standard = createTypes({
  format: {
    varchar: () => "VARCHAR",
    char: () => "VARCHAR",
    text: () => "VARCHAR",
    varbinary: () => "BLOB",
    blob: () => "BLOB",
    numeric: ([precision, scale]) =>
      precision === undefined ? "DECIMAL(18,3)" : `DECIMAL(${precision},${scale ?? 0})`,
    real: () => "FLOAT",
    "double precision": () => "DOUBLE",
    time: () => "TIME",
    timestamp: ([precision]) => moment(precision),
    timestamptz: () => "TIMESTAMP WITH TIME ZONE",
    enumeration: ([, values]) => `ENUM(${texts(values).map(standardLiteral).join(", ")})`,
    list: ([of]) => `${of}[]`,
  },
  synonyms: {
    FLOAT: "real",
    FLOAT4: "real",
    FLOAT8: "double precision",
    STRING: "varchar",
    BPCHAR: "varchar",
    BYTEA: "blob",
    BINARY: "blob",
    LONG: "bigint",
    SHORT: "smallint",
    SIGNED: "integer",
    TIMESTAMPTZ: "timestamptz",
    DATETIME: "timestamp",
  },
});

/** The types. */
export const types: TypeSystem = {
  format: standard.format,
  parse: remembering((text) => freeze(parse(text.trim()))),
  same: (a, b) => spelled(a) === spelled(b),
  from,
};

/** Types are the same that DuckDB spells alike. */
function spelled(type: Type): string {
  const text = standard.format(type);
  return standard.format(parse(text)).replace(/\s*([(),[\]])\s*/g, "$1").toUpperCase();
}

function moment(precision: Json | undefined): string {
  if (precision === undefined) return "TIMESTAMP";
  const digits = Number(precision);
  if (digits === 0) return "TIMESTAMP_S";
  return digits <= 3 ? "TIMESTAMP_MS" : digits <= 6 ? "TIMESTAMP" : "TIMESTAMP_NS";
}

const moments: Readonly<Record<string, number>> = {
  TIMESTAMP_S: 0,
  TIMESTAMP_MS: 3,
  TIMESTAMP_NS: 9,
};

function parse(text: string): Type {
  const upper = text.toUpperCase();
  const precision = moments[upper];
  if (precision !== undefined) return { name: "timestamp", args: [precision] };
  if (ownTypes.has(upper.toLowerCase())) return { name: upper.toLowerCase(), from };
  if (text.endsWith("[]")) return { name: "list", args: [text.slice(0, -2)], from };
  if (/^ENUM\s*\(/i.test(text)) return { name: "enumeration", args: ["", quoted(text)] };
  const found = standard.parse(text);
  // Where nothing is said, DuckDB takes these numbers.
  const [digits, scale] = found.args ?? [];
  return found.name === "numeric" && digits !== undefined && scale === undefined
    ? { name: "numeric", args: [digits, 0] }
    : found;
}

function quoted(text: string): readonly string[] {
  return Array.from(
    text.matchAll(/'((?:[^']|'')*)'/g),
    ([, value = ""]) => value.replaceAll("''", "'"),
  );
}

function texts(values: Json | undefined): readonly string[] {
  return Array.isArray(values) ? values.map(String) : [];
}
