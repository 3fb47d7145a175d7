/** Clients of an application, lent to `migrate()`. */
import assert from "node:assert/strict";
import { fromMysql, mysql } from "@retort/mysql";
import { createPool as createOldPool } from "mysql2";
import { createConnection, createPool, type PoolOptions } from "mysql2/promise";
import { isNotReplaced, lends, refusesOpen } from "../lent.ts";
import { liveTest } from "./server.ts";

for (const connectionLimit of [1, 3]) {
  liveTest(`fromMysql() lends a session of a pool of ${connectionLimit}`, async ({ url }) => {
    const pool = createPool({ uri: url, connectionLimit });
    await lends(mysql, fromMysql(pool));
    const [rows] = await pool.query("SELECT COUNT(*) AS n FROM users");
    assert.deepEqual(rows, [{ n: 2 }]);
    const all = await Promise.all(
      Array.from({ length: connectionLimit }, () => pool.getConnection()),
    );
    for (const one of all) one.release();
    await pool.end();
  });
}

liveTest("fromMysql() lends a session of a pool with callbacks", async ({ url }) => {
  const pool = createOldPool({ uri: url, connectionLimit: 1 });
  await lends(mysql, fromMysql(pool));
  await pool.promise().end();
});

const odd: PoolOptions = {
  rowsAsArray: true,
  namedPlaceholders: true,
  typeCast: () => "?",
};

liveTest("fromMysql() reads rows whatever the client's options say", async ({ url }) => {
  const db = await createConnection({ uri: url, ...odd });
  await db.query("SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES'");
  await lends(mysql, fromMysql(db));
  const [rows] = await db.query({
    sql: "SELECT @@sql_mode AS mode",
    typeCast: (_, next) => next(),
  });
  assert.deepEqual(rows, [["NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES"]]);
  await db.end();
});

liveTest("fromMysql() refuses a connection within a transaction", async ({ url }) => {
  const db = await createConnection(url);
  await db.beginTransaction();
  await refusesOpen(mysql, fromMysql(db));
  await db.rollback();
  await lends(mysql, fromMysql(db));
  await db.query("SELECT 1");
  await db.end();
});

liveTest(
  "fromMysql() of a pool that was ended says so in words of the catalog",
  async ({ url }) => {
    const pool = createPool(url);
    await pool.end();
    const lent = fromMysql(pool).lend();
    await assert.rejects(lent, {
      code: "database/cannot-open",
      message: /Pool is closed/,
      hint: /^give an open pool or connection/,
    });
  },
);

liveTest("fromMysql() refuses a client that has chosen no database", async ({ url }) => {
  const bare = new URL(url);
  bare.pathname = "/";
  const pool = createPool({ uri: bare.href, connectionLimit: 1 });
  const lent = fromMysql(pool).lend();
  await assert.rejects(lent, {
    code: "database/cannot-open",
    message: /no database is chosen/,
    hint: /createPool\(\{ database/,
  });
  // Its connection went back.
  (await pool.getConnection()).release();
  await pool.end();
});

liveTest(
  "a run on a lent client, kept alone by its lease, is not taken for dead",
  async (database) => {
    await isNotReplaced(mysql, database.connect);
  },
);
