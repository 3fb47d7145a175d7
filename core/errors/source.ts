/**
 * Errors about revision files.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error about revision files. */
export interface SourceErrors {
  /** A revision file cannot be imported. */
  "source/cannot-load": { readonly path: string; readonly problem: string };
  /** A file does not say which revision it is. */
  "source/no-revision": { readonly path: string };
  /** An export of a revision file has the wrong type. */
  "source/bad-export": { readonly path: string; readonly name: string; readonly wanted: string };
  /** A new file would replace another. */
  "source/file-exists": { readonly path: string };
  /** A file of the project cannot be read. */
  "source/unreadable": { readonly path: string; readonly problem: string };
  /** A file of the project cannot be written. */
  "source/unwritable": { readonly path: string; readonly problem: string };
  /** A new file would stand outside of the versions folder. */
  "source/outside": { readonly path: string };
  /** The version table has no room for an id. */
  "source/long-id": { readonly revision: string; readonly table: string; readonly room: number };
  /** A bundle would be written over a file that is none. */
  "source/no-bundle": { readonly path: string };
  /** A revision file exports no upgrade. */
  "source/no-migration": { readonly revision: string; readonly direction: "upgrade" | "downgrade" };
  /** A revision lists its ops by database, and the run is for none of them by name. */
  "source/unnamed-database": {
    readonly revision: string;
    readonly direction: "upgrade" | "downgrade";
    readonly databases: readonly string[];
  };
  /** A revision has ops for a database that the project does not have. */
  "source/unknown-database": {
    readonly revision: string;
    readonly direction: "upgrade" | "downgrade";
    readonly database: string;
    readonly databases: readonly string[];
  };
  /** A run is for a database that no revision has ops for, and each has some for others. */
  "source/no-database": { readonly database: string; readonly databases: readonly string[] };
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
  "source/unwritable": {
    exit: 1,
    message: ({ path, problem }) => `Cannot write ${path}: ${problem}`,
    hint: () => "get the right to write in that folder, or free space on the disk",
  },
  "source/outside": {
    exit: 2,
    message: ({ path }) => `The new file ${path} would not be in a versions folder`,
    hint: () => "correct file_template, or the revision id",
  },
  "source/long-id": {
    exit: 2,
    message: ({ revision, table, room }) =>
      `The id "${revision}" is too long: ${table} has room for ${room} characters`,
    hint: () => "choose a shorter id, or make the column version_num of that table longer",
  },
  "source/no-bundle": {
    exit: 2,
    message: ({ path }) => `${path} is not a bundle, and would be overwritten`,
    hint: () => "name another file, or remove this one",
  },
  "source/no-migration": {
    exit: 1,
    message: ({ revision, direction }) => `Revision "${revision}" has no ${direction}`,
    hint: ({ direction }) => `export const ${direction} = [] if there is nothing to do`,
  },
  "source/unnamed-database": {
    exit: 1,
    message: ({ revision, direction, databases }) =>
      `The ${direction} of revision "${revision}" is for databases by name (${
        list(databases)
      }), and this project has one database without a name`,
    hint: ({ databases, direction }) =>
      `name them in the config file, databases = ${databases.join(", ")}, choose one by ` +
      `migrate({ database }), or write one list: export const ${direction} = [op.…]`,
  },
  "source/unknown-database": {
    exit: 1,
    message: ({ revision, direction, database }) =>
      `The ${direction} of revision "${revision}" is for a database "${database}", which there is not`,
    hint: ({ databases }) => `correct the name; databases in the config file: ${list(databases)}`,
  },
  "source/no-database": {
    exit: 1,
    message: ({ database }) => `No revision has operations for a database "${database}"`,
    hint: ({ databases }) => `correct the name; databases in the revisions: ${list(databases)}`,
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
