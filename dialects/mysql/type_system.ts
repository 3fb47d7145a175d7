/**
 * How MariaDB and MySQL read, write and compare types.
 *
 * @module
 */
import { remembering, rememberingTypes } from "@retort/ansi";
import type { TypeSystem } from "@retort/core/dialect";
import { freeze, type Json, same, type Type } from "@retort/core/schema";
import { readWords } from "./tokens.ts";

const from = "@retort/mysql/types";

/** The SQL of types that are not spelled like their name. */
const formats: Readonly<Record<string, (args: readonly Json[]) => string>> = {
  "sql type": ([text]) => String(text),
  "double precision": () => "DOUBLE",
  real: () => "FLOAT",
  // Without a length MariaDB and MySQL refuse them; 255 is what everybody takes, and can be a key.
  varchar: ([length]) => `VARCHAR(${length ?? 255})`,
  varbinary: ([length]) => `VARBINARY(${length ?? 255})`,
  timestamp: ([precision]) => `DATETIME${inParentheses([precision])}`,
  timestamptz: ([precision]) => `TIMESTAMP${inParentheses([precision])}`,
  interval: () => "VARCHAR(64)",
  uuid: () => "CHAR(36)",
  enumeration: ([, values]) => `ENUM(${wordList(values)})`,
  "mysql enum": ([values]) => `ENUM(${wordList(values)})`,
  set: ([values]) => `SET(${wordList(values)})`,
  "unsigned integer": () => "INTEGER UNSIGNED",
  "unsigned real": () => "FLOAT UNSIGNED",
  "unsigned double precision": () => "DOUBLE UNSIGNED",
};

/** The types; `same` compares what the server makes of them. */
export const types: TypeSystem = {
  parse: (text) => shared.parse(text),
  format,
  same: (a, b) => same(canonicalType(a), canonicalType(b)),
  from: "@retort/mysql/types",
};

function format(type: Type): string {
  const args = type.args ?? [];
  const special = Object.hasOwn(formats, type.name) ? formats[type.name] : undefined;
  if (special) return special(args);
  const unsigned = type.name.startsWith("unsigned ");
  const name = (unsigned ? type.name.slice(9) : type.name).toUpperCase() + inParentheses(args);
  return unsigned ? `${name} UNSIGNED` : name;
}

/** The SQL of a type for one product: MariaDB has UUID, from 10.7 on. */
export function typeText(type: Type, mariadb: boolean): string {
  return mariadb && type.name === "uuid" ? "UUID" : format(type);
}

/** The type in the one spelling that all types have that are the same to the server. */
export function canonicalType(type: Type): Type {
  return shared.canonical(type);
}

const canonicalOf = remembering((text): Type => {
  const found = parse(text);
  if (found.name === "uuid") return freeze({ name: "char", args: [36] });
  if (found.name !== "sql type") return freeze(found);
  return freeze({ name: "sql type", args: [String(found.args?.[0]).toLowerCase().trim()] });
});

const shared = rememberingTypes(parse, (type) => canonicalOf(format(type)));

/** What values of a type are to the server, and how its default must be written. */
export type Family = "number" | "text" | "long" | "bytes" | "moment" | "date" | "time" | "other";

const families: Readonly<Record<string, Family>> = {
  boolean: "number",
  numeric: "number",
  real: "number",
  "double precision": "number",
  year: "number",
  varchar: "text",
  char: "text",
  "mysql enum": "text",
  set: "text",
  text: "long",
  tinytext: "long",
  mediumtext: "long",
  longtext: "long",
  json: "long",
  blob: "bytes",
  tinyblob: "bytes",
  mediumblob: "bytes",
  longblob: "bytes",
  varbinary: "bytes",
  binary: "bytes",
  timestamp: "moment",
  timestamptz: "moment",
  date: "date",
  time: "time",
};

/** The family of a type. */
export function familyOf(type: Type): Family {
  const { name } = canonicalType(type);
  const plainName = name.startsWith("unsigned ") ? name.slice(9) : name;
  return whole.has(plainName) ? "number" : families[plainName] ?? "other";
}

/** Whether columns of a type have a collation. */
export function isText(type: Type): boolean {
  const family = familyOf(type);
  return family === "text" || (family === "long" && canonicalType(type).name !== "json");
}

function inParentheses(args: readonly (Json | undefined)[]): string {
  const [only] = args;
  if (args.length < 2) return only === undefined ? "" : `(${only})`;
  const given = args.filter((arg) => arg !== undefined);
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

function wordList(values: Json | undefined): string {
  const list = Array.isArray(values) ? values : [];
  return list.map((item) => `'${String(item).replaceAll("\\", "\\\\").replaceAll("'", "''")}'`)
    .join(",");
}

/** Names that mean another type, in lower case. */
const synonyms: Readonly<Record<string, string>> = {
  int: "integer",
  int1: "tinyint",
  int2: "smallint",
  int3: "mediumint",
  int4: "integer",
  int8: "bigint",
  middleint: "mediumint",
  decimal: "numeric",
  dec: "numeric",
  fixed: "numeric",
  number: "numeric",
  double: "double precision",
  float8: "double precision",
  // REAL is a double, unless the server runs with REAL_AS_FLOAT.
  real: "double precision",
  float: "real",
  float4: "real",
  bool: "boolean",
  character: "char",
  "character varying": "varchar",
  "char varying": "varchar",
  varcharacter: "varchar",
  "binary varying": "varbinary",
  datetime: "timestamp",
  timestamp: "timestamptz",
  long: "mediumtext",
  "long varchar": "mediumtext",
};

const whole = new Set(["tinyint", "smallint", "mediumint", "integer", "bigint"]);
/** Types whose one argument is a length or a precision. */
const sized = new Set(["varchar", "char", "varbinary", "binary", "bit"]);
const timed = new Set(["time", "timestamp", "timestamptz"]);
const plain = new Set(["boolean", "text", "blob", "date", "uuid", "json", "year"]);
const ownPlain = new Set(
  ("tinytext mediumtext longtext tinyblob mediumblob longblob geometry point linestring polygon " +
    "multipoint multilinestring multipolygon geometrycollection").split(" "),
);
const ownNames = new Set([...ownPlain, "tinyint", "mediumint", "binary", "bit", "year"]);

/** The parts of a type's text. */
interface TypeParts {
  readonly name: string;
  readonly args: readonly (number | string)[];
  readonly unsigned: boolean;
}

function parse(text: string): Type {
  const parts = split(text);
  return (parts && typeOf(parts)) ?? { name: "sql type", args: [text] };
}

function typeOf({ name, args, unsigned }: TypeParts): Type | undefined {
  const [first, second] = args;
  if (name === "enum" || name === "set") {
    return { name: name === "enum" ? "mysql enum" : "set", args: [args.map(String)], from };
  }
  if (args.some((arg) => typeof arg === "string")) return undefined;
  if (whole.has(name)) {
    // TINYINT(1) is what BOOLEAN stands for; other widths are display only.
    if (name === "tinyint" && first === 1 && !unsigned) return { name: "boolean" };
    return signed(name, unsigned);
  }
  if (name === "numeric") {
    const scale = second === 0 ? undefined : second;
    const given = [first ?? 10, scale].filter((arg) => arg !== undefined);
    return signed(name, unsigned, given);
  }
  if (name === "real" || name === "double precision") {
    if (args.length > 1) return undefined;
    return signed(typeof first === "number" && first > 24 ? "double precision" : name, unsigned);
  }
  return unsigned ? undefined : otherType(name, args);
}

function otherType(name: string, args: readonly (number | string)[]): Type | undefined {
  const [first] = args;
  if (sized.has(name)) return named(name, [first ?? 1]);
  if (timed.has(name)) return named(name, first === undefined || first === 0 ? [] : [first]);
  if (name === "year") return named(name, []);
  const known = plain.has(name) || ownPlain.has(name);
  return known && args.length === 0 ? named(name, []) : undefined;
}

function signed(name: string, unsigned: boolean, args: readonly Json[] = []): Type {
  return unsigned ? { ...named(`unsigned ${name}`, args), from } : named(name, args);
}

function named(name: string, args: readonly Json[]): Type {
  const type = args.length === 0 ? { name } : { name, args };
  return ownNames.has(name) ? { ...type, from } : type;
}

function split(text: string): TypeParts | undefined {
  const match = /^\s*([a-z][\w\s]*?)\s*(?:\(([^]*)\))?\s*((?:signed|unsigned)?)\s*$/i.exec(text);
  if (!match) return undefined;
  const [, words = "", inside, sign = ""] = match;
  const plainName = words.toLowerCase().replace(/\s+/g, " ");
  const unsigned = sign.toLowerCase() === "unsigned" || / unsigned$/.test(plainName);
  const base = plainName.replace(/ (?:un)?signed$/, "");
  const args = inside === undefined ? [] : readArguments(inside);
  if (args === undefined) return undefined;
  const name = base === "double precision" ? base : synonyms[base] ?? base;
  return { name, args, unsigned };
}

function readArguments(text: string): readonly (number | string)[] | undefined {
  if (text.includes("'")) return readWords(text);
  const args = text.split(",").map((arg) => arg.trim());
  return args.every((arg) => /^\d+$/.test(arg)) ? args.map(Number) : undefined;
}
