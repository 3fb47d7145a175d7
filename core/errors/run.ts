/**
 * Errors of runs against a database.
 *
 * @module
 */
import { type Catalog, count, list } from "./catalog.ts";
import { editText, few, type Left, leftText, lossText } from "./run_words.ts";
import { remedyText } from "./server_codes.ts";

/** What a run would destroy. */
export interface LossCount {
  /** The table or column as people write it: `users`, `users.name`. */
  readonly object: string;
  /** How many rows, or values that are not null; counting stops at `capped`. */
  readonly rows: number;
  /** Whether counting stopped before the end. */
  readonly capped?: boolean;
  /** The new type that these values do not fit; absent where they would be gone. */
  readonly unfit?: string;
}

/** What was changed in a revision after it was applied. */
export interface Edit {
  /** The revision. */
  readonly revision: string;
  /** When it was applied, in UTC. */
  readonly appliedAt: string;
  /** The ops that it has now, in words. */
  readonly added: readonly string[];
  /** The ops that were applied and that it has no more, in words. */
  readonly removed: readonly string[];
}

/** What a statement has left, although nothing of it is done. */
export interface Leftover {
  /** In words: `the index users_id, which is not valid`. */
  readonly what: string;
  /** Whether it was seen; else the database could not be asked. */
  readonly seen: boolean;
}

/** The data of each error of a run. */
export interface RunErrors {
  /** Rows or values would be destroyed that nobody named. */
  "run/data-loss": {
    /** What to type if that is right. */
    readonly allow: string;
    /** What keeps it instead: `--keep`. */
    readonly keepWith?: string;
    readonly losses: readonly LossCount[];
    /** Names that were allowed and match nothing that would be lost. */
    readonly unknown?: readonly string[];
    /** What keeps a flag from allowing it: `Section [live] of retort.ini`. */
    readonly protectedBy?: string;
    /** What the run had done before it came to rows that it had made itself. */
    readonly left?: Left;
  };
  /** An op failed; nothing of its revision was kept. */
  "run/op-failed": {
    readonly revision: string;
    readonly direction: "upgrade" | "downgrade";
    readonly op: string;
    readonly problem: string;
    readonly sql?: string;
    readonly position?: number;
    readonly code?: string;
    /** What to do instead of what the database cannot do. */
    readonly instead?: string;
    /** Revisions that this run had finished before. */
    readonly done: readonly string[];
    /** Steps of the failing revision that are committed, in words. */
    readonly kept: readonly string[];
    /** What the statement that failed has left, which the next run takes away. */
    readonly leftover?: Leftover;
    /** Revisions before it that were in the same transaction, and so are undone with it. */
    readonly undone?: readonly string[];
    /** The scratch database that it was tried on, where it was not the user's own. */
    readonly scratch?: string;
  };
  /** The run was told to stop, and did so between two statements. */
  "run/aborted": {
    /** The revision that had begun; absent between revisions. */
    readonly revision?: string;
    readonly direction?: "upgrade" | "downgrade";
    /** What was not begun any more. */
    readonly op?: string;
    /** Revisions that this run had finished before. */
    readonly done: readonly string[];
    /** Steps of the revision that are committed, in words. */
    readonly kept: readonly string[];
    /** What the statement that was stopped has left, which the next run takes away. */
    readonly leftover?: Leftover;
    /** Revisions before it that were in the same transaction, and so are undone with it. */
    readonly undone?: readonly string[];
  };
  /** Revisions do something else now than what was applied. */
  "run/edited": { readonly edits: readonly Edit[] };
  /** A revision is as it was applied, or was not. */
  "run/not-edited": { readonly revision: string };
  /** The database keeps no text of a revision. */
  "run/no-source": { readonly revision: string };
  /** What would run is not what was reviewed. */
  "run/other-plan": { readonly wanted: string; readonly found: string };
  /** Another process changed the version table meanwhile. */
  "run/concurrent": {
    readonly table: string;
    readonly expected: readonly string[];
    readonly found: readonly string[];
  };
  /** The history does not take the row that says that a revision is done. */
  "run/unwritten": {
    readonly revision: string;
    readonly table: string;
    /** Whether the revision is not one transaction, so that what it did is kept. */
    readonly split?: boolean;
  };
  /** The project has a table of its own under the name of one of retort's. */
  "run/table-taken": {
    readonly table: string;
    readonly missing: readonly string[];
    readonly versionTable: string;
  };
  /** A function has no SQL to write into a script. */
  "run/not-online": { readonly revision: string; readonly op: string };
  /** A function returned an op that must be known beforehand. */
  "run/late-rebuild": { readonly revision: string; readonly op: string };
  /** A script needs to know where it begins. */
  "run/offline-range": { readonly command: string };
  /** A script's range goes the other way, or its ends are not on one branch. */
  "run/wrong-way": {
    readonly command: "upgrade" | "downgrade";
    readonly range: string;
    readonly from: string;
    readonly to: string;
  };
  /** A range was given to a run. */
  "run/range-needs-sql": { readonly reference: string };
  /** A project that has revisions, or a database that has version rows, cannot be taken over. */
  "run/adopted": { readonly revisions: number; readonly rows: readonly string[] };
  /** Revisions must be applied before models are compared. */
  "run/not-at-head": {
    readonly rows: readonly string[];
    readonly heads: readonly string[];
    /** The revisions that are not applied, oldest first. */
    readonly pending: readonly string[];
  };
}

/** The words for each error of a run. */
export const runErrors: Catalog<RunErrors> = {
  "run/data-loss": {
    exit: 8,
    message: ({ losses, unknown = [] }) =>
      `This would destroy data: ${losses.map(lossText).join(", ")}${
        unknown.length === 0 ? "" : `; nothing called ${list(unknown)} would be lost`
      }`,
    hint: ({ allow, keepWith, losses, protectedBy, left }) => {
      const before = left === undefined ? "" : `${leftText(left)}; `;
      const unfit = losses.some((item) => item.unfit !== undefined)
        ? '; "retort preflight" names what the server would refuse anyway'
        : "";
      const keep = keepWith === undefined
        ? unfit
        : `; ${keepWith} keeps it under another name${unfit}`;
      return protectedBy === undefined
        ? `${before}if that is right: ${allow}${keep}`
        : `${before}${protectedBy} protects this database: review "retort plan" and run with its hash, ` +
          `--plan HASH; an upgrade may also say it in the revision itself, { allowLoss: … }${keep}`;
    },
  },
  "run/op-failed": {
    exit: 1,
    message: ({ revision, direction, op, problem }) =>
      `The ${direction} of revision "${revision}" failed at "${op}": ${problem}`,
    hint: (data) => {
      const { code, instead, scratch } = data;
      const again = instead === undefined ? " and run" : "; then run";
      const remedy = `${instead ?? remedyText(code, "correct it")}${again} the command again`;
      return scratch === undefined
        ? `${leftText(data)}; ${remedy}`
        : `it failed on the scratch database ${scratch}, yours was not touched; ${remedy}`;
    },
  },
  "run/aborted": {
    exit: 130,
    message: ({ revision, direction, op, done }) =>
      revision !== undefined
        ? `The ${direction} of revision "${revision}" was stopped${
          op === undefined ? "" : ` at "${op}"`
        }`
        : done.length === 0
        ? "The run was stopped before its first revision"
        : "The run was stopped between two revisions",
    hint: ({ revision, done, kept, leftover, undone }) =>
      revision !== undefined
        ? `${leftText({ revision, done, kept, leftover, undone })}; run the command again to go on`
        : done.length === 0
        ? "nothing was changed; run the command again"
        : `${few(done)} ${done.length > 1 ? "are" : "is"} done; run the command again to go on`,
  },
  "run/edited": {
    exit: 1,
    message: ({ edits }) => edits.map(editText).join("; "),
    hint: ({ edits: [first] }) =>
      `"retort restore ${first?.revision}" writes the file as it was, "retort repair ${first?.revision} --accept" ` +
      `declares that it is what was applied; "retort revision --from-edit ${first?.revision} -m …" ` +
      "makes a new revision of the change",
  },
  "run/not-edited": {
    exit: 1,
    message: ({ revision }) =>
      `Revision "${revision}" was not edited after it was applied, or is not applied`,
    hint: () => '"retort current" shows where the database stands',
  },
  "run/no-source": {
    exit: 1,
    message: ({ revision }) => `The database keeps no text of revision "${revision}"`,
    hint: () => "look for the file in other branches; texts are kept of what retort has applied",
  },
  "run/other-plan": {
    exit: 8,
    message: ({ wanted, found }) =>
      `This is not the plan ${wanted.slice(0, 12)} that was reviewed, but ${found.slice(0, 12)}`,
    hint: () => 'review "retort plan" again: revisions, the database or what it holds has changed',
  },
  "run/concurrent": {
    exit: 1,
    message: ({ table, expected, found }) =>
      `Another process changed ${table} during this run: expected ${list(expected)}, found ${
        list(found)
      }`,
    hint: () => '"retort current" shows where the database stands; then run the command again',
  },
  "run/unwritten": {
    exit: 1,
    message: ({ revision, table }) =>
      `"${table}" does not take the row that says that revision "${revision}" is done`,
    hint: ({ revision, table, split = false }) =>
      `${
        split
          ? `what is committed of "${revision}" is not run again`
          : `nothing of "${revision}" was kept`
      }` +
      `; find the trigger on ${table} that keeps rows out, and run the command again`,
  },
  "run/table-taken": {
    exit: 1,
    message: ({ table, missing }) =>
      `"${table}" exists and is not a table of retort: it has no column ${list(missing)}`,
    hint: ({ versionTable }) =>
      `the tables of retort are named after the setting version_table, now "${versionTable}": choose another one`,
  },
  "run/not-online": {
    exit: 1,
    message: ({ revision, op }) => `Revision "${revision}" cannot be written as SQL: ${op}`,
    hint: () => 'give it { offline: [sql`…`] }, or run "retort upgrade" without --sql',
  },
  "run/late-rebuild": {
    exit: 1,
    message: ({ revision, op }) =>
      `"${op}" of revision "${revision}" rebuilds a table, which must be known before the run`,
    hint: () => "put the op in upgrade or downgrade itself instead of returning it from a function",
  },
  "run/offline-range": {
    exit: 2,
    message: ({ command }) => `${command} --sql needs to know where it begins`,
    hint: ({ command }) => `name both ends: retort ${command} --sql <from>:<to>`,
  },
  "run/wrong-way": {
    exit: 1,
    message: ({ command, range, from, to }) =>
      `"${range}" is no ${command}: "${to}" does not come ${
        command === "upgrade" ? "after" : "before"
      } "${from}"`,
    hint: () =>
      'upgrade --sql takes <older>:<newer>, downgrade --sql <newer>:<older>; "retort history" shows the order',
  },
  "run/range-needs-sql": {
    exit: 2,
    message: ({ reference }) => `"${reference}" is a range, which only --sql can use`,
    hint: () => "name only the end; the database knows where it stands",
  },
  "run/adopted": {
    exit: 1,
    message: ({ revisions, rows }) =>
      rows.length > 0
        ? `The database stands at ${list(rows)} already`
        : `The project has ${count(revisions, "revision")} already; adopt writes the first`,
    hint: () => 'compare with "retort check", or "retort introspect" to see the models',
  },
  "run/not-at-head": {
    exit: 1,
    message: ({ rows, heads, pending }) => {
      const place = rows.length === 0 ? "base" : list(rows);
      const lacks = pending.length === 0 ? "" : `; it lacks ${few(pending)}`;
      return `The database stands at ${place}, not at ${list(heads)}${lacks}`;
    },
    hint: () => 'run "retort upgrade head" first',
  },
};
