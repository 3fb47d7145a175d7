/**
 * Holes: places in generated files that only a person can fill.
 *
 * @module
 */

/** A place that waits for a value. */
export interface Hole {
  /** What is wanted, in words. */
  readonly hole: string;
}

/**
 * A place in a generated revision that waits for a value; no op takes it, so `deno check` fails until
 * a value stands there, and `upgrade` refuses.
 *
 * ```ts
 * import { hole } from "@retort/core";
 *
 * hole("the age of users who are there already"); // { hole: "the age of users …" }
 * ```
 */
export function hole(wanted: string): Hole {
  return Object.freeze({ hole: wanted });
}

/** Whether a value is a {@link Hole}. */
export function isHole(value: unknown): value is Hole {
  return typeof value === "object" && value !== null && "hole" in value &&
    typeof value.hole === "string" && Object.keys(value).length === 1;
}
