/**
 * What a statement that failed outside a transaction leaves behind.
 *
 * @module
 */
import type { Connection, Query } from "@retort/core/dialect";
import type { Leftover } from "@retort/core/errors";
import { statements } from "@retort/core/ops";
import { writer } from "./writer.ts";

const name = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const concurrent = new RegExp(
  String.raw`^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?` +
    String.raw`(?<index>${name})\s+ON\s+(?:ONLY\s+)?(?<table>${name}(?:\s*\.\s*${name})?)`,
  "iu",
);

interface Row {
  readonly schema: string;
  readonly name: string;
  readonly building: boolean;
}

/** How often is looked whether a session that builds an index is done, in milliseconds. */
const glance = 250;

/**
 * Drops the index that a `CREATE INDEX CONCURRENTLY` of the same name left behind when it failed or was
 * killed: it is kept up to date and never used, and IF NOT EXISTS takes it for done. An index that a
 * session is still building is waited for, since it may yet become valid.
 */
export async function clear(db: Connection, { sql }: Query): Promise<void> {
  const built = db.inTransaction ? undefined : builtBy(sql);
  if (!built) return;
  for (;;) {
    const [found] = await db.query<Row>({ sql: leftoverSql(built) });
    if (!found) return;
    if (found.building) await new Promise((resolve) => setTimeout(resolve, glance));
    else await drop(db, found);
  }
}

/** The index that a `CREATE INDEX CONCURRENTLY` which has failed left behind, if it did. */
export async function leftover(db: Connection, { sql }: Query): Promise<Leftover | undefined> {
  const built = db.inTransaction ? undefined : builtBy(sql);
  if (!built) return undefined;
  const what = `the index ${built.index}, which is not valid`;
  try {
    const [found] = await db.query<Row>({ sql: leftoverSql(built) });
    return found && !found.building ? { what, seen: true } : undefined;
  } catch {
    // Who has lost the connection, or was ended, has left it as well.
    return { what, seen: false };
  }
}

/** An index that is built concurrently, and its table, as they are written. */
interface Built {
  readonly index: string;
  readonly table: string;
}

function builtBy(sql: string): Built | undefined {
  if (!/\bCONCURRENTLY\b/i.test(sql)) return undefined;
  const [statement = ""] = statements(sql);
  const { index, table } = concurrent.exec(statement)?.groups ?? {};
  return index === undefined || table === undefined ? undefined : { index, table };
}

/** The name is read by the server as it reads it in the statement. */
function leftoverSql({ index, table }: Built): string {
  return `SELECT n.nspname AS schema, c.relname AS name,
    EXISTS (SELECT FROM pg_stat_progress_create_index p
      WHERE p.pid <> pg_backend_pid() AND p.index_relid = c.oid) AS building
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT i.indisvalid AND i.indrelid = to_regclass(${writer.literal(table)})
    AND c.relname = (parse_ident(${writer.literal(index)}))[1]`;
}

async function drop(db: Connection, { schema, name }: Row): Promise<void> {
  await db.execute({
    sql: `DROP INDEX CONCURRENTLY IF EXISTS ${writer.table({ schema, name })}`,
  });
}
