/**
 * What an entry of the error catalog looks like.
 *
 * @module
 */

/** The process exit codes of the command line, by their meaning. */
export type ExitCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 130;

/** How one error code is turned into words; the data is the truth, this is a view of it. */
export interface CatalogEntry<D> {
  /** The exit code of a command that ends with this error. */
  readonly exit: ExitCode;
  /** One sentence: what happened, with the names. */
  readonly message: (data: D) => string;
  /** The one next thing to do, if there is one. */
  readonly hint?: (data: D) => string | undefined;
}

/** The entries for every code of an area. */
export type Catalog<T> = { readonly [C in keyof T]: CatalogEntry<T[C]> };

/** Joins names for a sentence: `"a", "b" and "c"`. */
export function list(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop();
  if (last === undefined) return "nothing";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
}

/** A hint that begins with similar names, if there are any: `did you mean "a" or "b"?`. */
export function didYouMean(similar: readonly string[], rest = ""): string {
  if (similar.length === 0) return rest;
  return `did you mean ${similar.map((name) => `"${name}"`).join(" or ")}? ${rest}`.trimEnd();
}

/** A word of a command as a POSIX shell takes it: quoted where it has to be. */
export function shellWord(word: string): string {
  if (/^[\w./:@%+,=-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** `1 row`, `2 rows`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
