/**
 * Reading the history of a database.
 *
 * @module
 */
import { standsQuery } from "../plan/history.ts";
import type { Session } from "./standing.ts";

/** Something that was done to a database. */
export interface PastEvent {
  /**
   * `finished`, `failed`, `stamped`, `accepted`, `reconciled`, `healed`, `adopted`, `declared` or
   * `forgotten`.
   */
  readonly event: string;
  /** The revision; several for some stamps; absent where a stamp left none. */
  readonly revision?: string;
  /** `upgrade`, `downgrade`, `stamp` or `heal`. */
  readonly direction: string;
  /** When, in UTC. */
  readonly at: string;
  /** The version of retort. */
  readonly tool: string;
  /** Who. */
  readonly who?: string;
  /** The commit of the project's sources. */
  readonly commit?: string;
  /** The name of the revision's file. */
  readonly file?: string;
  /** The rows of the version table afterwards. */
  readonly rows?: readonly string[];
  /** What went wrong. */
  readonly error?: string;
}

const columns = [
  "id",
  "event",
  "revision",
  "direction",
  "at",
  "tool",
  "who",
  "commit_id",
  "file",
  "stands_at",
  "error",
];

/** All that the history tells, oldest first; nothing where there is none. */
export async function pastEvents(
  { db, tables }: Pick<Session, "db" | "tables">,
): Promise<readonly PastEvent[]> {
  const rows = await db.rows?.(tables.history, columns) ?? [];
  return rows.toSorted((a, b) => Number(a["id"]) - Number(b["id"])).map((row) => {
    const stands = row["stands_at"];
    const given = Object.entries({
      event: row["event"],
      revision: row["revision"],
      direction: row["direction"],
      at: row["at"],
      tool: row["tool"],
      who: row["who"],
      commit: row["commit_id"],
      file: row["file"],
      rows: stands === null || stands === undefined ? null : rowsOf(stands),
      error: row["error"],
    }).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(given) as unknown as PastEvent;
  });
}

function rowsOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(", ");
}

/** What {@link lastRows} gives, without reading the rest; the history must be there. */
export async function readLastRows(
  { db, dialect, tables }: Session,
): Promise<readonly string[] | undefined> {
  const [last] = await db.query<{ stands_at: string }>(dialect.writer.query(standsQuery(tables)));
  return last && rowsOf(last.stands_at);
}

/** The rows of the version table after the last event that says so. */
export function lastRows(events: readonly PastEvent[]): readonly string[] | undefined {
  return events.findLast(({ rows }) => rows !== undefined)?.rows;
}

/** Whether two lists of version rows say the same. */
export function sameRows(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((row) => b.includes(row));
}

/** How each revision was applied the last time. */
export function lastApplied(events: readonly PastEvent[]): ReadonlyMap<string, PastEvent> {
  const found = new Map<string, PastEvent>();
  for (const item of events) {
    const { event, direction, revision } = item;
    const applied = event === "finished" || event === "adopted";
    if (applied && direction === "upgrade" && revision) found.set(revision, item);
  }
  return found;
}
