/** The connection to a real server, and all the ways in which it can fail. */
import assert from "node:assert/strict";
import { isRetortError, type RetortError } from "@retort/core";
import { mysql } from "@retort/mysql";
import { liveTest, server } from "./server.ts";

async function failure(work: () => Promise<unknown> | undefined): Promise<RetortError> {
  try {
    await work();
  } catch (error) {
    if (isRetortError(error)) return error as RetortError;
    throw error;
  }
  throw new Error("it did not fail");
}

/** Everything that a person or a log could see of an error. */
function everything(error: unknown): string {
  const seen = new Set<unknown>();
  const walk = (value: unknown): string => {
    if (typeof value !== "object" || value === null || seen.has(value)) return String(value);
    seen.add(value);
    const own = Reflect.ownKeys(value).map((key) =>
      `${String(key)} ${walk(Reflect.get(value, key))}`
    );
    return own.join("\n");
  };
  return walk(error) + Deno.inspect(error, { depth: 20 });
}

const secret = "s3cr3t-p&ss wörd";

/** The server's URL with another user and our password. */
function urlOf(
  change: { readonly user?: string; readonly database?: string; readonly query?: string },
) {
  const { user = "nobody_h", database = "information_schema", query = "" } = change;
  const url = new URL(server().url(database));
  url.username = user;
  url.password = encodeURIComponent(secret);
  return url.href + query;
}

liveTest("a wrong password is said without the password", async () => {
  const error = await failure(() => mysql.connect?.(urlOf({})));
  assert.equal(error.code, "database/cannot-open");
  assert.match(error.message, /nobody_h@127\.0\.0\.1:\d+\/information_schema/);
  // Whom the server does not know it answers by the rules of any account, so the code may be 1698.
  assert.match(error.message, /(?:1045|1698) 28000/);
  for (const text of [secret, encodeURIComponent(secret)]) {
    assert.ok(!everything(error).includes(text), everything(error));
  }
});

liveTest("a database that is missing is said to be missing", async (database) => {
  const error = await failure(() => mysql.connect?.(server().url(`${database.name}_no`)));
  assert.equal(error.code, "database/missing");
  assert.match(error.message, new RegExp(`${database.name}_no`));
});

liveTest("a server that is down is said to be down", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const url = `mysql://root:${encodeURIComponent(secret)}@127.0.0.1:${port}/shop`;
  const error = await failure(() => mysql.connect?.(url));
  assert.equal(error.code, "database/cannot-open");
  assert.match(error.message, /root@127\.0\.0\.1:\d+\/shop: nothing answers there/);
  assert.ok(!everything(error).includes(secret));
});

const hasTls = "show status like 'Ssl_server_not_after'";

liveTest("TLS that the server has not is said to be missing", async (database) => {
  const db = await database.connect();
  const [row] = await db.query<{ Value: string }>({
    sql: "show status like 'Ssl_server_not_after'",
  });
  const url = `${database.url}?ssl=require`;
  if (row !== undefined && row.Value !== "") {
    await (await mysql.connect?.(url))?.close();
    const error = await failure(() => mysql.connect?.(`${database.url}?ssl=verify-full`));
    assert.match(error.message, /TLS/);
  } else {
    const error = await failure(() => mysql.connect?.(url));
    assert.equal(error.code, "database/cannot-open");
    assert.match(error.message, /TLS/);
  }
});

liveTest("a password is given with TLS and without, also the first time", async (database) => {
  const db = await database.connect();
  const user = `${database.name.slice(0, 20)}_u`;
  await db.execute({ sql: `CREATE USER '${user}'@'%' IDENTIFIED BY '${secret}'` });
  try {
    await db.execute({ sql: `GRANT ALL ON ${database.name}.* TO '${user}'@'%'` });
    const url = urlOf({ user, database: database.name });
    await (await mysql.connect?.(url))?.close();
    const [row] = await db.query<{ Value: string }>({ sql: hasTls });
    if (row === undefined || row.Value === "") return;
    // What the server has learned of the password, it forgets.
    await db.execute({ sql: "FLUSH PRIVILEGES" });
    await (await mysql.connect?.(`${url}?ssl=require`))?.close();
  } finally {
    await db.execute({ sql: `DROP USER '${user}'@'%'` });
  }
});

liveTest("a statement that fails says the SQL, the code and the place", async (database) => {
  const db = await database.connect();
  const missing = await failure(() => db.query({ sql: "select * from nowhere" }));
  const data = missing.data as Readonly<Record<string, unknown>>;
  assert.equal(missing.code, "database/statement-failed");
  assert.equal(data["code"], "1146 42S02");
  assert.equal(data["sql"], "select * from nowhere");
  const sql = "update t\nset where x = 1";
  const broken = await failure(() => db.execute({ sql }));
  assert.equal((broken.data as { position?: number }).position, sql.indexOf("where"));
  const two = await failure(() => db.execute({ sql: "select 1; select 2" }));
  assert.equal(two.code, "database/statement-failed");
});

liveTest("a transaction is one until it ends, by itself or by DDL", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: "create table t (id int)" });
  await assert.rejects(() =>
    db.transaction(async () => {
      await db.execute({ sql: "insert into t values (1)" });
      assert.equal(db.inTransaction, true);
      throw new Error("no");
    })
  );
  assert.equal(db.inTransaction, false);
  assert.deepEqual(await db.query({ sql: "select * from t" }), []);
  await db.transaction(async () => {
    await db.execute({ sql: "insert into t values (2)" });
    await db.execute({ sql: "create table u (id int)" });
    assert.equal(db.inTransaction, false, "DDL commits");
  });
  assert.equal((await db.query({ sql: "select * from t" })).length, 1);
  await db.execute({ sql: "begin" });
  const nested = await failure(() => db.transaction(() => Promise.resolve()));
  assert.equal(nested.code, "database/in-transaction");
});

liveTest("rows() gives texts, or nothing where there is no table", async (database) => {
  const db = await database.connect();
  assert.equal(await db.rows?.({ name: "t" }, ["v"]), undefined);
  await db.execute({ sql: "create table t (v varchar(9))" });
  assert.equal(await db.execute({ sql: "insert into t values ('b'), ('a')" }), 2);
  assert.deepEqual(await db.rows?.({ name: "t" }, ["v"]), [{ v: "b" }, { v: "a" }]);
  assert.equal(await db.execute({ sql: "update t set v = 'a' where v = 'a'" }), 1, "matched rows");
  assert.equal(db.server.dialect, "mysql");
  assert.match(db.server.flavour, /^(?:mariadb|mysql)$/);
  assert.match(db.server.version, /^\d+\.\d+\.\d+$/);
  await db.close();
  await db.close();
});
