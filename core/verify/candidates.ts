/**
 * Values that checks seem to want.
 *
 * @module
 */
import type { Literal } from "../schema/mod.ts";
import type { Samples } from "./samples.ts";

/** So many values of a column are tried. */
const most = 24;

/**
 * Values for a column from the texts of its checks: what stands in them, and what is next to it, as
 * far as it is of the kind of the column's values.
 */
export function candidatesOf(texts: readonly string[], samples: Samples): readonly Literal[] {
  const all = [...texts.flatMap(wanted), 1, 50, 98765, "ana@example.org", true, false];
  const usual = samples.tame(0);
  const fitting = all.filter((value) => isLike(usual, value));
  return [...new Set([usual, ...fitting])].slice(0, most);
}

function isLike(usual: Literal, value: Literal): boolean {
  if (typeof usual === "string" && typeof value === "string") {
    // Dates, times and addresses are no place for other texts.
    return /^\d{3}$/.test(usual) || shapeOf(usual) === shapeOf(value);
  }
  if (typeof usual === "object") return typeof value === "string" && /^\d{4}-/.test(value);
  return typeof usual === typeof value;
}

function shapeOf(text: string): string {
  return text.replace(/\d+/g, "0").replace(/\p{L}+/gu, "x");
}

function wanted(text: string): readonly Literal[] {
  const strings = Array.from(text.matchAll(/'((?:[^']|'')*)'/g), ([, inner = ""]) => inner)
    .map((inner) => inner.replaceAll("''", "'").replaceAll("%", "x"));
  const plain = text.replace(/'(?:[^']|'')*'/g, " ");
  const numbers = Array.from(plain.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?/g), ([n]) => Number(n));
  return [
    ...strings.flatMap((inner) => [...around(inner), inner]),
    ...numbers.flatMap((n) => [n, n + 1, n - 1]),
    ...numbers.filter((n) => n >= 0 && n < 200 && Number.isInteger(n))
      .flatMap((n) => ["x".repeat(n), "x".repeat(n + 1)]),
  ];
}

/** The years before and after a date. */
function around(text: string): readonly string[] {
  const [, year, rest = ""] = /^(\d{4})(-\d\d-\d\d.*)$/.exec(text) ?? [];
  if (year === undefined) return [];
  return [`${Number(year) + 1}${rest}`, `${Number(year) - 1}${rest}`];
}
