/**
 * Waits for locks: bounding them, and who is waited for.
 *
 * @module
 */
import type { Connection, LockFailure, LockWaits, WaitedFor } from "@retort/core/dialect";
import { type Blocker, type ErrorData, isRetortError } from "@retort/core/errors";
import { compact } from "@retort/core/schema";
import { writer } from "./writer.ts";

/** `lock_timeout` for the time of a run, and what is to be told when that is over. */
export const waits: LockWaits = {
  async limit(db, ms) {
    const before = await change(db, { lock_timeout: String(ms) }, "session");
    return async () => void await change(db, before, "session");
  },
  async limitTransaction(db, ms) {
    await change(db, { lock_timeout: String(ms) }, "transaction");
  },
  unhurried: { isFor: (sql) => keepsNobodyOut.test(sql), run: runUnhurried },
  reason(error) {
    if (!isRetortError(error) || error.code !== "database/statement-failed") return undefined;
    return reasons[(error.data as ErrorData["database/statement-failed"]).code ?? ""];
  },
  blockers,
};

const reasons: Readonly<Record<string, LockFailure>> = {
  "55P03": "timeout",
  "40P01": "deadlock",
  "40001": "conflict",
};

/** What waits for all older transactions, or reads a whole table, while others read and write. */
const keepsNobodyOut = /\bCONCURRENTLY\b|\bVALIDATE\s+CONSTRAINT\b/i;

async function runUnhurried<T>(
  db: Connection,
  { pooled }: { readonly pooled: boolean },
  work: () => Promise<T>,
): Promise<T> {
  const alone = !db.inTransaction;
  if (alone && pooled) return await work();
  const scope = alone ? "session" : "transaction";
  // In a transaction it may be that others wait for what that has locked already.
  const before = await change(
    db,
    { statement_timeout: "0", ...(alone ? { lock_timeout: "0" } : {}) },
    scope,
  );
  try {
    return await work();
  } finally {
    // Where the statement failed in a transaction, that is rolled back with its settings.
    await change(db, before, scope).catch(() => {});
  }
}

type Settings = Readonly<Record<string, string>>;

/** Changes settings; gives what they were. The server evaluates a list from left to right. */
async function change(
  db: Connection,
  settings: Settings,
  scope: "session" | "transaction",
): Promise<Settings> {
  const items = Object.entries(settings).map(([name, value]) => {
    const key = writer.literal(name);
    const local = scope === "transaction";
    return `current_setting(${key}) AS ${writer.name(name)}, ` +
      `set_config(${key}, ${writer.literal(value)}, ${local}) AS ${writer.name(`new_${name}`)}`;
  });
  const [row = {}] = await db.query<Record<string, string>>({ sql: `SELECT ${items.join(", ")}` });
  return Object.fromEntries(Object.keys(settings).map((name) => [name, row[name] ?? "0"]));
}

/** Statements for which those who only read are not in the way. */
const besideReaders =
  /^\s*(?:CREATE\s+(?:UNIQUE\s+)?INDEX|CREATE\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?TRIGGER|INSERT|UPDATE|DELETE|MERGE|ALTER\s+TABLE[^;]*\bADD\b[^;]*\bFOREIGN\s+KEY)\b/i;

interface BlockerRow {
  readonly pid: number;
  readonly who: string;
  readonly state: string | null;
  readonly seconds: number | null;
}

/**
 * Those whose transactions hold a lock on one of the tables, the oldest transactions first; where
 * nobody does, those that have made a table which others do not see yet.
 */
async function blockers(db: Connection, wanted: WaitedFor): Promise<readonly Blocker[]> {
  const found = await db.query<BlockerRow>({ sql: blockersSql(wanted) });
  const made = found.length === 0 && wanted.session === undefined && wanted.tables.length > 0;
  const rows = made ? await db.query<BlockerRow>({ sql: sessionsSql(holding(unseen)) }) : found;
  return rows.map(({ pid, who, state, seconds }) =>
    compact({
      session: `pid ${pid}`,
      who,
      state: state === null || state === "active" ? undefined : state,
      seconds: seconds ?? undefined,
      end: `SELECT pg_terminate_backend(${pid})`,
    })
  );
}

/** A lock on a table that only the transaction which made it sees. */
const unseen = "l.mode = 'AccessExclusiveLock' AND " +
  "NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = l.relation)";

function blockersSql({ tables, sql = "", session }: WaitedFor): string {
  if (session !== undefined) {
    return sessionsSql(`s.pid = ANY (pg_blocking_pids(${Number.parseInt(session, 10) || 0}))`);
  }
  const names = tables.map((table) => `to_regclass(${writer.literal(writer.table(table))})`);
  const array = `ARRAY[${names.join(", ")}]::oid[]`;
  const among = names.length === 0 ? "true" : `(l.relation = ANY (${array}) OR l.relation IN (
        SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY (${array})))`;
  const modes = besideReaders.test(sql) ? "l.mode <> 'AccessShareLock' AND " : "";
  return sessionsSql(holding(`${modes}${among}`));
}

/** That a session holds a lock on a table of this database for which a condition is true. */
function holding(condition: string): string {
  return `EXISTS (
    SELECT FROM pg_locks l WHERE l.pid = s.pid AND l.granted AND l.locktype = 'relation'
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ${condition})`;
}

function sessionsSql(condition: string): string {
  return `SELECT s.pid, s.state,
    coalesce(nullif(s.application_name, ''), s.usename, s.backend_type, 'unknown') AS who,
    floor(extract(epoch FROM clock_timestamp() - s.xact_start))::int AS seconds
  FROM pg_stat_activity s
  WHERE s.pid <> pg_backend_pid() AND ${condition}
  ORDER BY s.xact_start NULLS LAST LIMIT 3`;
}
