/**
 * Matching what is gone with what has come, as far as answers go.
 *
 * @module
 */
import type { Likeness } from "./score.ts";
import type { RenameAnswers, RenameNoun, RenameQuestion } from "./question.ts";

/** Something new, with how alike it is. */
export interface Come extends Likeness {
  /** What tells it apart from its siblings. */
  readonly key: string;
  /** The names that an answer may use, the one to show first. */
  readonly names: readonly string[];
}

/** Something that is gone. */
export interface Gone {
  /** What tells it apart from its siblings. */
  readonly key: string;
  /** The names that an answer may use, the one to show first. */
  readonly names: readonly string[];
  /** What it may have become. */
  readonly candidates: readonly Come[];
}

/** A rename that was answered. */
export interface Renamed {
  /** The key of what is gone. */
  readonly key: string;
  /** The key of what it has become. */
  readonly toKey: string;
  /** The old name as it was answered. */
  readonly from: string;
  /** The new name as it was answered. */
  readonly to: string;
}

/** What is settled and what is open. */
export interface Asked {
  /** Answered renames. */
  readonly renamed: readonly Renamed[];
  /** Names that were answered to be gone. */
  readonly dropped: readonly string[];
  /** What nobody has answered. */
  readonly questions: readonly RenameQuestion[];
}

/** Less alike than this is not worth a question; the loss of data is still shown and refused. */
const worthAsking = 0.4;

/** Settles siblings: every new thing can be the new name of one old thing only. */
export function settle(
  noun: RenameNoun,
  gone: readonly Gone[],
  { renames, drops }: RenameAnswers,
): Asked {
  const renamed: Renamed[] = [];
  const dropped: string[] = [];
  const open: Gone[] = [];
  for (const item of gone) {
    const from = item.names.find((name) => renames.has(name));
    const to = from === undefined ? undefined : renames.get(from);
    const match = item.candidates.find(({ names }) => to !== undefined && names.includes(to));
    const drop = item.names.find((name) => drops.has(name));
    if (match && from !== undefined && to !== undefined) {
      renamed.push({ key: item.key, toKey: match.key, from, to });
    } else if (drop !== undefined) dropped.push(drop);
    else open.push(item);
  }
  const taken = new Set(renamed.map(({ toKey }) => toKey));
  const questions = open.flatMap((item): readonly RenameQuestion[] => {
    const candidates = item.candidates
      .filter(({ key, score }) => !taken.has(key) && score >= worthAsking)
      .toSorted((a, b) => b.score - a.score)
      .map(({ names: [to = ""], score, evidence }) => ({ to, score, evidence }));
    const [from = item.key] = item.names;
    if (candidates.length === 0) return [];
    return [{ id: `rename:${from}`, kind: "rename", noun, from, candidates }];
  });
  return { renamed, dropped, questions };
}
