/**
 * How PostgreSQL reads, writes and compares types.
 *
 * @module
 */
import { createTypes, remembering, rememberingTypes } from "@retort/ansi";
import type { TypeSystem } from "@retort/core/dialect";
import { enumOf, freeze, type Json, type Type } from "@retort/core/schema";
import { writer } from "./writer.ts";

/** The module that PostgreSQL's own types are imported from. */
export const from = "@retort/postgres/types";

/** Types without arguments that only PostgreSQL has. */
const plainNames: ReadonlySet<string> = new Set(
  (
    "bytea jsonb jsonpath inet cidr macaddr macaddr8 tsvector tsquery hstore citext money oid xml " +
    "point line lseg box path polygon circle int4range int8range numrange tsrange tstzrange " +
    "daterange int4multirange int8multirange nummultirange tsmultirange tstzmultirange " +
    "datemultirange pg_lsn smallserial serial bigserial"
  ).split(" "),
);

const suffixed = (text: string, precision: Json | undefined, rest = ""): string =>
  text + (precision === undefined ? "" : `(${precision})`) + rest;

const standard = createTypes({
  format: {
    blob: () => "BYTEA",
    varbinary: () => "BYTEA",
    varbit: ([length]) => suffixed("BIT VARYING", length),
    timetz: ([precision]) => suffixed("TIME", precision, " WITH TIME ZONE"),
    "interval of": ([fields, precision]) =>
      suffixed(`INTERVAL ${String(fields).toUpperCase()}`.trimEnd(), precision),
    enumeration: (args) => {
      const found = enumOf({ name: "enumeration", args });
      return found ? writer.table(found) : "TEXT";
    },
    array: ([of]) => `${types.format(types.parse(String(of)))}[]`,
  },
});

/** Other spellings of types, in lower case. */
const synonyms: Readonly<Record<string, string>> = {
  int: "integer",
  int4: "integer",
  int8: "bigint",
  int2: "smallint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  decimal: "numeric",
  dec: "numeric",
  character: "char",
  "national character": "char",
  nchar: "char",
  "character varying": "varchar",
  "char varying": "varchar",
  "national character varying": "varchar",
  "bit varying": "varbit",
  "timestamp without time zone": "timestamp",
  "timestamp with time zone": "timestamptz",
  "time without time zone": "time",
  "time with time zone": "timetz",
  serial4: "serial",
  serial8: "bigserial",
  serial2: "smallserial",
};

const standardNames: ReadonlySet<string> = new Set(
  (
    "integer bigint smallint numeric real boolean varchar char text date time timestamp " +
    "timestamptz interval uuid json"
  ).split(" ").concat("double precision"),
);
const ownWithArguments: ReadonlySet<string> = new Set(["bit", "varbit", "timetz"]);

/** The types: text as `format_type()` spells it and every synonym is read as one type. */
export const types: TypeSystem = {
  format: standard.format,
  parse: (text) => shared.parse(text),
  same: (a, b) => a === b || typeKey(a) === typeKey(b),
  from,
};

const shared = rememberingTypes(parse, canonicalForm);

function parse(text: string): Type {
  const tidy = tidyType(text);
  const array = /^(.+?)(?:\s?\[\d*\])+$/.exec(tidy)?.[1] ?? /^(.+) array$/.exec(tidy)?.[1];
  if (array !== undefined) return { name: "array", args: [elementText(parse(array))], from };
  return parsePlain(tidy) ?? { name: "sql type", args: [text.trim()] };
}

/** A type as text in one spelling, as in an array or a cast. */
export function elementText(type: Type): string {
  const text = types.format(type);
  const isNamed = ["sql type", "enumeration", "array"].includes(type.name);
  return isNamed ? tidyType(text) : text.toLowerCase();
}

function parsePlain(text: string): Type | undefined {
  const match = /^([^()]*)(?:\(([^()]*)\)([^()]*))?$/.exec(text);
  if (!match) return undefined;
  const [, before = "", inside, after = ""] = match;
  if (before.startsWith("interval ")) return intervalOf(before.slice(9).trim(), inside);
  const base = `${before.trim()} ${after.trim()}`.trim();
  const args = inside === undefined ? [] : inside.split(",").map((part) => part.trim());
  if (!args.every((arg) => /^-?\d+$/.test(arg))) return undefined;
  return typeNamed(base, args.map(Number));
}

function typeNamed(base: string, args: readonly number[]): Type | undefined {
  const given = args.length === 0 ? {} : { args };
  if (base === "float") return floatOf(args[0]);
  const name = synonyms[base] ?? base;
  if (standardNames.has(name)) return { name, ...given };
  if (ownWithArguments.has(name)) return { name, ...given, from };
  return plainNames.has(name) && args.length === 0 ? { name, from } : undefined;
}

function floatOf(digits: number | undefined): Type {
  return { name: digits !== undefined && digits <= 24 ? "real" : "double precision" };
}

const intervalFields =
  /^(?:year|month|day|hour|minute|second|year to month|day to (?:hour|minute|second)|hour to (?:minute|second)|minute to second)$/;

function intervalOf(fields: string, precision: string | undefined): Type | undefined {
  if (!intervalFields.test(fields)) return undefined;
  return { name: "interval of", args: precision ? [fields, Number(precision)] : [fields], from };
}

/** Letters in lower case and single blanks, but for what stands in quotes. */
function tidyType(text: string): string {
  return text.trim().replace(
    /"(?:[^"]|"")*"|[^"]+/g,
    (part) =>
      part.startsWith('"') ? part : part.toLowerCase().replace(/\s+/g, " ").replace(
        /\s*([(),[\]])\s*/g,
        (_all, sign) => sign === ")" ? ") " : sign,
      ),
  )
    .trim().replace(/\) (?=[,)[\]])/g, ")");
}

/** A type in the one form that all types have that are the same to the server. */
export function canonicalType(type: Type): Type {
  return shared.canonical(type);
}

function canonicalForm(type: Type): Type {
  if (type.name === "enumeration") return { name: "enumeration", args: type.args ?? [] };
  return canonicalOf(types.format(type));
}

const canonicalOf = remembering((text) => freeze(canonicalText(text)));

function canonicalText(text: string): Type {
  const found = parse(text);
  const [first, ...others] = found.args ?? [];
  switch (found.name) {
    case "char":
    case "bit":
      return { ...found, args: [first ?? 1] };
    case "numeric":
      return first === undefined ? found : { name: "numeric", args: [first, others[0] ?? 0] };
    case "timestamp":
    case "timestamptz":
    case "time":
    case "timetz":
      return first === 6 ? withoutArguments(found) : found;
    case "array":
      return { ...found, args: [elementText(canonicalType(parse(String(first))))] };
    case "sql type":
      return { name: "sql type", args: [tidyType(String(first))] };
    default:
      return found;
  }
}

function withoutArguments({ args: _args, ...type }: Type): Type {
  return type;
}

/** Which values an enum has is no matter of the column's type. */
function typeKey(type: Type): string {
  if (type.name === "enumeration") return types.format(type);
  return keyOf(types.format(type));
}

const keyOf = remembering((text) => {
  const { name, args = [] } = canonicalOf(text);
  return JSON.stringify([name, ...args]);
});
