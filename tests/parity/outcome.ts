/**
 * What a runner of recorded cases says about each of them.
 *
 * @module
 */

/** A recorded case: a name, and what its kind of case holds. */
export interface Case {
  /** Unique in its file. */
  readonly name: string;
}

/** What became of a case. */
export interface Outcome {
  /** The name of the case. */
  readonly name: string;
  /** What differs; nothing if the case passed. */
  readonly faults: readonly string[];
  /** What was recorded. */
  readonly expected: unknown;
  /** What was found here. */
  readonly got: unknown;
  /** Why the case was not run. */
  readonly skipped?: string;
}

/** Runs one case. */
export type Check = (recorded: Case) => Outcome | Promise<Outcome>;

/** The cases of a file; whole numbers that are too large for a number are bigints. */
export function readCases(file: string | URL): readonly Case[] {
  const exact = (_key: string, value: unknown, at?: { readonly source?: string }): unknown =>
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? BigInt(at?.source ?? value)
      : value;
  return JSON.parse(Deno.readTextFileSync(file), exact);
}

/** Whether two values are the same JSON, keys in any order. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** The names in order; version tables and sets have none of their own. */
export function sorted(names: Iterable<string>): readonly string[] {
  return [...names].toSorted();
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => a < b ? -1 : 1));
  });
}
