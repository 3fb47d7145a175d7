/**
 * Questions about renames, and their answers, as data.
 *
 * @module
 */

/** What can be renamed. */
export type RenameNoun = "table" | "column" | "value";

/** Something new that may be the old thing under another name. */
export interface RenameCandidate {
  /** The new thing: `users.full_name`. */
  readonly to: string;
  /** How alike they are, from 0 to 1. */
  readonly score: number;
  /** What speaks for it, in words: `same type`, `same place`. */
  readonly evidence: readonly string[];
}

/** Something is gone and something like it has come: is it the same? */
export interface RenameQuestion {
  /** What identifies it: `rename:users.name`. */
  readonly id: string;
  /** What it is about. */
  readonly kind: "rename";
  /** What is gone: a table, a column, or a value of an enum. */
  readonly noun: RenameNoun;
  /** Its name: `users.name`. */
  readonly from: string;
  /** What it may have become, the likeliest first. */
  readonly candidates: readonly RenameCandidate[];
  /** The answer to another question that this one takes for granted: `users=people`. */
  readonly assuming?: string;
}

/** Answers to questions about renames. */
export interface RenameAnswers {
  /** New names by old ones: `users.name` to `users.full_name`. */
  readonly renames: ReadonlyMap<string, string>;
  /** What is really gone. */
  readonly drops: ReadonlySet<string>;
}

/** Nothing answered. */
export const noAnswers: RenameAnswers = { renames: new Map(), drops: new Set() };

/** The answers as they are written down and typed: `rename users.name=users.full_name`. */
export function answerWords({ renames, drops }: RenameAnswers): readonly string[] {
  return [
    ...Array.from(renames, ([from, to]) => `rename ${from}=${to}`),
    ...Array.from(drops, (name) => `drop ${name}`),
  ];
}
