/**
 * Errors about drift: what is other than retort has recorded.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error about drift. */
export interface DriftErrors {
  /** Nothing is recorded that the schema could be compared with. */
  "drift/no-record": {
    readonly target: string;
    /** `absent`, `off`, or `stale`: the version table was changed since. */
    readonly state: string;
    readonly rows: readonly string[];
  };
  /** The record is not as it was written: something else has changed its table. */
  "drift/damaged-record": {
    readonly target: string;
    /** The table that holds it. */
    readonly table: string;
    /** What of it is other, in words. */
    readonly problem: string;
    /** The rows of the version table. */
    readonly rows: readonly string[];
  };
  /** A name means nothing that is other than recorded. */
  "drift/unknown-object": { readonly name: string; readonly drift: readonly string[] };
  /** Something is recorded that this user may not see. */
  "drift/unseen": { readonly target: string; readonly objects: readonly string[] };
  /** Nothing is other than recorded. */
  "drift/none": { readonly target: string };
  /** Bringing the schema back to the record failed. */
  "drift/heal-failed": {
    readonly op: string;
    readonly problem: string;
    readonly sql?: string;
    /** What was done before and is kept, in words. */
    readonly done: readonly string[];
  };
}

function stampOf(rows: readonly string[]): string {
  return `retort stamp ${rows.length === 0 ? "base" : rows.join(" ")}`;
}

/** The words for each error about drift. */
export const driftErrors: Catalog<DriftErrors> = {
  "drift/no-record": {
    exit: 1,
    message: ({ target, state }) =>
      state === "stale"
        ? `The version table of ${target} was changed since its schema was recorded, so drift cannot be told`
        : `The schema of ${target} is not recorded, so drift cannot be told`,
    hint: ({ state, rows }) =>
      state === "off"
        ? "set record_schema = true in the config file"
        : `the next run records it; "${stampOf(rows)}" records it now, as it is`,
  },
  "drift/damaged-record": {
    exit: 1,
    message: ({ table, problem }) =>
      `The record of the schema in the table ${table} is damaged: ${problem}`,
    hint: ({ rows }) =>
      `see that the schema is right ("retort check"), then "${stampOf(rows)}" records it as it is`,
  },
  "drift/unknown-object": {
    exit: 1,
    message: ({ name }) => `Nothing called "${name}" is other than it was recorded`,
    hint: ({ drift }) =>
      drift.length === 0 ? "there is nothing to bring back" : `name one of these: ${list(drift)}`,
  },
  "drift/unseen": {
    exit: 1,
    message: ({ target, objects }) =>
      `The user of ${target} may not see all that is recorded: ${objects.join(", ")}`,
    hint: () => "give the user of the URL the rights to see it, or run it as one who has them",
  },
  "drift/none": {
    exit: 1,
    message: ({ target }) => `Nothing in ${target} is other than it was recorded`,
    hint: () => '"retort revision --autogenerate" compares it with the models',
  },
  "drift/heal-failed": {
    exit: 1,
    message: ({ op, problem }) => `Healing failed at "${op}": ${problem}`,
    hint: ({ done }) =>
      `${done.length === 0 ? "nothing was changed" : `${list(done)} was done before`}; ` +
      '"retort heal --only OBJECT" does a part, "retort heal --sql" prints the statements',
  },
};
