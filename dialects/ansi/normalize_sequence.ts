/**
 * Normalising sequences: what a server takes when nothing is said is left out.
 *
 * @module
 */
import { compact, type Sequence, type WholeNumber } from "@retort/core/schema";

/** What a server takes for a sequence that says nothing. */
export interface UsualSequence {
  /** A type in its one spelling; `undefined` for the usual one. */
  type(type: string | undefined): string | undefined;
  /** The numbers that a type has, as the server limits them. */
  limits(type: string | undefined): { readonly min: bigint; readonly max: bigint };
  /** How many numbers a session takes at once. */
  readonly cache: number;
}

/** A sequence without what the server takes anyway. */
export function normalizeSequence(sequence: Sequence, usual: UsualSequence): Sequence {
  const { name, schema, ownedBy, cycle, cache } = sequence;
  const type = usual.type(sequence.type);
  const { min, max } = usual.limits(type);
  const increment = big(sequence.increment) ?? 1n;
  const down = increment < 0n;
  const least = big(sequence.minValue) ?? (down ? min : 1n);
  const most = big(sequence.maxValue) ?? (down ? -1n : max);
  const first = down ? most : least;
  const start = big(sequence.start) ?? first;
  return compact({
    name,
    schema,
    type,
    start: start === first ? undefined : whole(start),
    increment: increment === 1n ? undefined : whole(increment),
    minValue: least === (down ? min : 1n) ? undefined : whole(least),
    maxValue: most === (down ? -1n : max) ? undefined : whole(most),
    cache: cache === usual.cache ? undefined : cache,
    cycle: cycle || undefined,
    ownedBy,
  });
}

function big(value: WholeNumber | undefined): bigint | undefined {
  if (value === undefined) return undefined;
  return BigInt(typeof value === "number" ? value : value.bigint);
}

function whole(value: bigint): WholeNumber {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { bigint: String(value) };
}
