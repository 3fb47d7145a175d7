/**
 * Errors of verifications.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error of a verification. */
export interface VerifyErrors {
  /** No scratch database can be made. */
  "verify/no-scratch": { readonly target: string; readonly problem: string };
  /** The scratch database that was named holds something. */
  "verify/scratch-not-empty": { readonly target: string; readonly objects: readonly string[] };
  /** Something that a revision made could not be dropped from the scratch database. */
  "verify/scratch-left": { readonly target: string; readonly objects: readonly string[] };
  /** The scratch database is of another kind than the project's. */
  "verify/other-dialect": { readonly dialect: string; readonly scratch: string };
}

/** The words for each error of a verification. */
export const verifyErrors: Catalog<VerifyErrors> = {
  "verify/no-scratch": {
    exit: 1,
    message: ({ target, problem }) =>
      `No scratch database can be made beside ${target}: ${problem}`,
    hint: () => "make an empty database yourself and name it: retort verify --scratch URL",
  },
  "verify/scratch-not-empty": {
    exit: 8,
    message: ({ target, objects }) =>
      `The scratch database ${target} is not empty: it holds ${few(objects)}`,
    hint: () => "it is never emptied for you: name another one with --scratch URL",
  },
  "verify/scratch-left": {
    exit: 1,
    message: ({ target, objects }) =>
      `The scratch database ${target} could not be emptied again: ${few(objects)} are left`,
    hint: () => "drop that database; it held nothing before",
  },
  "verify/other-dialect": {
    exit: 2,
    message: ({ dialect, scratch }) =>
      `The scratch database is ${scratch}, and the project's database is ${dialect}`,
    hint: () => "name one of the same kind with --scratch URL",
  },
};

function few(objects: readonly string[]): string {
  const rest = objects.length - 5;
  return rest > 0 ? `${list(objects.slice(0, 5))} and ${rest} more` : list(objects);
}
