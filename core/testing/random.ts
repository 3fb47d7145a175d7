/**
 * Numbers that look like chance and come again from the same seed.
 *
 * @module
 */

/** Where choices come from. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** Whether something happens that happens once in so many times. */
  once(inTimes: number): boolean;
  /** One of the items; there must be some. */
  pick<T>(items: readonly T[]): T;
}

/** Choices from a seed: mulberry32, which is small and good enough to vary a schema. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    once: (inTimes) => below(inTimes) === 0,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  };
}
