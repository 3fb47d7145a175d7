/**
 * How SQLite reads, writes and compares types.
 *
 * @module
 */
import { createTypes, remembering, rememberingTypes } from "@retort/ansi";
import type { TypeSystem } from "@retort/core/dialect";
import { freeze, type Type } from "@retort/core/schema";

const from = "@retort/sqlite/types";

const standard = createTypes({
  format: {
    // Names whose SQLite affinity would turn the text into numbers are spelled as text.
    interval: () => "TEXT",
    uuid: () => "CHAR(36)",
    varbinary: () => "BLOB",
    timestamptz: () => "TIMESTAMP WITH TIME ZONE",
    untyped: () => "",
  },
  synonyms: { INTEGER: "integer", INT4: "INT4", "BIG INT": "bigint" },
});

/**
 * The types. A declared type is text to SQLite and a column `INT PRIMARY KEY` is another thing than
 * `INTEGER PRIMARY KEY`, so text is only read as a type that is written the same way.
 */
export const types: TypeSystem = {
  format: standard.format,
  parse: (text) => shared.parse(text),
  same: (a, b) => standard.same(a, b),
};

function parse(text: string): Type {
  const found = meant(text);
  const spelled = found.name === "sql type" || tidyType(types.format(found)) === tidyType(text);
  return spelled ? found : { name: "sql type", args: [text] };
}

const shared = rememberingTypes(parse, (type) => meant(types.format(type)));

/** The type that a text means, whatever it is spelled like: `INT` is an integer. */
const meant = remembering((text): Type => {
  const plain = text.trim().toLowerCase();
  if (plain === "") return freeze({ name: "untyped", from });
  if (plain === "datetime" || plain === "any") return freeze({ name: plain, from });
  const found = standard.parse(text);
  const isOdd = found.args !== undefined && !sized.has(found.name);
  return isOdd ? freeze({ name: "sql type", args: [text] }) : found;
});

/** Types that are told a length, a precision or words; elsewhere, as in `text(40)`, it is SQL. */
const sized = new Set([
  "numeric",
  "varchar",
  "char",
  "time",
  "timestamp",
  "timestamptz",
  "varbinary",
  "enum",
  "sql type",
]);

/** A type in the one spelling that all types have that are the same to SQLite. */
export function canonicalType(type: Type): Type {
  return shared.canonical(type);
}

function tidyType(text: string): string {
  return text.trim().toUpperCase().replace(/\s+/g, " ").replace(/\s*([(),])\s*/g, "$1");
}

/** What SQLite makes of a value that is stored in a column. */
export type Affinity = "integer" | "text" | "blob" | "real" | "numeric";

/** The affinity of a declared type, by SQLite's five rules. */
export const affinity: (declared: string) => Affinity = remembering((declared) => {
  const text = declared.toUpperCase();
  if (text.includes("INT")) return "integer";
  if (/CHAR|CLOB|TEXT/.test(text)) return "text";
  if (text === "" || text.includes("BLOB")) return "blob";
  return /REAL|FLOA|DOUB/.test(text) ? "real" : "numeric";
});

const strictNames = new Set(["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"]);
const texts = new Set(["date", "time", "timestamp", "timestamptz", "datetime", "json"]);

/**
 * A type as a STRICT table can have it: one of INT, INTEGER, REAL, TEXT, BLOB and ANY.
 *
 * Numbers of any precision become ANY, the only one that keeps both integers and fractions.
 */
export function strictType(type: Type): Type {
  const declared = types.format(type).toUpperCase();
  if (strictNames.has(declared)) return type;
  if (type.name === "boolean") return { name: "integer" };
  if (texts.has(type.name)) return { name: "text" };
  const found = affinity(declared);
  return found === "numeric" ? { name: "any", from } : { name: found };
}
