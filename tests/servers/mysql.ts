/**
 * A MariaDB or MySQL server for tests, and databases on it that nobody else uses.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import { startMariaDb } from "./private_mariadb.ts";

/** A server that tests may use. */
export interface TestServer {
  /** The URL of one of its databases. */
  url(database: string): string;
  /** Ends it, if it was started for this. */
  close(): Promise<void>;
}

/**
 * A server: the one that `RETORT_TEST_MYSQL` names by a URL, else one on 127.0.0.1:3306 that lets
 * `root` in, else one started privately; or the reason why there is none.
 */
export async function mysqlServer(): Promise<TestServer | string> {
  const named = Deno.env.get("RETORT_TEST_MYSQL");
  if (named !== undefined && named !== "") {
    const problem = await problemOf(named);
    return problem === undefined ? serverAt(named) : `RETORT_TEST_MYSQL: ${problem}`;
  }
  const usual = "mysql://root@127.0.0.1:3306/information_schema";
  if (await problemOf(usual) === undefined) return serverAt(usual);
  return await startMariaDb();
}

/** A server that is there, by the URL of any of its databases. */
export function serverAt(url: string): TestServer {
  return {
    url(database): string {
      const found = new URL(url);
      found.pathname = `/${encodeURIComponent(database)}`;
      return found.href;
    },
    close: () => Promise.resolve(),
  };
}

async function problemOf(url: string): Promise<string | undefined> {
  try {
    const db = await mysql.connect?.(url, { timeout: 3000 });
    await db?.close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A database for one test. */
export interface TestDatabase {
  /** Its URL. */
  readonly url: string;
  /** Its name. */
  readonly name: string;
  /** Opens a connection to it, which is closed with it. */
  connect(): Promise<Connection>;
}

let counter = 0;

/**
 * Makes a database, works with it and drops it, whatever happened; and those whose name begins with
 * its own and `_`, which stand for its schemas.
 */
export async function withDatabase<T>(
  server: TestServer,
  name: string,
  work: (database: TestDatabase) => Promise<T>,
): Promise<T> {
  const stem = `retort_test_${Deno.pid}_${Date.now().toString(36)}_${++counter}`;
  const database = `${stem}_${name}`.slice(0, 50);
  const admin = await open(server.url("information_schema"));
  const opened: Connection[] = [];
  try {
    await admin.execute({
      sql: `CREATE DATABASE ${mysql.writer.name(database)} CHARACTER SET utf8mb4`,
    });
    const url = server.url(database);
    return await work({
      url,
      name: database,
      async connect() {
        const db = await open(url);
        opened.push(db);
        return db;
      },
    });
  } finally {
    for (const db of opened) await db.close();
    await dropLike(admin, database);
    await admin.close();
  }
}

async function dropLike(admin: Connection, database: string): Promise<void> {
  const like = `${database.replaceAll("_", "\\_")}\\_%`;
  const rows = await admin.query<{ readonly name: string }>({
    sql: "SELECT SCHEMA_NAME AS name FROM SCHEMATA WHERE SCHEMA_NAME = ? OR SCHEMA_NAME LIKE ?",
    params: [database, like],
  });
  // A foreign key may point from one into another.
  await admin.execute({ sql: "SET foreign_key_checks = 0" });
  for (const { name } of rows) {
    await admin.execute({ sql: `DROP DATABASE IF EXISTS ${mysql.writer.name(name)}` });
  }
}

async function open(url: string): Promise<Connection> {
  const db = await mysql.connect?.(url);
  if (!db) throw new Error("the dialect does not connect");
  return db;
}
