/**
 * Advisory locks and the sessions that hold them.
 *
 * @module
 */
import type { Connection, Sessions } from "@retort/core/dialect";
import { writer } from "./writer.ts";

/**
 * Locks by `pg_try_advisory_lock`, which the server frees with the session. The form that waits is
 * never used: its snapshot and CREATE INDEX CONCURRENTLY wait for each other.
 */
export const sessions: Sessions = {
  async id(db) {
    return await one(
      db,
      `SELECT ${sessionName} AS item FROM pg_stat_activity s
      WHERE pid = pg_backend_pid()`,
    );
  },
  async tryLock(db, name) {
    return await one(db, `SELECT pg_try_advisory_lock(${keyOf(name)})::text AS item`) === "true";
  },
  async unlock(db, name) {
    await db.query({ sql: `SELECT pg_advisory_unlock(${keyOf(name)})` });
  },
  async isThere(db, id) {
    return await one(db, `SELECT count(*)::text AS item ${found(id)}`) !== "0";
  },
  async end(db, id) {
    await db.query({ sql: `SELECT pg_terminate_backend(s.pid) ${found(id)}` });
  },
};

/** A process id may be given again; together with the start it is one session's only. */
const sessionName =
  `s.pid || '@' || to_char(s.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;

function found(id: string): string {
  return `FROM pg_stat_activity s WHERE ${sessionName} = ${writer.literal(id)}`;
}

function keyOf(name: string): string {
  return `hashtextextended(${writer.literal(`retort:${name}`)}, 0)`;
}

async function one(db: Connection, sql: string): Promise<string> {
  const [row] = await db.query<{ item: unknown }>({ sql });
  return String(row?.item ?? "");
}
