/**
 * The tables that retort keeps in a database, and what is written to them.
 *
 * @module
 */
import type { RowWrite } from "../graph/mod.ts";
import type { TableName } from "../schema/mod.ts";
import { type Sql, sql } from "../schema/sql.ts";

/** Where the tables of retort are. */
export interface Bookkeeping {
  /** One row for each effective head. */
  readonly version: TableName;
  /** What was done, appended only. */
  readonly history: TableName;
  /** Which steps of an unfinished revision are done; only where a revision is no transaction. */
  readonly journal: TableName;
}

/** What is written to the history. */
export interface HistoryEvent {
  /** What happened. */
  readonly event: "finished" | "failed" | "stamped";
  /** The revision; null when a stamp leaves none. */
  readonly revision: string | null;
  /** The command's direction. */
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** When, in UTC. */
  readonly at: Date;
  /** The version of retort. */
  readonly tool: string;
  /** What went wrong. */
  readonly error?: string;
}

/** The names of the tables: they share the prefix of the version table. */
export function bookkeepingOf(
  settings: { readonly versionTable: string; readonly versionSchema?: string },
): Bookkeeping {
  const { versionTable, versionSchema } = settings;
  const stem = /^(.+)_version$/.exec(versionTable)?.[1] ?? versionTable;
  // A version table taken over from Alembic is not ours to name things after.
  const prefix = stem === "alembic" ? "retort" : stem;
  const place = versionSchema === undefined ? {} : { schema: versionSchema };
  return {
    version: { name: versionTable, ...place },
    history: { name: `${prefix}_history`, ...place },
    journal: { name: `${prefix}_journal`, ...place },
  };
}

/** Whether a table is one of retort's own; no diff ever looks at those. */
export function isOwn(tables: Bookkeeping, table: TableName): boolean {
  return Object.values(tables).some((own: TableName) =>
    own.name === table.name && own.schema === table.schema
  );
}

const nameOf = (table: TableName) =>
  table.schema === undefined ? sql.name(table.name) : sql.name(table.schema, table.name);

/** The query for the rows of the version table. */
export function versionQuery(tables: Bookkeeping): Sql {
  return sql`SELECT version_num FROM ${nameOf(tables.version)} ORDER BY version_num`;
}

/** The statement for a change of a version row; it must change exactly one. */
export function versionWrite(tables: Bookkeeping, write: RowWrite): Sql {
  const table = nameOf(tables.version);
  switch (write.kind) {
    case "insert":
      return sql`INSERT INTO ${table} (version_num) VALUES (${write.revision})`;
    case "delete":
      return sql`DELETE FROM ${table} WHERE version_num = ${write.revision}`;
    case "update":
      return sql`UPDATE ${table} SET version_num = ${write.to} WHERE version_num = ${write.from}`;
  }
}

/** The statement that appends an event to the history. */
export function historyWrite(tables: Bookkeeping, item: HistoryEvent): Sql {
  const { event, revision, direction, tool, error = null } = item;
  const at = item.at.toISOString();
  return sql`INSERT INTO ${
    nameOf(tables.history)
  } (event, revision, direction, at, tool, error) VALUES (${event}, ${revision}, ${direction}, ${at}, ${tool}, ${error})`;
}

/** The event of a stamp: the revision is what the version table says afterwards. */
export function stampWrite(
  tables: Bookkeeping,
  { after, at, tool }: Pick<HistoryEvent, "at" | "tool"> & { readonly after: readonly string[] },
): Sql {
  const revision = after.length === 0 ? null : after.join(", ");
  return historyWrite(tables, { event: "stamped", revision, direction: "stamp", at, tool });
}

/** How far a step of the journal is. */
export type JournalState = "started" | "failed" | "done";

/** The revision and direction that a journal is kept for. */
export interface JournalKey {
  /** The revision. */
  readonly revision: string;
  /** `upgrade` or `downgrade`. */
  readonly direction: string;
}

/** A row of the journal. */
export interface JournalRow extends JournalKey {
  /** The step, from 0. */
  readonly step: number;
  /** What it does, in words. */
  readonly op: string;
  /** How far it is. */
  readonly state: JournalState;
  /** How many of its statements are done. */
  readonly done: number;
}

function isOf({ revision, direction }: JournalKey): Sql {
  return sql`revision = ${revision} AND direction = ${direction}`;
}

/** The query for the journal of all revisions. */
export function journalQuery({ journal }: Bookkeeping): Sql {
  return sql`SELECT revision, direction, step, op, state, done FROM ${
    nameOf(journal)
  } ORDER BY step`;
}

/** The statement that begins a step. */
export function journalInsert({ journal }: Bookkeeping, row: JournalRow): Sql {
  const { revision, direction, step, op, state, done } = row;
  return sql`INSERT INTO ${
    nameOf(journal)
  } (revision, direction, step, op, state, done) VALUES (${revision}, ${direction}, ${step}, ${op}, ${state}, ${done})`;
}

/** The statement that says how far a step came. */
export function journalUpdate({ journal }: Bookkeeping, row: JournalRow): Sql {
  const { step, state, done } = row;
  const table = nameOf(journal);
  return sql`UPDATE ${table} SET state = ${state}, done = ${done} WHERE ${
    isOf(row)
  } AND step = ${step}`;
}

/** The statement that forgets the journal of a revision. */
export function journalClear({ journal }: Bookkeeping, key: JournalKey): Sql {
  return sql`DELETE FROM ${nameOf(journal)} WHERE ${isOf(key)}`;
}
