/**
 * Databases for tests: copies of a template.
 *
 * @module
 */
import type { Connection, Copies, CopyServer, NamedDatabase } from "@retort/core/dialect";
import { databaseIn, openServer } from "./scratch.ts";
import { writer } from "./writer.ts";

/** Copies of PostgreSQL's databases; they take CREATEDB. */
export const copies: Copies = {
  async open(url): Promise<CopyServer> {
    const db = await openServer(url);
    const run = async (sql: string): Promise<void> => void await db.execute({ sql });
    return {
      list: (prefix) => list(db, prefix),
      create: (name) => run(`CREATE DATABASE ${writer.name(name)}`),
      copy: (from, to) => run(`CREATE DATABASE ${writer.name(to)} TEMPLATE ${writer.name(from)}`),
      async note(name, text) {
        await run(`COMMENT ON DATABASE ${writer.name(name)} IS ${writer.literal(text)}`);
        // Whoever is connected keeps others from copying it: a person, or the server's own vacuum.
        await run(`ALTER DATABASE ${writer.name(name)} ALLOW_CONNECTIONS false`);
      },
      drop: (name) => drop(db, name),
      url: (name) => databaseIn(url, name),
      close: () => db.close(),
    };
  },
};

async function list(db: Connection, prefix: string): Promise<readonly NamedDatabase[]> {
  const rows = await db.query<{ name: string; note: string | null }>({
    sql: `SELECT datname AS name, shobj_description(oid, 'pg_database') AS note
      FROM pg_database WHERE starts_with(datname, ${writer.literal(prefix)})`,
  });
  return rows.map(({ name, note }) => note === null ? { name } : { name, note });
}

/** Sessions that a test has left open are ended with it; servers before 13 have no word for that. */
async function drop(db: Connection, name: string): Promise<void> {
  const quoted = writer.name(name);
  const [major = "0"] = db.server.version.split(".");
  if (Number(major) >= 13) {
    await db.execute({ sql: `DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)` });
    return;
  }
  await db.query({
    sql: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = ${writer.literal(name)} AND pid <> pg_backend_pid()`,
  });
  await db.execute({ sql: `DROP DATABASE IF EXISTS ${quoted}` });
}
