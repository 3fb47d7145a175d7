/**
 * How Oracle reads, writes and compares types.
 *
 * @module
 */
import { createTypes } from "@retort/ansi";
import type { TypeSystem } from "@retort/core/dialect";
import { type Json, same, type Type } from "@retort/core/schema";

const from = "@retort/oracle/types";

const standard = createTypes({
  format: {
    bigint: () => "NUMBER(19)",
    // Without a length the server refuses it; 255 is what everybody takes.
    varchar: ([length]) => `VARCHAR2(${length ?? 255} CHAR)`,
    enumeration: ([, values]) => `VARCHAR2(${longest(values)} CHAR)`,
    text: () => "CLOB",
    // BOOLEAN is new in 23ai.
    boolean: () => "NUMBER(1)",
    // There is no time of day.
    time: ([precision]) => `INTERVAL DAY(0) TO SECOND${inParentheses([precision])}`,
    interval: () => "INTERVAL DAY TO SECOND",
    varbinary: ([length]) => `RAW(${length ?? 255})`,
    uuid: () => "RAW(16)",
    json: () => "CLOB",
    "oracle float": (args) => `FLOAT${inParentheses(args)}`,
    timestampltz: (args) => `TIMESTAMP${inParentheses(args)} WITH LOCAL TIME ZONE`,
    "native boolean": () => "BOOLEAN",
  },
});

interface Pattern {
  readonly pattern: RegExp;
  readonly type: (args: readonly number[]) => Type;
}

const own = (name: string) => (args: readonly number[]): Type =>
  args.length === 0 ? { name, from } : { name, args, from };
const core = (name: string) => (args: readonly number[]): Type =>
  args.length === 0 ? { name } : { name, args };

/** The server's types in the order in which they are tried; numbers in parentheses are arguments. */
const patterns: readonly Pattern[] = [
  { pattern: /^INTERVAL DAY\(0\) TO SECOND(?:\((\d+)\))?$/, type: core("time") },
  { pattern: /^INTERVAL DAY(?:\(\d+\))? TO SECOND(?:\(\d+\))?$/, type: core("interval") },
  {
    pattern: /^INTERVAL YEAR(?:\(\d+\))? TO MONTH$/,
    type: own("interval year to month"),
  },
  { pattern: /^VARCHAR2?(?:\((\d+)(?: CHAR| BYTE)?\))?$/, type: core("varchar") },
  { pattern: /^CHAR(?:\((\d+)(?: CHAR| BYTE)?\))?$/, type: core("char") },
  { pattern: /^NVARCHAR2\((\d+)\)$/, type: own("nvarchar2") },
  { pattern: /^NCHAR(?:\((\d+)\))?$/, type: own("nchar") },
  { pattern: /^CLOB$/, type: core("text") },
  { pattern: /^NCLOB$/, type: own("nclob") },
  { pattern: /^(?:NUMBER|NUMERIC|DECIMAL|DEC)(?:\((\d+)(?:,(\d+))?\))?$/, type: numberType },
  { pattern: /^(?:INTEGER|INT|SMALLINT)$/, type: core("integer") },
  { pattern: /^REAL$|^FLOAT\(63\)$/, type: core("real") },
  { pattern: /^DOUBLE PRECISION$|^FLOAT(?:\(126\))?$/, type: core("double precision") },
  { pattern: /^FLOAT\((\d+)\)$/, type: own("oracle float") },
  { pattern: /^BINARY_FLOAT$/, type: own("binary_float") },
  { pattern: /^BINARY_DOUBLE$/, type: own("binary_double") },
  { pattern: /^TIMESTAMP(?:\((\d+)\))? WITH LOCAL TIME ZONE$/, type: own("timestampltz") },
  { pattern: /^TIMESTAMP(?:\((\d+)\))? WITH TIME ZONE$/, type: core("timestamptz") },
  { pattern: /^TIMESTAMP(?:\((\d+)\))?$/, type: core("timestamp") },
  { pattern: /^RAW\(16\)$/, type: core("uuid") },
  { pattern: /^RAW\((\d+)\)$/, type: core("varbinary") },
  { pattern: /^BOOLEAN$/, type: own("native boolean") },
  { pattern: /^ROWID$/, type: own("rowid") },
  { pattern: /^LONG$/, type: own("long") },
];

/** The types; `same` compares what the server makes of them. */
export const types: TypeSystem = {
  parse,
  format: standard.format,
  same: (a, b) => same(canonicalType(a), canonicalType(b)),
};

function parse(text: string): Type {
  const tidy = text.trim().toUpperCase().replace(/\s+/g, " ").replace(/ ?([(),]) ?/g, "$1")
    .replace(/\)(?=\w)/g, ") ");
  for (const { pattern, type } of patterns) {
    const match = pattern.exec(tidy);
    if (match) return type(match.slice(1).filter((arg) => arg !== undefined).map(Number));
  }
  return standard.parse(text);
}

/** What a NUMBER is called here; without a precision it holds any number. */
function numberType(args: readonly number[]): Type {
  const [precision, scale = 0] = args;
  if (scale === 0) {
    if (precision === 1) return { name: "boolean" };
    if (precision === 19) return { name: "bigint" };
    if (precision === 38) return { name: "integer" };
  }
  return core("numeric")(args);
}

/** The digits after the seconds where none are asked for. */
const usualPrecision: Readonly<Record<string, number>> = { timestamp: 6, timestamptz: 6, time: 6 };

/** The type in the one spelling that all types have that are the same to the server. */
export function canonicalType(type: Type): Type {
  const found = parse(standard.format(type));
  const [first, second] = found.args ?? [];
  const usual = usualPrecision[found.name];
  if (usual !== undefined && first === usual) return { name: found.name };
  if (found.name === "numeric" && second === 0) return { name: "numeric", args: [first ?? 38] };
  if (found.name !== "sql type") return found;
  return { name: "sql type", args: [String(first).trim().toLowerCase().replace(/\s+/g, " ")] };
}

function inParentheses(args: readonly (Json | undefined)[]): string {
  const given = args.filter((arg) => arg !== undefined);
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

function longest(values: Json | undefined): number {
  const lengths = Array.isArray(values) ? values.map((value) => String(value).length) : [];
  return Math.max(1, ...lengths);
}
