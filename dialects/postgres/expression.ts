/**
 * Expressions in one spelling, with the parentheses that they need and no more.
 *
 * @module
 */
import { writer } from "./writer.ts";

/** A piece of an expression. */
export interface Expression {
  /** The SQL. */
  readonly text: string;
  /** How tightly its outermost operator binds; 20 for what needs no parentheses anywhere. */
  readonly bind: number;
  /** What it is. */
  readonly kind: "string" | "number" | "constant" | "column" | "other";
  /** The value of a string. */
  readonly value?: string;
  /** The type of a column, or what a literal was cast to. */
  readonly type?: string;
  /** The elements of an array. */
  readonly items?: readonly Expression[];
  /** What was cast to {@link type}. */
  readonly inner?: Expression;
}

const tight = 20;
const texts: ReadonlySet<string> = new Set(["text", "varchar", "char", "bpchar"]);
const wholes: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"]);
const numbers: ReadonlySet<string> = new Set([...wholes, "numeric", "real", "double precision"]);

const baseOf = (type: string): string => type.replace(/\(.*?\)/, "").replace(/\s+/g, " ").trim();

/** A literal, column or call: what needs no parentheses. */
export function literal(kind: Expression["kind"], value: string): Expression {
  if (kind === "string") return { kind, text: writer.literal(value), bind: tight, value };
  if (kind === "number") return { kind, text: value, bind: value.startsWith("-") ? 13 : tight };
  return { kind, text: value, bind: tight };
}

/** A piece in parentheses where it binds less than its place asks for. */
function inside({ text, bind }: Expression, least: number): string {
  return bind < least ? `(${text})` : text;
}

/** One operand with what stands before and after it. */
export function unary(
  of: Expression,
  bind: number,
  { before = "", after = "" }: { readonly before?: string; readonly after?: string },
): Expression {
  const space = /^[-+]$/.test(before) && of.text.startsWith(before) ? " " : "";
  return { kind: "other", text: `${before}${space}${inside(of, bind)}${after}`, bind };
}

/** AND and OR of any number; nested ones of the same word are one. */
export function all(word: "AND" | "OR", bind: number, items: readonly Expression[]): Expression {
  const [first] = items;
  if (first !== undefined && items.length === 1) return first;
  return { kind: "other", bind, text: items.map((item) => inside(item, bind)).join(` ${word} `) };
}

/** Operators whose sides have types that follow from each other: all but those that calculate. */
const calculates = /^ (?:[-+*/%^]|\|\||AT TIME ZONE) $/;

/** Two operands; casts that the server added to make their types meet are left out. */
export function binary(
  operator: string,
  [a, b]: readonly [Expression, Expression],
  bind: number,
): Expression {
  const compares = !calculates.test(operator);
  const left = met(a, b, compares);
  const right = met(b, a, compares);
  return {
    kind: "other",
    bind,
    text: `${inside(left, bind)}${operator}${inside(right, bind + 1)}`,
  };
}

/** Values of which one is taken, as in coalesce: they have one type, so casts of literals say nothing. */
export function alike(items: readonly Expression[]): readonly Expression[] {
  const guide = items.find((item) =>
    !item.inner && item.kind !== "string" && item.kind !== "number"
  );
  return guide ? items.map((item) => item === guide ? item : met(item, guide, true)) : items;
}

/** An operand as somebody would have written it beside the other one. */
function met(item: Expression, other: Expression, compares: boolean): Expression {
  const { inner, type = "" } = item;
  if (!inner) return item;
  const isPlain = other.kind !== "string" && other.kind !== "number";
  const literalOther = other.kind === "number" || other.inner?.kind === "number";
  if (inner.kind === "number" && numbers.has(type) && (isPlain || compares)) return inner;
  if (inner.kind === "string" && isPlain && compares && !other.inner) return inner;
  const widened = inner.kind === "column" && wholes.has(inner.type ?? "") && numbers.has(type);
  return widened && compares && literalOther ? inner : item;
}

/** `a IN (…)`; with one element it is a comparison. */
export function list(of: Expression, items: readonly Expression[], not: boolean): Expression {
  const [first] = items;
  if (first !== undefined && items.length === 1) {
    return binary(not ? " <> " : " = ", [of, first], 5);
  }
  const plain = items.map((item) => met(item, of, true).text).join(", ");
  return { kind: "other", bind: 6, text: `${inside(of, 7)} ${not ? "NOT IN" : "IN"} (${plain})` };
}

/**
 * Whether a text means another moment each day. By itself the server reads it once, when the default
 * or the check is made; behind a cast to text it reads it each time: `('now'::text)::date`.
 */
export function isMoment(text: string | undefined): boolean {
  return text !== undefined && /^\s*(?:now|today|tomorrow|yesterday)\b/i.test(text);
}

/** A cast, unless it says what is clear without it. */
export function cast(of: Expression, type: string): Expression {
  const base = baseOf(type);
  if (of.kind === "string") {
    if (texts.has(type) && !isMoment(of.value)) return of;
    if (numbers.has(type) && /^-?\d+(?:\.\d+)?$/.test(of.value ?? "")) {
      return cast(literal("number", of.value ?? ""), type);
    }
  }
  if (of.kind === "number" && wholes.has(type) && /^-?\d+$/.test(of.text)) {
    const fits = type === "integer" && Math.abs(Number(of.text)) < 2 ** 31;
    const needs = type === "bigint" && Math.abs(Number(of.text)) >= 2 ** 31;
    if (fits || needs) return of;
  }
  if (of.kind === "column" && of.type === "varchar" && texts.has(base)) return of;
  if (of.items && type.endsWith("[]")) return of;
  // A second cast of a text says nothing that the first one didn't.
  if (of.inner?.kind === "string" && texts.has(type) && texts.has(baseOf(of.type ?? ""))) {
    return of.inner;
  }
  return { kind: "other", bind: 16, text: `${inside(of, 16)}::${type}`, type, inner: of };
}
