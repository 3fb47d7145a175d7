/**
 * Reading where a database stands, with as little as that takes.
 *
 * @module
 */
import type { Connection, Dialect, Scope } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { type Bookkeeping, versionQuery } from "../plan/bookkeeping.ts";
import { type Schema, tableKey } from "../schema/model.ts";

/** A connection, its dialect, and the tables that retort keeps there. */
export interface Session {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The open connection. */
  readonly db: Connection;
  /** Retort's own tables. */
  readonly tables: Bookkeeping;
  /** The token of the lease that this run holds; what it writes is refused once that is another's. */
  readonly token?: number;
}

/** The rows of the version table; none if there is no such table. */
export async function readVersions(session: Session): Promise<readonly string[]> {
  return await standingOf(session, () => Promise.resolve(session.dialect));
}

/** Like {@link readVersions}; the dialect is only asked for where the connection can't tell. */
export async function standingOf(
  { db, tables }: Pick<Session, "db" | "tables">,
  dialect: () => Promise<Dialect>,
): Promise<readonly string[]> {
  if (db.rows) return await versionsIn({ db, tables }) ?? [];
  const session = { db, tables, dialect: await dialect() };
  return await hasVersionTable(session) ? await readRows(session) : [];
}

async function versionsIn(
  { db, tables }: Pick<Session, "db" | "tables">,
): Promise<readonly string[] | undefined> {
  const rows = await db.rows?.(tables.version, ["version_num"]);
  return rows?.map((row) => row["version_num"] ?? "").toSorted();
}

/** The rows of the version table, which must be there. */
export async function readRows({ db, dialect, tables }: Session): Promise<readonly string[]> {
  if (db.rows) return await versionsIn({ db, tables }) ?? [];
  const rows = await db.query<{ version_num: string }>(dialect.writer.query(versionQuery(tables)));
  return rows.map((row) => row.version_num);
}

async function hasVersionTable(session: Session): Promise<boolean> {
  const { tables } = session;
  const live = await inspectLive(session, { tables: [tables.version] });
  return live.tables.has(tableKey(tables.version));
}

/**
 * The live schema, or a part of it.
 *
 * @throws {RetortError} `dialect/offline-only` where the dialect only writes scripts.
 */
export async function inspectLive(
  { db, dialect }: Pick<Session, "db" | "dialect">,
  scope: Scope = {},
): Promise<Schema> {
  if (!dialect.inspect) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  return await dialect.inspect(db, scope);
}
