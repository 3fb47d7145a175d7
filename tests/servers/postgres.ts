/**
 * A PostgreSQL server for tests, and databases on it that nobody else uses.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { postgres } from "@retort/postgres";
import { startPostgres } from "./embedded_postgres.ts";
import { sentinel } from "./sentinel.ts";

/** A server that tests may use. */
export interface TestServer {
  /** The URL of one of its databases. */
  url(database: string): string;
  /** Ends it, if it was started for this. */
  close(): Promise<void>;
}

/**
 * A server: the one that `RETORT_TEST_POSTGRES` names by a URL, else one on 127.0.0.1:5432 that lets
 * `postgres` in, else one started privately; or the reason why there is none.
 */
export async function postgresServer(): Promise<TestServer | string> {
  const named = Deno.env.get("RETORT_TEST_POSTGRES");
  if (named !== undefined && named !== "") {
    const problem = await problemOf(named);
    return problem === undefined ? serverAt(named) : `RETORT_TEST_POSTGRES: ${problem}`;
  }
  const usual = `postgresql://postgres:${sentinel}@127.0.0.1:5432/postgres`;
  if (await problemOf(usual) === undefined) return serverAt(usual);
  return await startPostgres();
}

function serverAt(url: string): TestServer {
  return {
    url(database): string {
      const found = new URL(url);
      found.pathname = `/${database}`;
      return found.href;
    },
    close: () => Promise.resolve(),
  };
}

async function problemOf(url: string): Promise<string | undefined> {
  try {
    const db = await postgres.connect?.(url, { timeout: 3000 });
    await db?.close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A database for one test run. */
export interface TestDatabase {
  /** Its URL. */
  readonly url: string;
  /** Its name. */
  readonly name: string;
  /** Opens a connection to it, which is closed with it. */
  connect(): Promise<Connection>;
}

let counter = 0;

/** Makes a database, works with it and drops it, whatever happened. */
export async function withDatabase<T>(
  server: TestServer,
  name: string,
  work: (database: TestDatabase) => Promise<T>,
): Promise<T> {
  const database = `retort_test_${Deno.pid}_${Date.now().toString(36)}_${++counter}_${name}`;
  const quoted = postgres.writer.name(database);
  const admin = await open(server.url("postgres"));
  const opened: Connection[] = [];
  try {
    await admin.execute({ sql: `CREATE DATABASE ${quoted} TEMPLATE template0 ENCODING 'UTF8'` });
    const url = server.url(database);
    const result = await work({
      url,
      name: database,
      async connect() {
        const db = await open(url);
        opened.push(db);
        return db;
      },
    });
    await refuseSentinel(url);
    return result;
  } finally {
    for (const db of opened) await db.close();
    await admin.execute({ sql: `DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)` })
      .catch(() => admin.execute({ sql: `DROP DATABASE IF EXISTS ${quoted}` }));
    await admin.close();
  }
}

/** Fails where a table of retort has kept the password. */
async function refuseSentinel(url: string): Promise<void> {
  const db = await open(url);
  try {
    const tables = await db.query<{ readonly name: string }>({
      sql: "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' " +
        "AND relname ~ '^retort_'",
    });
    for (const { name } of tables) {
      const sql = `SELECT t::text AS row FROM ${name} t WHERE strpos(t::text, '${sentinel}') > 0`;
      const [found] = await db.query<{ readonly row: string }>({ sql });
      if (found) throw new Error(`${name} has kept the password: ${found.row}`);
    }
  } finally {
    await db.close();
  }
}

async function open(url: string): Promise<Connection> {
  const db = await postgres.connect?.(url);
  if (!db) throw new Error("the dialect does not connect");
  return db;
}
