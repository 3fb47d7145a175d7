/**
 * Work that is not done twice: a schema has thousands of columns, and few types and defaults.
 *
 * @module
 */

/** How many texts are remembered by one function; enums and long defaults make them endless. */
const most = 1000;

/**
 * A pure function of a text that does not do its work twice; what it gives must not be changed.
 *
 * ```ts
 * import { remembering } from "@retort/ansi";
 *
 * const words = remembering((text) => text.split(" "));
 * words("double precision") === words("double precision"); // true
 * ```
 */
export function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const found = work(text);
    // The newest are kept: what a big schema repeats is soon back.
    if (known.size >= most) known.clear();
    known.set(text, found);
    return found;
  };
}

/**
 * A list with its items changed; the list itself where none was, so that nothing is copied for
 * nothing.
 *
 * ```ts
 * import { mapped } from "@retort/ansi";
 *
 * const names = ["id", "name"];
 * mapped(names, (name) => name) === names; // true
 * mapped(names, (name) => name.toUpperCase()); // ["ID", "NAME"]
 * ```
 */
export function mapped<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let found: T[] | undefined;
  let index = 0;
  for (const item of items) {
    const next = change(item);
    if (next !== item) found ??= items.slice(0, index);
    found?.push(next);
    index++;
  }
  return found ?? items;
}
