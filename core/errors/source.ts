/**
 * Errors about revision files.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error about revision files. */
export interface SourceErrors {
  /** A revision file can't be imported. */
  "source/cannot-load": { readonly path: string; readonly problem: string };
  /** A file does not say which revision it is. */
  "source/no-revision": { readonly path: string };
  /** An export of a revision file has the wrong type. */
  "source/bad-export": { readonly path: string; readonly name: string; readonly wanted: string };
  /** A new file would replace another. */
  "source/file-exists": { readonly path: string };
  /** A revision file can't be read. */
  "source/unreadable": { readonly path: string; readonly problem: string };
  /** A revision file exports no upgrade. */
  "source/no-migration": { readonly revision: string; readonly direction: "upgrade" | "downgrade" };
  /** A downgrade is neither written nor derivable. */
  "source/irreversible": { readonly revision: string; readonly op: string };
  /** An op holds a function, which has no source. */
  "source/unprintable": { readonly op: string };
  /** A template uses an unknown token. */
  "source/bad-template": { readonly token: string; readonly known: readonly string[] };
}

/** The words for each error about revision files. */
export const sourceErrors: Catalog<SourceErrors> = {
  "source/cannot-load": {
    exit: 1,
    message: ({ path, problem }) => `Cannot load ${path}: ${problem}`,
    hint: ({ path }) => `correct the file; "deno check ${path}" shows all mistakes`,
  },
  "source/no-revision": {
    exit: 1,
    message: ({ path }) => `${path} does not say which revision it is`,
    hint: () => 'add export const revision = "…" with its id, or move the file elsewhere',
  },
  "source/bad-export": {
    exit: 1,
    message: ({ path, name, wanted }) => `"${name}" in ${path} is not ${wanted}`,
    hint: ({ name }) => `correct the export "${name}"`,
  },
  "source/file-exists": {
    exit: 1,
    message: ({ path }) => `${path} exists already`,
    hint: () => "choose another message or revision id",
  },
  "source/unreadable": {
    exit: 1,
    message: ({ path, problem }) => `Cannot read ${path}: ${problem}`,
    hint: () => "check the path and the rights on it",
  },
  "source/no-migration": {
    exit: 1,
    message: ({ revision, direction }) => `Revision "${revision}" has no ${direction}`,
    hint: ({ direction }) => `export const ${direction} = [] if there is nothing to do`,
  },
  "source/irreversible": {
    exit: 1,
    message: ({ revision, op }) =>
      `Revision "${revision}" has no downgrade, and none can be derived: "${op}" loses information`,
    hint: () => "write it: export const downgrade = [op.…]",
  },
  "source/unprintable": {
    exit: 1,
    message: ({ op }) => `"${op}" cannot be printed as source`,
    hint: () => "write it by hand",
  },
  "source/bad-template": {
    exit: 2,
    message: ({ token }) => `The template uses "${token}", which is no token`,
    hint: ({ known }) => `the tokens are ${list(known)}`,
  },
};
