/**
 * SQLite's rebuilds, compared by what is there afterwards.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { migrate } from "@retort/core";
import { isRetortError } from "@retort/core/errors";
import type { Op } from "@retort/core/ops";
import { sqlite } from "@retort/sqlite";

/** What is in a database: how its tables and indexes are made. */
export type Contents = readonly string[];

/** Runs statements on an empty database, and says what is there afterwards. */
export function contentsAfter(statements: readonly string[]): Contents {
  const db = new DatabaseSync(":memory:");
  try {
    db.exec("PRAGMA foreign_keys = OFF");
    for (const sql of statements) db.exec(sql);
    return contentsOf((sql) => db.prepare(sql).all() as unknown as readonly Row[]);
  } catch (error) {
    return [`refused: ${(error as Error).message}`];
  } finally {
    db.close();
  }
}

interface Row {
  readonly sql: string | null;
}

const question = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL " +
  "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'retort_%' ORDER BY type DESC, name";

function contentsOf(ask: (sql: string) => readonly Row[]): Contents {
  return ask(question).flatMap(({ sql }) => sql ?? []);
}

/** Runs ops as a revision on a live database, and says what is there afterwards. */
export async function migrated(setup: readonly string[], ops: readonly Op[]): Promise<Contents> {
  const connection = await sqlite.connect?.("sqlite::memory:");
  if (connection === undefined) throw new Error("SQLite connects");
  try {
    for (const sql of setup) await connection.execute({ sql });
    const revision = { revision: "a1", downRevision: null, upgrade: ops };
    await migrate({ dialect: sqlite, connection, revisions: [revision] });
    const rows = await connection.query<Row>({ sql: question });
    return contentsOf(() => rows);
  } catch (error) {
    if (isRetortError(error) && error.cause !== undefined && isRetortError(error.cause)) {
      throw error.cause;
    }
    throw error;
  } finally {
    await connection.close();
  }
}
