/**
 * The connection to MariaDB and MySQL, by the package `mysql2`.
 *
 * @module
 */
import type { Connection, ConnectOptions } from "@retort/core/dialect";
import type { Connection as DriverConnection, ConnectionOptions } from "mysql2/promise";
import { type Link, MysqlConnection } from "./connection.ts";
import { openFailure } from "./failures.ts";
import { greet, type Greeting } from "./greeting.ts";
import { type Address, addressOf, targetOf } from "./url.ts";

/**
 * Opens a connection; a database is never created by it.
 *
 * @throws {RetortError} `database/missing`, `database/cannot-open`, `database/bad-url`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const address = addressOf(url);
  const target = targetOf(address);
  const { createConnection } = await import("mysql2/promise");
  let db: DriverConnection | undefined;
  try {
    db = await createConnection(await driverOptions(address));
    // A connection that the server closes is told by the next statement, not by the whole process.
    db.on("error", () => {});
    const link = linkOf(db);
    const { flavour, version } = await prepareSession(link, { target, options });
    return new MysqlConnection(link, { dialect: "mysql", flavour, version, target });
  } catch (error) {
    db?.destroy();
    throw openFailure(error, target);
  }
}

function linkOf(db: DriverConnection): Link {
  return {
    query: (sql) => db.query(sql),
    execute: (sql, params) => db.execute(sql, params as string[]),
    unprepare: (sql) => db.unprepare(sql),
    // The server may be gone already; then there is nothing left to say to it.
    end: () => db.end().catch(() => db.destroy()),
  };
}

async function driverOptions(address: Address): Promise<ConnectionOptions> {
  const { host, port, user, password, database, socket, tls, ca, connectTimeout = 10 } = address;
  return {
    ...(socket === undefined ? { host, port } : { socketPath: socket }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    database,
    charset: "utf8mb4",
    supportBigNumbers: true,
    dateStrings: true,
    multipleStatements: false,
    connectTimeout: connectTimeout * 1000,
    ...(tls === "disable" ? {} : {
      ssl: {
        rejectUnauthorized: tls !== "require",
        verifyIdentity: tls === "verify-full",
        ...(ca === undefined ? {} : { ca: await readFile(ca) }),
      },
    }),
  };
}

async function readFile(path: string): Promise<string> {
  // Loaded where it is wanted: the certificate that the URL names
  const { readFileSync } = await import("node:fs");
  return readFileSync(path, "utf8");
}

async function prepareSession(
  link: Link,
  { target, options }: { readonly target: string; readonly options: ConnectOptions },
): Promise<Greeting> {
  const found = await greet(link, target);
  if (options.timeout !== undefined) {
    const seconds = Math.max(1, Math.ceil(options.timeout / 1000));
    await link.query(
      `SET SESSION lock_wait_timeout = ${seconds}, innodb_lock_wait_timeout = ${seconds}`,
    );
  }
  return found;
}
