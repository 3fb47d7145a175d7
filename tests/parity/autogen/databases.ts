/**
 * The servers on which recorded cases are run: one database each, emptied before every case.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { sqlite } from "@retort/sqlite";
import { mysqlServer, withDatabase as withMysql } from "../../servers/mysql.ts";
import { postgresServer, withDatabase as withPostgres } from "../../servers/postgres.ts";

/** Gives an empty database, the same one or another. */
export type Fresh = () => Promise<Connection>;

/** Works with an empty database as often as needed; or says why there is none. */
export type Database = <T>(work: (fresh: Fresh) => Promise<T>) => Promise<T | string>;

/** The databases by their names in the recordings. */
export const databases: Readonly<Record<string, Database>> = {
  sqlite: inMemory,
  postgresql: onPostgres,
  mariadb: onMariaDb,
};

async function inMemory<T>(work: (fresh: Fresh) => Promise<T>): Promise<T | string> {
  let last: Connection | undefined;
  const fresh = async (): Promise<Connection> => {
    await last?.close();
    last = await sqlite.connect?.("sqlite::memory:");
    if (!last) throw new Error("the dialect does not connect");
    return last;
  };
  try {
    return await work(fresh);
  } finally {
    await last?.close();
  }
}

async function onPostgres<T>(work: (fresh: Fresh) => Promise<T>): Promise<T | string> {
  const server = await postgresServer();
  if (typeof server === "string") return server;
  try {
    return await withPostgres(server, "autogen", async (database) => {
      const db = await database.connect();
      await db.execute({ sql: "SET client_min_messages = warning" });
      return await work(async () => {
        for (const name of ["public", "aux"]) {
          await db.execute({ sql: `DROP SCHEMA IF EXISTS ${name} CASCADE` });
          await db.execute({ sql: `CREATE SCHEMA ${name}` });
        }
        return db;
      });
    });
  } finally {
    await server.close();
  }
}

async function onMariaDb<T>(work: (fresh: Fresh) => Promise<T>): Promise<T | string> {
  const server = await mysqlServer();
  if (typeof server === "string") return server;
  try {
    return await withMysql(server, "autogen", async (database) => {
      const db = await database.connect();
      return await work(async () => {
        await db.execute({ sql: `DROP DATABASE \`${database.name}\`` });
        await db.execute({ sql: `CREATE DATABASE \`${database.name}\` CHARACTER SET utf8mb4` });
        await db.execute({ sql: `USE \`${database.name}\`` });
        return db;
      });
    });
  } finally {
    await server.close();
  }
}
