/**
 * The history: what was done, by whom and from which source. Rows are only ever added.
 *
 * @module
 */
import { type Sql, sql } from "../schema/sql.ts";
import {
  type Bookkeeping,
  columnsOf,
  fromLease,
  nameOf,
  valuesOf,
  whileHeld,
} from "./bookkeeping.ts";

/** Who does something, and with what. */
export interface Author {
  /** When, in UTC. */
  readonly at: Date;
  /** The version of retort. */
  readonly tool: string;
  /** Who: `ana on web-3, pid 4711`. */
  readonly who?: string | undefined;
  /** The commit of the project's sources, where it is known. */
  readonly commit?: string | undefined;
}

/** What was applied, so that an edit can be noticed and a lost file written again. */
export interface AppliedRecord {
  /** The fingerprint of the file without comments; absent where there was no file. */
  readonly sourceHash?: string;
  /** The fingerprint of the ops. */
  readonly opsHash: string;
  /** What the revision was told, as JSON: dialect, flavour, `-x`. */
  readonly told: string;
  /** The name of the file, without folders. */
  readonly file?: string;
  /** The text of the file. */
  readonly source?: string;
  /** The ops as canonical JSON. */
  readonly ops?: string;
}

/** What is written to the history. */
export interface HistoryEvent extends Author {
  /**
   * What happened. `accepted`: an edited revision was declared to be what was applied; `reconciled`:
   * the version table had been changed by something else; `healed`: the schema was brought back to
   * the record; `adopted`: a revision was written of what had been changed here by something else;
   * `declared`: somebody said what became of the step that a revision stopped at; `forgotten`: how
   * far a revision came that stopped half-way was forgotten.
   */
  readonly event:
    | "finished"
    | "failed"
    | "stamped"
    | "accepted"
    | "reconciled"
    | "healed"
    | "adopted"
    | "declared"
    | "forgotten";
  /** The revision; null when a stamp leaves none. */
  readonly revision: string | null;
  /** The command's direction. */
  readonly direction: "upgrade" | "downgrade" | "stamp" | "heal";
  /** The rows of the version table afterwards; absent where the event does not say. */
  readonly rows?: readonly string[];
  /** What was applied. */
  readonly applied?: AppliedRecord | undefined;
  /** What went wrong. */
  readonly error?: string;
}

/** The statement that appends an event to the history; with a token only while its lease is held. */
export function historyWrite(tables: Bookkeeping, item: HistoryEvent, token?: number): Sql {
  const given = cellsOf(item);
  const columns = columnsOf(given.map(([name]) => name));
  const values = valuesOf(given.map(([, value]) => value));
  const held = whileHeld(values, tables, token);
  // Not by a template: a run writes thousands of rows.
  return { sql: ["INSERT INTO ", nameOf(tables.history), " (", ...columns.sql, ") ", ...held.sql] };
}

/** What the server says of a {@link historyClaim} whose row does not come into the table. */
export const keptOut = "a trigger or a rule keeps rows out of the history";

/**
 * Like {@link historyWrite}, but it fails on the server where the lease is another's or the version
 * table does not hold the rows of the event: it divides by zero then, which needs no constraint of a
 * table that somebody may have changed. Where the row does not come into the table, {@link keptOut} is
 * to be made a number of, which fails as well.
 */
export function historyClaim(
  tables: Bookkeeping,
  item: HistoryEvent & { readonly rows: readonly string[] },
  token: number,
): Sql {
  const { event, rows } = item;
  const [, ...given] = cellsOf(item);
  const columns = columnsOf(["event", ...given.map(([name]) => name)]);
  const values = valuesOf(given.map(([, value]) => value));
  const { lease, version, history } = tables;
  const count: Sql["sql"] = [{ value: rows.length }, " = (SELECT count(*) FROM ", nameOf(version)];
  const each = rows.length === 0
    ? []
    : [" AND ", ...count, " WHERE version_num IN (", ...valuesOf(rows).sql, "))"];
  const failing = " ELSE CAST(1 / (count(*) - count(*)) AS varchar(20)) END";
  const wanted = ["(SELECT CASE WHEN count(*) = 1 THEN ", { value: event }, failing];
  const claim = [...wanted, ...fromLease(lease, token), " AND ", ...count, ")", ...each, ")"];
  const into = ["INSERT INTO ", nameOf(history), " (", ...columns.sql, ") VALUES ("];
  const written = ["WITH written AS (", ...into, ...claim, ", ", ...values.sql, ") RETURNING 1)"];
  const said = [" SELECT CAST(CASE WHEN count(*) = 1 THEN '1' ELSE ", { value: keptOut }];
  return { sql: [...written, ...said, " END AS integer) FROM written"] };
}

/** The columns that an event fills, that of the event first. */
function cellsOf(item: HistoryEvent): readonly (readonly [string, string])[] {
  const { event, revision, direction, rows, applied, at, tool, who, commit, error } = item;
  const cells: [string, string][] = [["event", event]];
  const add = (column: string, value: string | null | undefined): void => {
    if (value !== undefined && value !== null) cells.push([column, value]);
  };
  add("revision", revision);
  add("direction", direction);
  add("at", at.toISOString());
  add("tool", tool);
  add("who", who);
  add("commit_id", commit);
  add("stands_at", rows?.join(", "));
  add("error", error);
  if (applied) {
    add("source_hash", applied.sourceHash);
    add("ops_hash", applied.opsHash);
    add("told", applied.told);
    add("file", applied.file);
    add("source", applied.source);
    add("ops", applied.ops);
  }
  return cells;
}

/** The event of a stamp: the revision is what the version table says afterwards. */
export function stampWrite(
  tables: Bookkeeping,
  { after, ...author }: Author & { readonly after: readonly string[] },
  token?: number,
): Sql {
  const revision = after.length === 0 ? null : after.join(", ");
  const event = { event: "stamped", revision, direction: "stamp", rows: after } as const;
  return historyWrite(tables, { ...event, ...author }, token);
}

/** What tells whether an applied revision was edited; without its source and its ops. */
export interface AppliedRow {
  /** The revision. */
  readonly revision: string;
  /** When it was applied, in UTC. */
  readonly at: string;
  /** See {@link AppliedRecord}; null where that was not written. */
  readonly source_hash: string | null;
  /** See {@link AppliedRecord}; null where that was not written. */
  readonly ops_hash: string | null;
  /** See {@link AppliedRecord}; null where that was not written. */
  readonly told: string | null;
}

/** The query for what was applied, oldest first: the last row of a revision is the one that counts. */
export function appliedQuery({ history }: Bookkeeping): Sql {
  const columns = columnsOf(["revision", "at", "source_hash", "ops_hash", "told"]);
  return sql`SELECT ${columns} FROM ${
    nameOf(history)
  } WHERE direction = 'upgrade' AND event IN ('finished', 'accepted', 'adopted') ORDER BY id`;
}

/** The query for the texts that were applied of a revision, oldest first. */
export function textsQuery({ history }: Bookkeeping, revision: string): Sql {
  return sql`SELECT file, source, ops FROM ${
    nameOf(history)
  } WHERE direction = 'upgrade' AND event IN ('finished', 'accepted', 'adopted') AND revision = ${revision} ORDER BY id`;
}

/** The query for the rows that the version table had after the last event that says so. */
export function standsQuery({ history }: Bookkeeping): Sql {
  const newest = sql`SELECT max(id) FROM ${nameOf(history)} WHERE stands_at IS NOT NULL`;
  return sql`SELECT stands_at FROM ${nameOf(history)} WHERE id = (${newest})`;
}
