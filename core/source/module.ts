/**
 * Revision files as modules, and the port to where they are kept.
 *
 * @module
 */
import type { RetortError } from "../errors/mod.ts";
import type { Op, RevisionContext } from "../ops/mod.ts";

/** The ops of one direction: a list, or a function of the context that returns one. */
export type MigrationList = readonly Op[] | ((cx: RevisionContext) => readonly Op[]);

/** The ops of one direction; a record of lists by name where an environment has several databases. */
export type Migration = MigrationList | { readonly [database: string]: MigrationList };

/** What a revision file exports. */
export interface RevisionModule {
  /** The id of the revision. */
  readonly revision: string;
  /** The revision before it, several for a merge, null for a base. */
  readonly downRevision: string | readonly string[] | null;
  /** Names of the branch that begins here. */
  readonly branchLabels?: string | readonly string[] | null;
  /** Revisions of other branches that must be applied before. */
  readonly dependsOn?: string | readonly string[] | null;
  /** The ops that apply it. */
  readonly upgrade: Migration;
  /** The ops that undo it; derived from `upgrade` if absent. */
  readonly downgrade?: Migration;
  /** One line about it, where there is no file whose docstring says so. */
  readonly message?: string;
}

/** A revision file as text. */
export interface SourceFile {
  /** Where it is, as shown to people and as {@link Store} knows it. */
  readonly path: string;
  /** Its text as it stands in the file. */
  readonly text: string;
}

/** Where revision files are kept. */
export interface Store {
  /**
   * All revision files with their text, in any order. A file that cannot be read is told to
   * `onProblem` and left out; without that it is thrown.
   */
  list(onProblem?: (problem: RetortError) => void): Promise<readonly SourceFile[]>;
  /** Imports revision files; gives their exports, in the order of the paths. Throws `source/cannot-load`. */
  load(paths: readonly string[]): Promise<readonly unknown[]>;
  /**
   * Writes a file and gives its path; one that is there is only overwritten with `replace`. Where
   * several folders hold revisions, it goes into that of `beside`. Throws `source/file-exists`.
   */
  write(
    file: SourceFile,
    options?: { readonly beside?: string; readonly replace?: boolean },
  ): Promise<string>;
}
