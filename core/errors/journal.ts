/**
 * Errors of revisions that stopped half-way where the database cannot take back what is done.
 *
 * @module
 */
import { type Catalog, count } from "./catalog.ts";

/** A step of a revision that stopped half-way. */
export interface HalfDoneStep {
  /** Which step it is, from 1. */
  readonly step: number;
  /** What it does, in words. */
  readonly op: string;
  /**
   * `done`: it is committed. `failed`: it was refused. `stopped`: somebody stopped the run there.
   * `started`: the run ended in the middle of it.
   */
  readonly state: "done" | "failed" | "stopped" | "started";
  /** How many of its statements are committed. */
  readonly done: number;
}

/** A revision that stopped half-way where the database cannot take back what is done. */
export interface HalfDone {
  /** The revision. */
  readonly revision: string;
  /** `upgrade` or `downgrade`. */
  readonly direction: string;
  /** The steps that were begun, in order. */
  readonly steps: readonly HalfDoneStep[];
}

/** The data of each error of a revision that stopped half-way. */
export interface JournalErrors {
  /** A revision was interrupted where the database cannot undo it, and the file has changed since. */
  "run/journal-mismatch": {
    readonly revision: string;
    readonly direction: string;
    readonly step: number;
    readonly recorded: string;
    readonly found: string;
    /** How many of its statements are committed, where it is not done. */
    readonly statements?: number;
    /** How many rows a backfill went through, where it is not done. */
    readonly rows?: number;
  };
  /** A process died in the middle of a step that the database cannot undo. */
  "run/undecided": {
    readonly revision: string;
    readonly direction: string;
    readonly step: number;
    readonly op: string;
  };
  /** A revision stopped half-way, and something else is wanted than to go on with it. */
  "run/half-done": { readonly half: HalfDone };
  /** No run has stopped in the middle of a revision. */
  "run/not-open": { readonly revision: string };
}

function halfText({ revision, direction, steps }: HalfDone): string {
  const words = steps.map(({ op, state, done }) => {
    if (state === "done") return `"${op}" is committed`;
    const part = done > 0 ? ` after ${count(done, "statement")} of it` : "";
    if (state === "stopped") return `it was stopped at "${op}"${part}`;
    return `"${op}" ${state === "failed" ? "failed" : "was interrupted"}${part}`;
  });
  return `The ${direction} of revision "${revision}" stopped half-way: ${words.join(", ")}`;
}

/** The words for each error of a revision that stopped half-way. */
export const journalErrors: Catalog<JournalErrors> = {
  "run/journal-mismatch": {
    exit: 1,
    message: ({ revision, direction, step, recorded, found }) =>
      `Step ${step} of the ${direction} of revision "${revision}" was "${recorded}" when it ran, and is "${found}" now`,
    hint: ({ revision, statements = 0, rows = 0 }) => {
      const part = rows > 0 ? count(rows, "row") : count(statements, "statement");
      const one = Math.max(rows, statements) === 1;
      const what = rows + statements === 0
        ? "give the steps that are done their old form again; later ones may be changed, and these " +
          `once the revision is done, with "retort repair ${revision} --accept". Another ` +
          "transaction_mode makes other steps"
        : `${part} of it ${one ? "is" : "are"} committed: give ${
          rows > 0 ? "it" : "those"
        } the old form ` +
          `again${rows > 0 ? "" : "; those behind may be changed"}`;
      return `${what}; "retort repair ${revision}" shows the other ways`;
    },
  },
  "run/undecided": {
    exit: 1,
    message: ({ revision, direction, step, op }) =>
      `The ${direction} of revision "${revision}" was interrupted at step ${step}, "${op}"; whether that took effect is not known`,
    hint: ({ revision }) =>
      `look at the database, then "retort repair ${revision} --mark-done" (it took effect) or ` +
      `"retort repair ${revision} --run-again" (it did not, or may be run twice), and run ` +
      "the command again",
  },
  "run/half-done": {
    exit: 1,
    message: ({ half }) => halfText(half),
    hint: ({ half: { revision, direction, steps } }) =>
      `"retort ${direction}" again goes on behind what is committed${
        steps.some(({ state }) => state === "failed") ? ", once what stopped it is corrected" : ""
      }; "retort repair ${revision}" shows the other ways`,
  },
  "run/not-open": {
    exit: 1,
    message: ({ revision }) => `No run has stopped in the middle of revision "${revision}"`,
    hint: () => '"retort repair" shows what there is to repair',
  },
};
