/**
 * The keys of a section of the config file, with what they mean: the one place that lists them.
 *
 * @module
 */

/** A setting. */
export interface ConfigKey {
  /** Its name in the file. */
  readonly name: string;
  /** What holds if it is not there; empty: nothing. */
  readonly standard: string;
  /** What it means, for the reference. */
  readonly meaning: string;
}

/** All settings, in the order of the reference. */
export const configTable: readonly ConfigKey[] = [
  {
    name: "script_location",
    standard: "",
    meaning: "The folder with `env.ts` and `revision.ts.template`; needed.",
  },
  { name: "url", standard: "", meaning: "The database." },
  {
    name: "databases",
    standard: "",
    meaning:
      "Several databases, one a line or between commas: each is the name of a section with " +
      "a `url` of its own; what else it does not say is as in `[retort]`.",
  },
  {
    name: "version_locations",
    standard: "<script_location>/versions",
    meaning: "The folders with revision files, one a line or between commas.",
  },
  {
    name: "bundle",
    standard: "<script_location>/bundle.ts",
    meaning:
      "The module that `retort bundle` writes all revisions into; where it exists, `check` says " +
      "whether it is stale, and what writes a revision writes it again.",
  },
  {
    name: "recursive_version_locations",
    standard: "false",
    meaning: "Whether their sub-folders are looked into; true if `file_template` makes folders.",
  },
  {
    name: "file_template",
    standard: "%(rev)s_%(slug)s",
    meaning:
      "File names of new revisions, without `.ts`: `rev` `slug` `epoch` `year` `month` `day` " +
      "`hour` `minute` `second`, as in `%(year)d_%(month).2d_%(rev)s`; `/` makes folders.",
  },
  {
    name: "truncate_slug_length",
    standard: "40",
    meaning: "How long the part of the file name that comes from the message may be.",
  },
  {
    name: "timezone",
    standard: "UTC",
    meaning: "The time zone of dates in new files and their names, as in `Europe/Berlin`.",
  },
  {
    name: "post_write_hooks",
    standard: "",
    meaning: "What is done to each new file: `deno_fmt`, the name of a function in `hooks` of " +
      "`env.ts`, or a name with `<name>.type = exec`, `<name>.executable`, `<name>.options` and " +
      "`<name>.cwd`.",
  },
  {
    name: "version_table",
    standard: "retort_version",
    meaning: "Where retort keeps what is applied; its other tables share the prefix.",
  },
  { name: "version_schema", standard: "", meaning: "The schema of those tables." },
  {
    name: "transaction_mode",
    standard: "revision",
    meaning:
      "`all` makes a whole run one transaction, `revision` one of each revision; a statement " +
      "that forbids one ends it before and begins another after. `none`: each statement stands " +
      "alone. Where DDL commits by itself (MariaDB, MySQL) all are step by step.",
  },
  {
    name: "lock",
    standard: "session",
    meaning:
      "How runs are kept apart: `session` by a lock that ends with the session, where the server " +
      "has those; `lease` by a row with signs of life alone, behind a pooler of transactions.",
  },
  {
    name: "lock_wait",
    standard: "60s",
    meaning: "How long a run waits for another: `500ms`, `3s`, `10m`; `0` not at all.",
  },
  {
    name: "lock_timeout",
    standard: "3s",
    meaning:
      "How long a statement of a revision waits for a lock before it lets others through and tries " +
      "again: `500ms`, `3s`; `0` waits as the server does. PostgreSQL, and whole seconds on MariaDB " +
      "and MySQL.",
  },
  {
    name: "lock_tries",
    standard: "10",
    meaning: "How many times it tries.",
  },
  {
    name: "record_schema",
    standard: "true",
    meaning: "Whether each run ends with recording what the schema is like, so that `status` can " +
      "tell what something else has changed since.",
  },
  {
    name: "data_loss",
    standard: "refuse",
    meaning: "`warn` only says which data a command destroys, for databases that may be lost.",
  },
  {
    name: "keep",
    standard: "false",
    meaning: "`true`: what a run would destroy gets another name instead, as with `--keep`.",
  },
  {
    name: "protect",
    standard: "false",
    meaning:
      "`true`: losing data cannot be allowed by a flag but `--plan`, with a plan that was reviewed.",
  },
  {
    name: "sandbox",
    standard: "false",
    meaning: "`true`: code of revisions runs without any right but the database that it is given.",
  },
  {
    name: "sandbox_timeout",
    standard: "60s",
    meaning: "How long such code may give no sign of life, waiting for the database left out.",
  },
];
