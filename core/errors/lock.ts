/**
 * Errors of the lock of a run.
 *
 * @module
 */
import type { Catalog } from "./catalog.ts";

/** The data of each error of the lock. */
export interface LockErrors {
  /** Another run held the lock for longer than was waited. */
  "lock/held": {
    readonly target: string;
    /** Who, as it said itself; absent where nobody has written that down. */
    readonly holder?: string;
    /** Since when, in UTC. */
    readonly since?: string;
    /** How long was waited, in seconds. */
    readonly seconds: number;
  };
  /** Another run has taken over; nothing was written after that. */
  "lock/lost": {
    readonly target: string;
    /** Who has the lock now, as it said itself. */
    readonly holder?: string;
  };
}

/** The words for each error of the lock. */
export const lockErrors: Catalog<LockErrors> = {
  "lock/held": {
    exit: 6,
    message: ({ target, holder, since, seconds }) => {
      const who = holder === undefined ? "Another run" : `Another run, ${holder},`;
      const when = since === undefined ? "" : ` since ${since}`;
      return `${who} has had the lock of ${target}${when}; waited ${seconds} s for it`;
    },
    hint: () =>
      'run the command again with a longer --lock-wait; "retort lock status" shows who holds it',
  },
  "lock/lost": {
    exit: 6,
    message: ({ target, holder }) =>
      `This run was taken for dead, and ${
        holder === undefined ? "another run" : `another, ${holder},`
      } has taken over ${target}; nothing was written after that`,
    hint: () => '"retort current" shows where the database stands',
  },
};
