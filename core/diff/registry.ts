/**
 * The comparators by name: which of them compare, and those of others.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Op } from "../ops/mod.ts";
import type { Schema } from "../schema/mod.ts";
import type { DiffContext } from "./comparator.ts";

/** The names of retort's own comparators. */
export const comparatorNames = [
  "tables",
  "columns",
  "types",
  "defaults",
  "comments",
  "options",
  "constraints",
  "indexes",
  "schemas",
  "extensions",
  "enums",
  "sequences",
  "routines",
  "views",
  "triggers",
] as const;

/** The name of one of retort's own comparators. */
export type ComparatorName = typeof comparatorNames[number];

/**
 * A comparator of one's own: its ops come after those of retort.
 *
 * ```ts
 * import { op } from "@retort/core";
 * import type { Comparator } from "@retort/core/diff";
 *
 * const grants: Comparator = {
 *   name: "grants",
 *   compare: (from, to) =>
 *     [...to.tables.values()]
 *       .filter(({ name }) => !from.tables.has(name))
 *       .map(({ name }) => op.execute(`grant select on ${name} to reader`)),
 * };
 * ```
 */
export interface Comparator {
  /** The name, by which patterns switch it on and off. */
  readonly name: string;
  /** The ops that turn what it compares in the first schema into what it is in the second. */
  readonly compare: (from: Schema, to: Schema, cx: DiffContext) => readonly Op[];
}

/**
 * The comparators that patterns choose: `*` stands for anything, `!` takes away, the last match wins.
 * Patterns that begin by taking away take from all.
 *
 * ```ts
 * import { chooseComparators } from "@retort/core/diff";
 *
 * chooseComparators(["*", "!comments"]).has("comments"); // false
 * ```
 *
 * @throws {RetortError} `config/unknown-comparator` for a pattern that nothing matches.
 */
export function chooseComparators(
  patterns: readonly string[],
  own: readonly Pick<Comparator, "name">[] = [],
): ReadonlySet<string> {
  const known = [...comparatorNames, ...own.map(({ name }) => name)];
  const chosen = new Set(patterns[0]?.startsWith("!") ? known : []);
  for (const pattern of patterns) {
    const away = pattern.startsWith("!");
    const words = (away ? pattern.slice(1) : pattern).split("*").map((part) =>
      part.replace(/[^\w-]/g, "\\$&")
    );
    const found = known.filter((name) => new RegExp(`^${words.join(".*")}$`).test(name));
    if (found.length === 0) throw new RetortError("config/unknown-comparator", { pattern, known });
    for (const name of found) {
      if (away) chosen.delete(name);
      else chosen.add(name);
    }
  }
  return chosen;
}

/** Whether a comparator compares: all do unless some were chosen. */
export function compares({ comparators }: DiffContext, name: string): boolean {
  return comparators?.has(name) ?? true;
}
