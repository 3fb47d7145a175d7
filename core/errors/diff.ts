/**
 * Errors about the comparison of models and databases.
 *
 * @module
 */
import { type Catalog, count, list, shellWord } from "./catalog.ts";

/** What an unanswered question says about itself. */
export interface OpenQuestion {
  /** What identifies it. */
  readonly id: string;
  /** What it is about: `rename`. */
  readonly kind: string;
  /** What is gone: `table`, `column` or `value`. */
  readonly noun: string;
  /** Its name. */
  readonly from: string;
  /** What it may have become, the likeliest first. */
  readonly candidates: readonly {
    readonly to: string;
    readonly score: number;
    readonly evidence: readonly string[];
  }[];
  /** The answer to another question that is taken for granted. */
  readonly assuming?: string;
}

/** The data of each error about comparisons. */
export interface DiffErrors {
  /** Something is gone and something like it has come; whether it was renamed is not guessed. */
  "diff/needs-answer": { readonly questions: readonly OpenQuestion[] };
  /** An answer fits nothing that was gone or has come. */
  "diff/bad-answer": {
    readonly name: string;
    readonly to?: string;
    /** The names that could have been meant. */
    readonly known: readonly string[];
    /** What it can have become, where the name itself is right. */
    readonly candidates?: readonly string[];
  };
}

/** The words for each error about comparisons. */
export const diffErrors: Catalog<DiffErrors> = {
  "diff/needs-answer": {
    exit: 7,
    message: ({ questions }) =>
      [
        `${count(questions.length, "question")} must be answered; nothing was written`,
        ...questions.map(questionLine),
      ].join("\n"),
    hint: ({ questions }) =>
      `say which: ${
        questions.map(({ from, candidates: [best] }) =>
          `--rename ${shellWord(`${from}=${best?.to ?? ""}`)} or --drop ${shellWord(from)}`
        ).join("; ")
      }`,
  },
  "diff/bad-answer": {
    exit: 2,
    message: ({ name, to }) =>
      to === undefined
        ? `"${name}" is not gone from the models, so it cannot be dropped`
        : `"${name}" cannot have become "${to}": no such thing is gone and come`,
    hint: ({ name, known, candidates = [] }) =>
      candidates.length > 0
        ? `it can have become ${list(candidates)}; --drop ${shellWord(name)} says that it is gone`
        : known.length === 0
        ? "leave that answer out"
        : `what can be answered is ${list(known)}`,
  },
};

function questionLine({ noun, from, candidates, assuming }: OpenQuestion): string {
  const percent = (score: number): string => `${Math.round(score * 100)} %`;
  const names = candidates.map(({ to, score }) => `${to} (${percent(score)})`);
  const under = assuming === undefined ? "" : `, if ${assuming}`;
  return `  was ${noun} ${from} renamed to ${names.join(" or ")}, or dropped${under}?`;
}
