/**
 * Errors about operations that do not fit the schema they are applied to.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error about operations. */
export interface OpErrors {
  /** What an op makes is there already. */
  "op/exists": { readonly op: string; readonly noun: string; readonly name: string };
  /** What an op needs is not there. */
  "op/missing": {
    readonly op: string;
    readonly noun: string;
    readonly name: string;
    /** What there is instead. */
    readonly known: readonly string[];
  };
  /** Undeclared SQL may have changed what an op needs. */
  "op/unknown-state": { readonly op: string; readonly table: string };
  /** No such operation is known. */
  "op/unknown-kind": { readonly kind: string };
  /** A builder got arguments that make no op. */
  "op/bad-argument": { readonly op: string; readonly problem: string };
  /** Rows cannot be walked through in batches. */
  "op/no-key": { readonly op: string; readonly table: string; readonly problem: string };
  /** A generated file still waits for a value that only a person knows. */
  "op/unfilled": { readonly op: string; readonly hole: string };
  /** A migration holds something else than ops. */
  "op/not-an-op": { readonly revision: string; readonly index: number; readonly found: string };
}

/** The words for each error about operations. */
export const opErrors: Catalog<OpErrors> = {
  "op/exists": {
    exit: 1,
    message: ({ op, noun, name }) => `Cannot ${op}: the ${noun} "${name}" exists already`,
    hint: () => "correct the revision, or say ifNotExists where the op has it",
  },
  "op/missing": {
    exit: 1,
    message: ({ op, noun, name }) => `Cannot ${op}: there is no ${noun} "${name}"`,
    hint: ({ noun, known }) =>
      known.length === 0
        ? "correct the revision"
        : `there ${known.length === 1 ? "is" : "are"} ${list(known)}; correct the ${noun} name`,
  },
  "op/unknown-state": {
    exit: 1,
    message: ({ op, table }) =>
      `Cannot ${op}: earlier SQL that declares no effects may have changed "${table}"`,
    hint: () => "declare what that SQL does: op.execute(sql, { effects: [op.…] })",
  },
  "op/unknown-kind": {
    exit: 1,
    message: ({ kind }) => `There is no operation "${kind}"`,
    hint: () => "build operations with op.… or load the plugin that brings this one",
  },
  "op/no-key": {
    exit: 1,
    message: ({ op, table, problem }) =>
      `Cannot ${op}: the rows of "${table}" cannot be walked through in batches: ${problem}`,
    hint: () => 'name columns that are unique and never null: { key: ["…"] }',
  },
  "op/unfilled": {
    exit: 1,
    message: ({ op, hole }) => `Cannot ${op}: the revision still waits for ${hole}`,
    hint: () => "write a value in place of hole(…)",
  },
  "op/bad-argument": {
    exit: 1,
    message: ({ op, problem }) => `op.${op}: ${problem}`,
    hint: () => "correct the call",
  },
  "op/not-an-op": {
    exit: 1,
    message: ({ revision, index, found }) =>
      `Item ${index + 1} of revision "${revision}" is ${found}, not an operation`,
    hint: () => "upgrade and downgrade are arrays of op.… calls, or functions that return one",
  },
};
