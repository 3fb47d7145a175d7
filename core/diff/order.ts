/**
 * The order of things that name each other in their texts.
 *
 * @module
 */
import type { Op } from "../ops/mod.ts";

/** Ops about something whose text may name others. */
export interface Mentioning {
  /** Its name. */
  readonly name: string;
  /** Its text, in any SQL. */
  readonly text: string;
  /** What is to be done. */
  readonly ops: readonly Op[];
}

/** The words of an SQL text, in lower case, those inside of quotes too. */
export function wordsOf(text: string): ReadonlySet<string> {
  const quoted = text.match(/"(?:[^"]|"")+"|`[^`]+`/g) ?? [];
  const plain = text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
  return new Set([...quoted.map((item) => item.slice(1, -1).toLowerCase()), ...plain]);
}

/** Whether a text names something. */
export function mentions(words: ReadonlySet<string>, name: string): boolean {
  return words.has(name.toLowerCase());
}

/** Each after those that its text names; where texts leave it open, or go in a circle, as it was. */
export function inMentionOrder<T extends Pick<Mentioning, "name" | "text">>(
  items: readonly T[],
): readonly T[] {
  const named = Map.groupBy(items, ({ name }) => name.toLowerCase());
  const needs = (item: T): readonly T[] =>
    [...wordsOf(item.text)].flatMap((word) => named.get(word) ?? [])
      .filter((other) => other.name !== item.name);
  const ordered = new Set<T>();
  const open = new Set<T>();
  const visit = (item: T): void => {
    if (ordered.has(item) || open.has(item)) return;
    open.add(item);
    for (const other of needs(item)) visit(other);
    ordered.add(item);
  };
  items.forEach(visit);
  return [...ordered];
}
