/**
 * The types of standard SQL.
 *
 * @module
 */
import type { TypeSystem } from "@retort/core/dialect";
import { freeze, type Json, same as equal, type Type } from "@retort/core/schema";
import { remembering } from "./memo.ts";

/** What differs between the types of dialects. */
export interface TypeOptions {
  /** The SQL of types that the dialect spells another way, by name. */
  readonly format?: Readonly<Record<string, (args: readonly Json[]) => string>>;
  /** Names that mean another type, in upper case: `{ INT: "integer" }`. */
  readonly synonyms?: Readonly<Record<string, string>>;
}

const formats: Readonly<Record<string, (args: readonly Json[]) => string>> = {
  "sql type": ([text]) => String(text),
  enumeration: ([, values]) => `VARCHAR(${longest(values)})`,
  timestamptz: ([precision]) => `TIMESTAMP${arguments_([precision])} WITH TIME ZONE`,
};

/** Other spellings that every server knows, in upper case without arguments. */
const standardSynonyms: Readonly<Record<string, string>> = {
  INT: "integer",
  INT4: "integer",
  INT8: "bigint",
  INT2: "smallint",
  DECIMAL: "numeric",
  DEC: "numeric",
  DOUBLE: "double precision",
  FLOAT: "double precision",
  BOOL: "boolean",
  CHARACTER: "char",
  "CHARACTER VARYING": "varchar",
  "CHAR VARYING": "varchar",
  "BINARY VARYING": "varbinary",
  "TIMESTAMP WITH TIME ZONE": "timestamptz",
  "TIMESTAMP WITHOUT TIME ZONE": "timestamp",
  "TIME WITHOUT TIME ZONE": "time",
};

const known = new Set([
  "integer",
  "bigint",
  "smallint",
  "numeric",
  "real",
  "double precision",
  "boolean",
  "varchar",
  "char",
  "text",
  "date",
  "time",
  "timestamp",
  "timestamptz",
  "interval",
  "blob",
  "varbinary",
  "uuid",
  "json",
]);

/**
 * A type system: standard SQL's, or a dialect's that differs in a few types.
 *
 * ```ts
 * import { createTypes } from "@retort/ansi";
 *
 * const types = createTypes({ format: { blob: () => "BYTEA" } });
 * types.format({ name: "numeric", args: [10, 2] }); // "NUMERIC(10, 2)"
 * types.parse("character varying(50)"); // { name: "varchar", args: [50] }
 * ```
 */
export function createTypes(options: TypeOptions = {}): TypeSystem {
  const own = { ...formats, ...options.format };
  const synonyms = { ...standardSynonyms, ...options.synonyms };

  function format({ name, args = [] }: Type): string {
    const special = Object.hasOwn(own, name) ? own[name] : undefined;
    return special?.(args) ?? upper(name) + arguments_(args);
  }

  const parse = remembering((text) => freeze(read(text)));

  function read(text: string): Type {
    const { base, args } = split(text);
    const name = synonyms[base] ?? base.toLowerCase();
    if (!known.has(name) || args === undefined) return { name: "sql type", args: [text] };
    return args.length === 0 ? { name } : { name, args };
  }

  const key = (type: Type): string => {
    const { name, args } = parse(format(type));
    const text = name === "sql type" ? tidy(String(args?.[0])) : "";
    return JSON.stringify(text === "" ? [name, ...(args ?? [])] : [text]);
  };

  return { format, parse, same: (a, b) => equal(a, b) || key(a) === key(b) };
}

/**
 * A `parse` and a `canonical` that do not do their work twice: columns of a database share the types
 * that texts mean, so that their canonical forms are found without spelling them.
 */
export function rememberingTypes(
  parse: (text: string) => Type,
  canonical: (type: Type) => Type,
): { readonly parse: (text: string) => Type; readonly canonical: (type: Type) => Type } {
  const known = new WeakMap<Type, Type>();
  return {
    parse: remembering((text) => {
      const found = freeze(parse(text));
      known.set(found, alike(canonical(found), found));
      return found;
    }),
    canonical: (type) => known.get(type) ?? alike(canonical(type), type),
  };
}

/** The second type where it says the same as the first and no more: then nothing has to be copied. */
function alike(type: Type, other: Type): Type {
  const { name, args = [], from } = type;
  const { args: others = [] } = other;
  const is = other.name === name && other.from === from && other.on === undefined &&
    others.length === args.length && (other.args === undefined) === (type.args === undefined) &&
    args.every((arg, index) => arg === others[index]);
  return is ? other : type;
}

/** The types of standard SQL. */
export const ansiTypes: TypeSystem = createTypes();

const upper = remembering((name) => name.toUpperCase());

function arguments_(args: readonly (Json | undefined)[]): string {
  const [only] = args;
  if (args.length < 2) return only === undefined ? "" : `(${only})`;
  const given = args.filter((arg) => arg !== undefined);
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

function longest(values: Json | undefined): number {
  const lengths = Array.isArray(values) ? values.map((value) => String(value).length) : [];
  return Math.max(1, ...lengths);
}

/** One spelling for letters and blanks. */
function tidy(text: string): string {
  return text.trim().toUpperCase().replace(/\s+/g, " ").replace(/\s*([(),])\s*/g, "$1");
}

/** The words of a type, and its arguments where they are numbers. */
function split(text: string): { readonly base: string; readonly args?: readonly number[] } {
  const match = /^([^()]*)(?:\(([^()]*)\)([^()]*))?$/.exec(tidy(text));
  if (!match) return { base: tidy(text) };
  const [, before = "", inside, after = ""] = match;
  const base = `${before}${after === "" ? "" : ` ${after.trim()}`}`.replace(/\s+/g, " ").trim();
  if (inside === undefined) return { base, args: [] };
  const args = inside.split(",").map((part) => part.trim());
  return args.every((arg) => /^\d+$/.test(arg)) ? { base, args: args.map(Number) } : { base };
}
