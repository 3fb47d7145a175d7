/**
 * Waits for locks: bounding them, and who is waited for.
 *
 * @module
 */
import type { Connection, LockFailure, LockWaits, WaitedFor } from "@retort/core/dialect";
import { type Blocker, type ErrorData, isRetortError } from "@retort/core/errors";
import { compact } from "@retort/core/schema";
import { writer } from "./writer.ts";

interface Limits {
  readonly tables: number | string;
  readonly rows: number | string;
}

/** MariaDB's `innodb_snapshot_isolation` refuses to change what another has changed since it was seen. */
const reasons: Readonly<Record<string, LockFailure>> = { "1213": "deadlock", "1020": "conflict" };

/** `lock_wait_timeout` and `innodb_lock_wait_timeout` for the time of a run: in whole seconds. */
export const waits: LockWaits = {
  async limit(db, ms) {
    const [before] = await db.query<Limits>({
      sql: "SELECT @@lock_wait_timeout AS `tables`, @@innodb_lock_wait_timeout AS `rows`",
    });
    const seconds = Math.max(1, Math.ceil(ms / 1000));
    await set(db, { tables: seconds, rows: seconds });
    return async () => {
      if (before) await set(db, before);
    };
  },
  reason(error) {
    if (!isRetortError(error)) return undefined;
    if (error.code === "database/locked") return "timeout";
    if (error.code !== "database/statement-failed") return undefined;
    const { code = "" } = error.data as ErrorData["database/statement-failed"];
    return reasons[code.slice(0, 4)];
  },
  blockers,
};

async function set(db: Connection, { tables, rows }: Limits): Promise<void> {
  await db.execute({
    sql: `SET SESSION lock_wait_timeout = ${Number(tables)}, ` +
      `innodb_lock_wait_timeout = ${Number(rows)}`,
  });
}

/**
 * Those who hold one of the tables, where the server lists such locks (performance_schema, or MariaDB's
 * plugin metadata_lock_info); else the oldest transactions in this database.
 */
async function blockers(
  db: Connection,
  { tables, session }: WaitedFor,
): Promise<readonly Blocker[]> {
  const waiting = session === undefined ? undefined : Number.parseInt(session, 10) || 0;
  if (waiting !== undefined && !await isWaiting(db, waiting)) return [];
  for (const condition of conditions(tables)) {
    const rows = await sessions(db, `${condition} AND p.ID <> ${waiting ?? 0}`);
    if (rows.length > 0) return rows.map(blockerOf);
  }
  return [];
}

/** Whether a session waits for a table or for rows, as far as the user may see that. */
async function isWaiting(db: Connection, id: number): Promise<boolean> {
  const texts = [
    `SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = ${id} AND STATE LIKE 'Waiting for%lock%'`,
    `SELECT 1 FROM information_schema.INNODB_TRX
    WHERE trx_mysql_thread_id = ${id} AND trx_state = 'LOCK WAIT'`,
  ];
  for (const sql of texts) {
    if ((await db.query({ sql }).catch(() => [])).length > 0) return true;
  }
  return false;
}

interface SessionRow {
  readonly id: number | string;
  readonly who: string;
  readonly command: string;
  readonly seconds: number | string | null;
}

function blockerOf({ id, who, command, seconds }: SessionRow): Blocker {
  return compact({
    session: `connection ${id}`,
    who,
    state: command === "Sleep" ? "idle in transaction" : undefined,
    seconds: seconds === null ? undefined : Number(seconds),
    end: `KILL ${id}`,
  });
}

function conditions(tables: WaitedFor["tables"]): readonly string[] {
  const transactions = `(t.trx_id IS NOT NULL AND p.DB = DATABASE())`;
  if (tables.length === 0) return [transactions, running];
  const among = (schema: string, table: string): string =>
    tables.map((item) => {
      const place = item.schema === undefined ? "DATABASE()" : writer.literal(item.schema);
      return `(${schema} = ${place} AND ${table} = ${writer.literal(item.name)})`;
    }).join(" OR ");
  return [
    `p.ID IN (SELECT h.PROCESSLIST_ID FROM performance_schema.metadata_locks m
      JOIN performance_schema.threads h ON h.THREAD_ID = m.OWNER_THREAD_ID
      WHERE m.LOCK_STATUS = 'GRANTED' AND m.OBJECT_TYPE = 'TABLE'
        AND (${among("m.OBJECT_SCHEMA", "m.OBJECT_NAME")}))`,
    `p.ID IN (SELECT m.THREAD_ID FROM information_schema.METADATA_LOCK_INFO m
      WHERE ${among("m.TABLE_SCHEMA", "m.TABLE_NAME")})`,
    transactions,
    running,
  ];
}

/** All that is seen without the right to see transactions. */
const running = "(p.DB = DATABASE() AND p.COMMAND = 'Query' AND p.TIME >= 1)";

/** Sessions that meet a condition; none where the server has no such table, or shows it to others only. */
async function sessions(db: Connection, condition: string): Promise<readonly SessionRow[]> {
  const select = (since: string, transactions: string): string =>
    `SELECT p.ID AS id, p.COMMAND AS command, ${since} AS seconds,
      CONCAT(p.USER, '@', SUBSTRING_INDEX(p.HOST, ':', 1)) AS who
    FROM information_schema.PROCESSLIST p ${transactions}
    WHERE p.ID <> CONNECTION_ID() AND ${condition}
    ORDER BY seconds DESC LIMIT 3`;
  const withTransactions = select(
    "COALESCE(TIMESTAMPDIFF(SECOND, t.trx_started, NOW()), p.TIME)",
    "LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID",
  );
  const texts = condition.includes("t.trx_id")
    ? [withTransactions]
    : [withTransactions, select("p.TIME", "")];
  for (const sql of texts) {
    const rows = await db.query<SessionRow>({ sql }).catch(() => undefined);
    if (rows) return rows;
  }
  return [];
}
