/**
 * The imports of printed code.
 *
 * @module
 */
import { called, isObject, maybe, type Wanted } from "../errors/called.ts";
import type { OpSource } from "../ops/mod.ts";
import { quote } from "./code.ts";
import type { ItemRenderer, RenderedItem } from "./render_item.ts";

/** What printed code may import of core behind a plugin's name. */
const reserved = ["op", "sql", "columns", "hole", "bytes", "index", "check", "unique"];

const code: Wanted = {
  words: '{ code: "…" }',
  fits: (value) => isObject(value) && typeof value["code"] === "string",
};

/** The names that printed code needs, by the module they come from. */
export class Imports {
  readonly #names = new Map<string, Set<string>>();
  readonly #aliases = new Map<string, string>();
  readonly #renderItem: ItemRenderer | undefined;

  /** No names yet; `renderItem` may give code of its own for what is printed. */
  constructor(options: { readonly renderItem?: ItemRenderer | undefined } = {}) {
    this.#renderItem = options.renderItem;
  }

  /** The code that a renderer of one's own gives for an item, with what it needs noted. */
  rendered(item: RenderedItem): string | undefined {
    const found = called("renderItem", () => this.#renderItem?.(item), maybe(code));
    for (const [from, names] of Object.entries(found?.imports ?? {})) {
      for (const name of names) this.use(name, from);
    }
    return found?.code;
  }

  /** Notes that a name is used, and gives it back. */
  use(name: string, from = "@retort/core"): string {
    const names = this.#names.get(from) ?? new Set();
    this.#names.set(from, names.add(name));
    return name;
  }

  /**
   * Notes the function of a plugin, and gives what it is called by: another name where the code
   * imports its own from somewhere else.
   */
  from({ name, from }: OpSource): string {
    const [first = "", ...rest] = name.split(".");
    const own = `${from} ${first}`;
    const known = this.#aliases.get(own);
    if (known !== undefined) return [known, ...rest].join(".");
    const others = [...this.#names].flatMap(([key, names]) => key === from ? [] : [...names]);
    const taken = new Set([...reserved, ...others, ...this.#aliases.values()]);
    let free = first;
    for (let n = 2; taken.has(free); n++) free = `${first}${n}`;
    this.#aliases.set(own, free);
    this.use(free === first ? first : `${first} as ${free}`, from);
    return [free, ...rest].join(".");
  }

  /** All names that are imported. */
  names(): readonly string[] {
    return [...this.#names.values()].flatMap((names) => [...names])
      .map((name) => name.split(" as ").at(-1) ?? name);
  }

  /** The import declarations, sorted. */
  lines(): readonly string[] {
    // As the formatter has it: files come after packages.
    const key = (from: string): string => (from.startsWith(".") ? `1${from}` : `0${from}`);
    const modules = [...this.#names].sort(([a], [b]) => (key(a) < key(b) ? -1 : 1));
    return modules.map(([from, names]) => {
      const sorted = [...names].sort((a, b) =>
        a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0
      );
      const line = `import { ${sorted.join(", ")} } from ${quote(from)};`;
      return line.length <= 80
        ? line
        : `import {\n${sorted.map((name) => `  ${name},\n`).join("")}} from ${quote(from)};`;
    });
  }
}
