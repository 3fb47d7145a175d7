/**
 * Maps that are changed thousands of times and never in place.
 *
 * @module
 */

/** How many changes are copied from one map to the next before they are laid into the base. */
const most = 64;

/**
 * A map with some changes over another one. A state that is replayed from thousands of revisions gets
 * one change from each; to copy the whole map every time takes a time that grows with their square.
 */
export class Layered<T> implements ReadonlyMap<string, T> {
  readonly #base: ReadonlyMap<string, T>;
  readonly #changes: ReadonlyMap<string, T>;
  /** The number of entries. */
  readonly size: number;

  /** A map with nothing changed yet, or with these changes. */
  constructor(base: ReadonlyMap<string, T>, changes: ReadonlyMap<string, T> = new Map()) {
    this.#base = base;
    this.#changes = changes;
    let size = base.size;
    for (const key of changes.keys()) if (!base.has(key)) size++;
    this.size = size;
  }

  /** The map with an entry added or replaced; this one stays as it is. */
  with(key: string, value: T): Layered<T> {
    const changes = new Map(this.#changes).set(key, value);
    const next = new Layered(this.#base, changes);
    return changes.size < most ? next : new Layered(next.plain());
  }

  /** As an ordinary map: the base itself where nothing has changed. */
  plain(): ReadonlyMap<string, T> {
    return this.#changes.size === 0 ? this.#base : new Map(this);
  }

  /** The value of a key. */
  get(key: string): T | undefined {
    return this.#changes.get(key) ?? this.#base.get(key);
  }

  /** Whether there is an entry. */
  has(key: string): boolean {
    return this.#changes.has(key) || this.#base.has(key);
  }

  /** The entries: a replaced one stays where it was, as in an ordinary map. */
  *entries(): MapIterator<[string, T]> {
    for (const [key, value] of this.#base) yield [key, this.#changes.get(key) ?? value];
    for (const entry of this.#changes) if (!this.#base.has(entry[0])) yield entry;
  }

  /** The keys. */
  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  /** The values. */
  *values(): MapIterator<T> {
    for (const [, value] of this.entries()) yield value;
  }

  /** Calls a function for each entry. */
  forEach(work: (value: T, key: string, map: ReadonlyMap<string, T>) => void): void {
    for (const [key, value] of this.entries()) work(value, key, this);
  }

  /** The entries. */
  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }
}
