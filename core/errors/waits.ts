/**
 * Errors of waits for locks, and the words for who is waited for.
 *
 * @module
 */
import { type Catalog, count, list } from "./catalog.ts";

/** A session that keeps others waiting. */
export interface Blocker {
  /** The session in the server's own words: `pid 812`. */
  readonly session: string;
  /** The program or user: `pg_dump`, `app@10.0.0.5`. */
  readonly who: string;
  /** What it does where it runs no statement: `idle in transaction`. */
  readonly state?: string;
  /** For how long its transaction has been open, in seconds; absent where that may not be seen. */
  readonly seconds?: number;
  /** The statement that ends it. */
  readonly end: string;
}

/** The data of each error of waits. */
export interface WaitErrors {
  /** A lock could not be had in time, in none of several tries. */
  "run/lock-timeout": {
    /** The revision that needs it; absent where retort's own tables were waited for. */
    readonly revision?: string;
    readonly direction?: "upgrade" | "downgrade";
    readonly op?: string;
    readonly sql?: string;
    /** The tables that the op is about; none where that is not known. */
    readonly tables: readonly string[];
    /** How long each try waited, in milliseconds; 0: as long as the server lets it. */
    readonly timeout: number;
    readonly tries: number;
    /** The function that had begun, so that nothing was tried again. */
    readonly once?: string;
    readonly blockers: readonly Blocker[];
    /** Revisions that this run had finished before. */
    readonly done: readonly string[];
    /** Steps of the revision that are committed, in words. */
    readonly kept: readonly string[];
    /** Revisions before it that were in the same transaction, and so are undone with it. */
    readonly undone?: readonly string[];
  };
}

/** A time that people can compare at a glance: `300 ms`, `12 s`, `25 min`, `3 h`. */
export function span(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 120) return `${seconds < 10 ? seconds : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Who keeps others waiting: `pid 812 (pg_dump, 25 min)`. */
export function blockerText({ session, who, state, seconds }: Blocker): string {
  const since = seconds === undefined ? undefined : span(seconds * 1000);
  return `${session} (${[who, state, since].filter((part) => part !== undefined).join(", ")})`;
}

/** The words for each error of waits. */
export const waitErrors: Catalog<WaitErrors> = {
  "run/lock-timeout": {
    exit: 1,
    message: ({ revision, direction, op, tables, timeout, tries, once, blockers }) => {
      const what = revision === undefined
        ? "The run"
        : `The ${direction} of revision "${revision}"`;
      const lock = tables.length === 0 ? "a lock" : `the lock of ${tables.join(", ")}`;
      const need = op === undefined ? "" : ` for "${op}"`;
      const within = timeout === 0 ? "" : ` within ${span(timeout)}`;
      const often = once === undefined
        ? `, in ${count(tries, "try").replace("trys", "tries")}`
        : `, and is not tried again by itself, since ${once} had begun`;
      const held = blockers.length === 0 ? "" : `; held by ${blockers.map(blockerText).join(", ")}`;
      return `${what} did not get ${lock}${need}${within}${often}${held}`;
    },
    hint: ({ revision, done, kept, undone = [], blockers: [first] }) => {
      const undoneNow = [...undone, ...(revision === undefined ? [] : [revision])];
      const state = kept.length > 0
        ? `${list(kept)} ${kept.length > 1 ? "are" : "is"} committed and will not be run again; `
        : undoneNow.length > 0
        ? `nothing of ${list(undoneNow.slice(-3))} was kept; `
        : "";
      const before = done.length === 0
        ? ""
        : `${list(done.slice(-3))} before it ${done.length > 1 ? "are" : "is"} done; `;
      const wait = first === undefined
        ? "when the other transaction has ended"
        : `when ${first.session} has ended ("${first.end}" ends it)`;
      return `${state}${before}run the command again ${wait}, ` +
        "or with --lock-timeout 0 to wait as long as it takes";
    },
  },
};
