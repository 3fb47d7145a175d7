/**
 * How rows get from one type to another where PostgreSQL makes no cast by itself.
 *
 * @module
 */
import { typeFor } from "@retort/ansi";
import type { Conversion, TypeChange } from "@retort/core/ops";
import { hole, type Type } from "@retort/core/schema";
import { assigns, baseName, casts, isLeftToServer, kindOf, stepBetween } from "./casts.ts";
import { plainType } from "./serial.ts";
import { canonicalType, elementText, types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What turns the values of one type into another. */
type Way =
  /** The server does it by itself. */
  | "assignment"
  /** Nobody but the author knows. */
  | "unknown"
  /** Casts, one after another. */
  | readonly string[]
  /** An expression over the value. */
  | ((value: string) => string);

/** The option of `op.alterColumn` that says how to convert; a hole where nobody but the author knows. */
export function conversion({ column, place, from, to }: TypeChange): Conversion | undefined {
  const [old, next] = [typeOf(from), typeOf(to)];
  const way = wayOf(old, next);
  if (way === "assignment") return undefined;
  if (way === "unknown") {
    const wanted = `an SQL expression that turns ${fromTo({ place, from, to })}`;
    return { postgres: { using: hole(wanted) } };
  }
  const value = writer.name(column);
  const using = typeof way === "function" ? way(value) : [value, ...way].join("::");
  return { postgres: { using } };
}

/** `users.seen from boolean into date`. */
export function fromTo({ place, from, to }: Omit<TypeChange, "column">): string {
  return `${place} from ${elementText(typeOf(from))} into ${elementText(typeOf(to))}`;
}

/**
 * Whether what is said of a column is bound to its type: the server keeps checks, indexes and foreign
 * keys with the operators of the old type, and finds none for the new one.
 */
export function binds(from: Type, to: Type): boolean {
  const [old, next] = [typeOf(from), typeOf(to)];
  const [a, b] = [kindOf(old), kindOf(next)];
  if (types.same(old, next) || (a === b && (a === "text" || a === "integer"))) return false;
  return a !== b || a === "enumeration" || a === "array" || baseName(old) !== baseName(next);
}

function typeOf(type: Type): Type {
  return canonicalType(plainType(typeFor(type, ["postgres"])));
}

function wayOf(from: Type, to: Type): Way {
  if (types.same(from, to) || isLeftToServer(from) || isLeftToServer(to)) return "assignment";
  if (kindOf(from) === "array" && kindOf(to) === "array") return arrayWay(from, to);
  if (assigns(from, to)) return "assignment";
  return textWay(from, to) ?? jsonWay(from, to) ?? castWay(from, to) ?? otherWay(from, to);
}

/** What casts elements casts arrays of them. */
function arrayWay(from: Type, to: Type): Way {
  const way = wayOf(elementOf(from), elementOf(to));
  if (typeof way === "function") return "unknown";
  return typeof way === "string" ? way : way.map((cast) => `${cast}[]`);
}

function elementOf({ args = [] }: Type): Type {
  return canonicalType(types.parse(String(args[0])));
}

/** The last cast: one to so many bits would cut the others off without a word. */
function last(type: Type): string {
  return kindOf(type) === "bits" ? "varbit" : elementText(type);
}

/** Kinds whose values are words that an enum or a piece of XML may be too. */
const worded: ReadonlySet<string> = new Set(
  ("integer number boolean moment uuid network mac bits money oid pg_lsn enumeration xml").split(
    " ",
  ),
);

function textWay(from: Type, to: Type): Way | undefined {
  const [a, b] = [kindOf(from), kindOf(to)];
  // Without the blanks that fill it up.
  if (a === "text") return from.name === "char" ? ["text", last(to)] : [last(to)];
  if (![a, b].some((kind) => kind === "enumeration" || kind === "xml")) return undefined;
  return worded.has(a) && worded.has(b) ? ["text", last(to)] : undefined;
}

function jsonWay(from: Type, to: Type): Way | undefined {
  if (kindOf(to) === "json") return (value) => `to_${to.name}(${value})`;
  if (kindOf(from) !== "json" || casts(from, to)) return undefined;
  return kindOf(to) === "array" ? "unknown" : (value) => `(${value} #>> '{}')::${last(to)}`;
}

function castWay(from: Type, to: Type): Way | undefined {
  if (casts(from, to)) return [elementText(to)];
  const step = stepBetween(from, to);
  if (step !== undefined) return [step, elementText(to)];
  const [a, b] = [kindOf(from), kindOf(to)];
  return a === b && a.endsWith("range") ? ["text", elementText(to)] : undefined;
}

function otherWay(from: Type, to: Type): Way {
  const [a, b] = [kindOf(from), kindOf(to)];
  if (b === "boolean" && (a === "integer" || a === "number")) return (value) => `${value} <> 0`;
  if (a === "uuid" && b === "bytea") return (value) => `uuid_send(${value})`;
  if (a === "bytea" && b === "uuid") return (value) => `encode(${value}, 'hex')::uuid`;
  return "unknown";
}
