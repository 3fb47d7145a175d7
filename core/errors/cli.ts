/**
 * Errors of the command line.
 *
 * @module
 */
import { type Catalog, didYouMean } from "./catalog.ts";

/** The data of each error of the command line. */
export interface CliErrors {
  /** Deno refused an access. */
  "cli/permission": {
    readonly flag: string;
    readonly what: string;
    /** Whether there is a project, so that `retort permissions` tells the other rights too. */
    readonly project?: boolean;
  };
  /** An argument makes no sense. */
  "cli/bad-argument": { readonly argument: string; readonly problem: string };
  /** An argument that a command needs is not given. */
  "cli/missing-argument": {
    readonly argument: string;
    /** A command line with the argument that is most often meant. */
    readonly example?: string;
  };
  /** A reference names no revision file to edit. */
  "cli/nothing-to-edit": { readonly reference: string };
  /** No editor is chosen. */
  "cli/no-editor": Readonly<Record<never, never>>;
  /** The editor cannot be started, or ended with an error. */
  "cli/editor-failed": {
    readonly editor: string;
    readonly path: string;
    readonly problem: string;
  };
  /** A word that is no command. */
  "cli/unknown-command": {
    readonly command: string;
    /** Similar commands, best first. */
    readonly similar: readonly string[];
  };
  /** A flag that the command does not have. */
  "cli/unknown-flag": {
    readonly flag: string;
    /** Similar flags, best first. */
    readonly similar: readonly string[];
  };
  /** A failure that retort has no better words for: a bug. */
  "cli/unexpected": { readonly problem: string };
}

/** The words for each error of the command line. */
export const cliErrors: Catalog<CliErrors> = {
  "cli/permission": {
    exit: 2,
    message: ({ what }) => `Deno was not given the right to ${what}`,
    hint: ({ flag, project }) =>
      `add ${flag} to the deno command or to the task in deno.json` +
      (project ? '; "retort permissions" prints all that a command needs' : ""),
  },
  "cli/bad-argument": {
    exit: 2,
    message: ({ argument, problem }) => `"${argument}" cannot be used: ${problem}`,
    hint: () => "--help shows how the command is used",
  },
  "cli/missing-argument": {
    exit: 2,
    message: ({ argument }) => `"${argument}" is missing`,
    hint: ({ argument, example }) =>
      (example === undefined ? "" : `as in "retort ${example}"; `) +
      "--help shows how the command is used" +
      (argument === "REVISION" ? '; "retort history" lists the revisions' : ""),
  },
  "cli/nothing-to-edit": {
    exit: 1,
    message: ({ reference }) => `"${reference}" names no revision file`,
    hint: () => '"retort history" lists the revisions',
  },
  "cli/no-editor": {
    exit: 2,
    message: () => "No editor is chosen: neither VISUAL nor EDITOR is set",
    hint: () => "set EDITOR to the command of one",
  },
  "cli/editor-failed": {
    exit: 1,
    message: ({ editor, path, problem }) => `"${editor}" could not edit ${path}: ${problem}`,
    hint: () => "set VISUAL or EDITOR to a command that waits until the file is closed",
  },
  "cli/unknown-command": {
    exit: 2,
    message: ({ command }) => `There is no command "${command}"`,
    hint: ({ similar }) => didYouMean(similar, '"retort --help" lists all commands'),
  },
  "cli/unknown-flag": {
    exit: 2,
    message: ({ flag }) => `There is no flag "${flag}"`,
    hint: ({ similar }) => didYouMean(similar, "--help lists all flags"),
  },
  "cli/unexpected": {
    exit: 1,
    message: ({ problem }) => `Something went wrong inside of retort: ${problem}`,
    hint: () => "run it again with RETORT_DEBUG=1 and --allow-env=RETORT_DEBUG for the details",
  },
};
