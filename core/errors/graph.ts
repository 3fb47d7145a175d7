/**
 * Errors about revisions and references to them.
 *
 * @module
 */
export { graphErrors } from "./graph_words.ts";

/** The data of each error about the revision graph. */
export interface GraphErrors {
  /** A name that no revision and no branch has. */
  "graph/unknown-revision": {
    readonly reference: string;
    /** Similar ids or labels, best first. */
    readonly similar: readonly string[];
  };
  /** A name before "@" that no branch has. */
  "graph/unknown-branch": {
    readonly branch: string;
    /** Similar ids or labels, best first. */
    readonly similar: readonly string[];
  };
  /** The beginning of several ids. */
  "graph/ambiguous-prefix": {
    readonly reference: string;
    readonly candidates: readonly string[];
  };
  /** A short number that begins an id, where somebody may mean so many steps. */
  "graph/number": {
    readonly reference: string;
    readonly revision: string;
    /** How the steps are written. */
    readonly steps: string;
  };
  /** A revision that is not in line with the branch named before it. */
  "graph/not-in-branch": { readonly revision: string; readonly branch: string };
  /** Several heads where one is wanted. */
  "graph/multiple-heads": {
    readonly reference: string;
    /** The flag that names one, where none was named. */
    readonly flag?: "--head";
    readonly heads: readonly {
      readonly revision: string;
      readonly labels: readonly string[];
    }[];
  };
  /** Nothing where a name is wanted. */
  "graph/empty-reference": {
    /** All of what was typed. */
    readonly reference: string;
    /** Which side of the "@" is empty, or all of it. */
    readonly part: "reference" | "branch" | "revision";
  };
  /** A range where one revision is wanted. */
  "graph/range-not-allowed": { readonly reference: string };
  /** A range with no ":" or with several. */
  "graph/bad-range": { readonly range: string };
  /** "current" or a walk from there, with no database. */
  "graph/no-current": { readonly reference: string };
  /** A range whose ends are not on one branch, older first. */
  "graph/not-an-ancestor": { readonly lower: string; readonly upper: string };
  /** A downgrade to what is not applied. */
  "graph/not-applied": { readonly revision: string; readonly rows: readonly string[] };
  /** A downgrade to the end of a branch that is applied only because others depend on it. */
  "graph/only-needed": { readonly revision: string; readonly rows: readonly string[] };
  /** A downgrade along a branch on which nothing is applied. */
  "graph/not-a-downgrade-target": { readonly reference: string; readonly rows: readonly string[] };
  /** A walk over the end. */
  "graph/walked-too-far": {
    readonly reference: string;
    /** How many steps were asked for; negative downwards. */
    readonly steps: number;
    /** How many there are. */
    readonly possible: number;
    /** Where the walk began. */
    readonly from: string;
    /** The command that goes that way, where the other one was asked. */
    readonly command?: "upgrade" | "downgrade";
  };
  /** A walk to where the revisions fork or join. */
  "graph/ambiguous-walk": {
    readonly reference: string;
    /** The revision at which the walk could go several ways. */
    readonly at: string;
    readonly candidates: readonly {
      readonly revision: string;
      readonly labels: readonly string[];
    }[];
  };
  /** A walk from several rows at once. */
  "graph/ambiguous-start": {
    readonly reference: string;
    readonly rows: readonly {
      readonly revision: string;
      readonly labels: readonly string[];
    }[];
  };
  /** A revision asked for, or recorded, beside one of its ancestors. */
  "graph/overlapping-revisions": {
    readonly revision: string;
    readonly overlaps: readonly string[];
    /** Where they stand side by side. */
    readonly where: "reference" | "database";
  };
  /** A row of the version table with no revision here. */
  "graph/unknown-row": { readonly row: string; readonly similar: readonly string[] };
  /** Two files with one id. */
  "graph/duplicate-id": { readonly revision: string; readonly paths: readonly string[] };
  /** A file that names a revision that is not there. */
  "graph/missing-parent": {
    readonly revision: string;
    readonly parent: string;
    readonly path?: string;
    readonly role: "downRevision" | "dependsOn";
    /** Similar ids or labels, best first. */
    readonly similar?: readonly string[];
  };
  /** Revisions that follow each other in a circle. */
  "graph/cycle": { readonly loop: readonly string[] };
  /** Revisions that need each other in a circle. */
  "graph/dependency-cycle": { readonly loop: readonly string[] };
  /** A revision that names itself. */
  "graph/self-loop": { readonly revision: string; readonly role: "downRevision" | "dependsOn" };
  /** A branch label that names something else already. */
  "graph/label-taken": {
    readonly label: string;
    readonly revision: string;
    /** The revision that has this label or id already. */
    readonly owner: string;
  };
  /** An id that references could not reach. */
  "graph/illegal-id": { readonly revision: string; readonly characters: readonly string[] };
  /** A branch label that references could not reach. */
  "graph/illegal-label": { readonly label: string; readonly reason: string };
  /** A new revision with the id of another. */
  "graph/id-taken": { readonly revision: string; readonly path?: string };
  /** A new revision after one that others follow, without --splice. */
  "graph/not-a-head": { readonly revision: string; readonly children: readonly string[] };
  /** A merge of fewer than two revisions. */
  "graph/nothing-to-merge": { readonly revisions: readonly string[] };
  /** A new revision after the same one twice. */
  "graph/duplicate-heads": { readonly revisions: readonly string[] };
}
