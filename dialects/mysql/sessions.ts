/**
 * Named locks and the connections that hold them.
 *
 * @module
 */
import type { Connection, Sessions } from "@retort/core/dialect";
import { writer } from "./writer.ts";

/**
 * Locks by `GET_LOCK`, which the server frees with the connection. A client that was killed is not
 * noticed before its statement is done, so until then the lock is held.
 */
export const sessions: Sessions = {
  async id(db) {
    return await one(db, "SELECT CONNECTION_ID() AS item");
  },
  async tryLock(db, name) {
    return await one(db, `SELECT GET_LOCK(${keyOf(name)}, 0) AS item`) === "1";
  },
  async unlock(db, name) {
    await db.query({ sql: `SELECT RELEASE_LOCK(${keyOf(name)})` });
  },
  async isThere(db, id) {
    const sql = `SELECT COUNT(*) AS item FROM information_schema.PROCESSLIST WHERE ID = ${
      numberOf(id)
    }`;
    return await one(db, sql) !== "0";
  },
  async end(db, id, name) {
    // Connections are counted from 1 again when the server starts: only who has the lock is meant.
    const holder = await one(db, `SELECT IS_USED_LOCK(${keyOf(name)}) AS item`);
    if (holder === String(numberOf(id))) await db.execute({ sql: `KILL CONNECTION ${holder}` });
  },
};

function numberOf(id: string): number {
  return Number.parseInt(id, 10) || 0;
}

/** Names of locks are the server's, not the database's, and can't be long; MySQL 9.6 has lost SHA1. */
function keyOf(name: string): string {
  const whole = `CONCAT(DATABASE(), '.', ${writer.literal(name)})`;
  return `CONCAT('retort:', LEFT(SHA2(${whole}, 256), 40))`;
}

async function one(db: Connection, sql: string): Promise<string> {
  const [row] = await db.query<{ item: unknown }>({ sql });
  return String(row?.item ?? "");
}
