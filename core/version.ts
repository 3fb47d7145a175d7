/**
 * The version of retort, and the others that are in the same process.
 *
 * @module
 */

/** The version of retort, as written into the history and printed by `--version`. */
export const version: string = "0.1.0";

// Two versions of this package can meet in a process: the command line's, and that of the user's files.
const key = Symbol.for("retort.versions");
const shared = globalThis as { [key]?: Set<string> };
const loaded = shared[key] ??= new Set<string>();
loaded.add(version);

/** The other versions of this package that are loaded. */
export function otherVersions(): readonly string[] {
  return [...loaded].filter((other) => other !== version);
}

/**
 * Whether what another version has made can be worked with: its data means the same from one breaking
 * version to the next, which before 1.0 is the second number.
 */
export function isCompatible(other: string, own: string = version): boolean {
  const [first, second] = own.split(".");
  const [otherFirst, otherSecond] = other.split(".");
  return first === otherFirst && (first !== "0" || second === otherSecond);
}
