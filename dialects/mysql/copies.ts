/**
 * Databases for tests: copies of a template, object by object, since the server has no word for it.
 *
 * @module
 */
import type { Connection, Copies, CopyServer, NamedDatabase } from "@retort/core/dialect";
import { copyAll, noteTable } from "./copy.ts";
import { databaseIn, openServer } from "./scratch.ts";
import { writer } from "./writer.ts";

/** Copies of MariaDB's and MySQL's databases. */
export const copies: Copies = {
  async open(url): Promise<CopyServer> {
    const db = await openServer(url);
    const run = async (sql: string): Promise<void> => void await db.execute({ sql });
    return {
      list: (prefix) => list(db, prefix),
      async create(name) {
        await run(`CREATE DATABASE ${writer.name(name)} ${await settingsOf(db)}`);
      },
      async copy(from, to) {
        await run(`CREATE DATABASE ${writer.name(to)} ${await settingsOf(db, from)}`);
        await copyAll(db, from, to);
      },
      // Databases have no comments on all servers, tables have.
      async note(name, text) {
        const table = `${writer.name(name)}.${writer.name(noteTable)}`;
        await run(`CREATE TABLE IF NOT EXISTS ${table} (id INT PRIMARY KEY)`);
        await run(`ALTER TABLE ${table} COMMENT = ${writer.literal(text)}`);
      },
      drop: (name) => run(`DROP DATABASE IF EXISTS ${writer.name(name)}`),
      url: (name) => databaseIn(url, name),
      close: () => db.close(),
    };
  },
};

async function list(db: Connection, prefix: string): Promise<readonly NamedDatabase[]> {
  const rows = await db.query<{ name: string; note: string | null }>({
    sql: `SELECT s.SCHEMA_NAME AS name, t.TABLE_COMMENT AS note
      FROM information_schema.SCHEMATA s LEFT JOIN information_schema.TABLES t
        ON t.TABLE_SCHEMA = s.SCHEMA_NAME AND t.TABLE_NAME = ${writer.literal(noteTable)}
      WHERE LEFT(s.SCHEMA_NAME, ${prefix.length}) = ${writer.literal(prefix)}`,
  });
  return rows.map(({ name, note }) => note === null || note === "" ? { name } : { name, note });
}

/** The character set and collation of a database: the one that is connected to unless told. */
async function settingsOf(db: Connection, name?: string): Promise<string> {
  const which = name === undefined ? "DATABASE()" : writer.literal(name);
  const [row] = await db.query<{ charset: string; collation: string }>({
    sql: `SELECT DEFAULT_CHARACTER_SET_NAME AS charset, DEFAULT_COLLATION_NAME AS collation
      FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ${which}`,
  });
  const { charset = "utf8mb4", collation = "utf8mb4_general_ci" } = row ?? {};
  return `CHARACTER SET ${charset} COLLATE ${collation}`;
}
