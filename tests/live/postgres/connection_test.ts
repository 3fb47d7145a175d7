/** One connection to a real PostgreSQL: statements, transactions, and what goes wrong. */
import assert from "node:assert/strict";
import { isRetortError, type RetortError, sql } from "@retort/core";
import { postgres } from "@retort/postgres";
import type { TestDatabase } from "../../servers/postgres.ts";
import { liveTest } from "./server.ts";

async function failure(work: () => unknown): Promise<RetortError> {
  try {
    await work();
  } catch (error) {
    assert.ok(isRetortError(error), String(error));
    return error;
  }
  throw new Error("nothing failed");
}

liveTest("server tells the version and the target, not the password", async (database) => {
  const url = new URL(database.url);
  url.password ||= "not-asked-for";
  const db = await postgres.connect?.(url.href);
  assert.ok(db);
  assert.match(db.server.version, /^\d+(?:\.\d+)?/);
  assert.equal(db.server.dialect, "postgres");
  const port = url.port === "" ? "5432" : url.port;
  assert.equal(db.server.target, `${url.username}@${url.hostname}:${port}/${database.name}`);
  const [row] = await db.query({ sql: "SHOW client_connection_check_interval" });
  if (Number.parseInt(db.server.version) >= 14) {
    assert.deepEqual(row, { client_connection_check_interval: "2s" });
  }
  await db.close();
  await db.close();
});

liveTest("execute() counts changed rows", async (database) => {
  const db = await database.connect();
  assert.equal(await db.execute({ sql: "CREATE TABLE t (a int)" }), 0);
  assert.equal(await db.execute({ sql: "INSERT INTO t VALUES (1), (2)" }), 2);
  assert.equal(await db.execute({ sql: "DELETE FROM t WHERE a = 2" }), 1);
  assert.equal(await db.execute({ sql: "SELECT 1" }), 0);
  assert.equal(await db.execute({ sql: "" }), 0);
});

liveTest("rows() reads columns, and knows a table that is missing", async (database) => {
  const db = await database.connect();
  assert.equal(await db.rows?.({ name: "v" }, ["x"]), undefined);
  await db.execute({ sql: "CREATE TABLE v (x text); INSERT INTO v VALUES ('b'), ('a')" });
  assert.deepEqual(await db.rows?.({ name: "v" }, ["x"]), [{ x: "b" }, { x: "a" }]);
  await db.transaction(async () => {
    assert.equal(await db.rows?.({ name: "w", schema: "nowhere" }, ["x"]), undefined);
    assert.deepEqual(await db.rows?.({ name: "v", schema: "public" }, ["x"]), [{ x: "b" }, {
      x: "a",
    }]);
  });
});

liveTest(
  "transaction() rolls back what fails, also where the failure is hidden",
  async (database) => {
    const db = await database.connect();
    await assert.rejects(
      db.transaction(async () => {
        assert.ok(db.inTransaction);
        await db.execute({ sql: "CREATE TABLE t (a int)" });
        throw new Error("no");
      }),
      /^Error: no$/,
    );
    assert.equal(db.inTransaction, false);
    const hidden = await failure(() =>
      db.transaction(async () => {
        await db.execute({ sql: "CREATE TABLE t (a int)" });
        await db.execute({ sql: "SELECT 1 / 0" }).catch(() => {});
      })
    );
    assert.equal(hidden.code, "database/statement-failed");
    assert.equal(await db.rows?.({ name: "t" }, ["a"]), undefined);
    const nested = await failure(() =>
      db.transaction(() => db.transaction(() => Promise.resolve()))
    );
    assert.equal(nested.code, "database/in-transaction");
  },
);

liveTest("inTransaction follows what SQL begins and ends", async (database) => {
  const db = await database.connect();
  const steps: readonly (readonly [string, boolean])[] = [
    ["START TRANSACTION", true],
    ["SAVEPOINT a", true],
    ["ROLLBACK TO SAVEPOINT a", true],
    ["COMMIT AND CHAIN", true],
    ["ROLLBACK", false],
    ["BEGIN; SELECT 1", true],
    ["END", false],
    ["BEGIN; SET LOCAL work_mem = '1MB'", true],
    ["CREATE TABLE u (a int); COMMIT", false],
  ];
  for (const [statement, open] of steps) {
    await db.execute({ sql: statement });
    assert.equal(db.inTransaction, open, statement);
  }
  await failure(() => db.execute({ sql: "BEGIN; SELECT 1 / 0" }));
  assert.equal(db.inTransaction, true);
  await db.execute({ sql: "ROLLBACK" });
});

liveTest("a failing statement tells the server's words, code and place", async (database) => {
  const db = await database.connect();
  const statement = "SELECT '😀é' AS a, wrong FROM pg_class";
  const error = await failure(() => db.query({ sql: statement }));
  assert.equal(error.code, "database/statement-failed");
  assert.deepEqual(error.data, {
    sql: statement,
    problem: 'column "wrong" does not exist',
    code: "42703",
    position: statement.indexOf("wrong"),
  });
  await db.execute({ sql: "CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)" });
  const twice = await failure(() =>
    db.execute(postgres.writer.query(sql`INSERT INTO t VALUES (${1})`))
  );
  const { problem } = twice.data as { readonly problem: string };
  assert.match(problem, /duplicate key .* \(Key \(a\)=\(1\) already exists\)/);
});

liveTest("a session that the server ended is not begun anew", async (database) => {
  const [db, other] = [await database.connect(), await database.connect()];
  const error = await failure(() =>
    db.transaction(async () => {
      await db.execute({ sql: "CREATE TABLE t (a int)" });
      const [row] = await db.query<{ pid: number }>({ sql: "SELECT pg_backend_pid() AS pid" });
      await other.query({ sql: `SELECT pg_terminate_backend(${row?.pid})` });
      await new Promise((resolve) => setTimeout(resolve, 100));
      await db.execute({ sql: "CREATE TABLE u (a int)" });
    })
  );
  assert.equal(error.code, "database/statement-failed");
  assert.equal(db.inTransaction, false);
  const later = await failure(() => db.execute({ sql: "CREATE TABLE u (a int)" }));
  assert.match(later.message, /connection to the server was lost/);
  assert.equal(await other.rows?.({ name: "u" }, ["a"]), undefined);
});

function changed(database: TestDatabase, change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

liveTest("a database that is missing, and one that is closed to somebody", async (database) => {
  const missing = changed(database, (url) => url.pathname = "/retort_nowhere");
  const error = await failure(() => postgres.connect?.(missing));
  assert.equal(error.code, "database/missing");
  assert.match(error.message, /\/retort_nowhere does not exist$/);
  const db = await database.connect();
  const role = `${database.name}_role`.slice(-60);
  const quoted = postgres.writer.name(role);
  await db.execute({
    sql: `REVOKE CONNECT ON DATABASE ${postgres.writer.name(database.name)} FROM public`,
  });
  await db.execute({ sql: `CREATE ROLE ${quoted} LOGIN PASSWORD 'hidden-secret'` });
  try {
    const url = changed(database, (found) => {
      found.username = role;
      found.password = "hidden-secret";
    });
    const refused = await failure(() => postgres.connect?.(url));
    assert.equal(refused.code, "database/cannot-open");
    assert.match(refused.message, /permission denied for database|authentication failed/);
    assert.ok(!Deno.inspect(refused, { depth: 20, showHidden: true }).includes("hidden-secret"));
  } finally {
    await db.execute({ sql: `DROP ROLE ${quoted}` });
  }
});
