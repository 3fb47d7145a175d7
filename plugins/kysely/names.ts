/**
 * Names in generated TypeScript.
 *
 * @module
 */

/** What is written so far: each name once, and the texts that were made. */
export class Names {
  /** The declarations of enums, by their text: a name may be that of two. */
  readonly enums: Map<string, string> = new Map();
  /** The interfaces of tables. */
  readonly bodies: string[] = [];
  readonly #taken: Set<string>;
  readonly #last = new Map<string, string>();

  /** Begins with names that are taken. */
  constructor(taken: readonly string[]) {
    this.#taken = new Set([...taken, "Date", "Uint8Array", "Json"]);
  }

  /** A name that nothing has yet. */
  take(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.#taken.has(name); n++) name = `${wanted}${n}`;
    this.#taken.add(name);
    this.#last.set(wanted, name);
    return name;
  }

  /** The name that was last taken for a wanted one. */
  of(wanted: string): string {
    return this.#last.get(wanted) ?? wanted;
  }
}

/** A name as `CamelCasePlugin` has it: `created_at` is `createdAt`. */
export function camelCase(name: string): string {
  return name.replace(/(?<=[^_])_+([^_])/g, (_all, letter: string) => letter.toUpperCase());
}

/** A name as a property: in quotes where it has to be. */
export function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
