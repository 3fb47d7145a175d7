/**
 * Errors about what was kept instead of being destroyed.
 *
 * @module
 */
import { type Catalog, count, list, shellWord } from "./catalog.ts";
import type { LossCount } from "./run.ts";
import { lossText } from "./run_words.ts";

/** The data of each error about what is kept. */
export interface KeptErrors {
  /** Something cannot be kept. */
  "kept/impossible": { readonly object: string; readonly problem: string };
  /** A script does not know what is in the database. */
  "kept/needs-database": { readonly command: "upgrade" | "downgrade" };
  /** Rows that came meanwhile have no value for a column that must have one. */
  "kept/nulls": {
    readonly object: string;
    readonly rows: number;
    /** The statement that gives them one, but for the value. */
    readonly fill: string;
  };
  /** The name that something had is another's now. */
  "kept/taken": { readonly object: string; readonly kept: string };
  /** Nothing of this name is kept. */
  "kept/unknown": { readonly object: string; readonly known: readonly string[] };
  /** What is kept was not allowed to be destroyed. */
  "kept/purge": { readonly losses: readonly LossCount[]; readonly allow: string };
}

/** The words for each error about what is kept. */
export const keptErrors: Catalog<KeptErrors> = {
  "kept/impossible": {
    exit: 8,
    message: ({ object, problem }) => `${object} cannot be kept: ${problem}`,
    hint: ({ object }) =>
      `--allow-loss ${shellWord(object)} destroys it; to keep it, do the rest in a later revision`,
  },
  "kept/needs-database": {
    exit: 2,
    message: () => "A script does not know what is in the database, so it cannot keep it",
    hint: ({ command }) => `run "retort ${command}" with --keep and without --sql`,
  },
  "kept/nulls": {
    exit: 1,
    message: ({ object, rows }) =>
      `${object} cannot come back as NOT NULL: ${count(rows, "row")} came while it was kept, and ${
        rows === 1 ? "has" : "have"
      } no value for it`,
    hint: ({ fill }) => `give them one and run the command again: ${fill}`,
  },
  "kept/taken": {
    exit: 1,
    message: ({ object, kept }) => `${object} is there already; ${kept} stays as it is`,
    hint: () => "rename or drop the new one first, or copy the values by hand",
  },
  "kept/unknown": {
    exit: 1,
    message: ({ object }) => `Nothing called "${object}" is kept`,
    hint: ({ known }) => known.length === 0 ? "nothing is kept" : `kept are ${list(known)}`,
  },
  "kept/purge": {
    exit: 8,
    message: ({ losses }) => `This would destroy what was kept: ${losses.map(lossText).join(", ")}`,
    hint: ({ allow }) => `if that is right: ${allow}; or say how old it must be: --older-than 14d`,
  },
};
