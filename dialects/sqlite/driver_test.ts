import assert from "node:assert/strict";
import { type ErrorCode, isRetortError } from "@retort/core/errors";
import { literal } from "@retort/core/schema";
import { connect } from "./driver.ts";
import { openFailure } from "./failures.ts";

function fails(code: ErrorCode, words = /./): (error: unknown) => boolean {
  return (error) => isRetortError(error) && error.code === code && words.test(error.message);
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("connect() creates a file, unless it must not", async () => {
  await inFolder(async (folder) => {
    const url = `sqlite:${folder}/new.db`;
    await assert.rejects(connect(url, { create: false }), fails("database/missing", /new\.db/));
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    const db = await connect(url);
    assert.equal(db.server.target, `${folder}/new.db`);
    assert.match(db.server.version, /^3\./);
    await db.close();
    await db.close();
    await (await connect(url, { create: false })).close();
  });
});

Deno.test("connect() says why a file can't be opened", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/text`, "this is no database, but long enough for a header");
    const refused = (path: string, words: RegExp) =>
      assert.rejects(connect(`sqlite:${path}`), fails("database/cannot-open", words));
    await refused(`${folder}/text`, /not a SQLite database/);
    await refused(`${folder}/none/x.db`, /the folder .*none does not exist/);
    await refused(folder, /it is a folder/);
  });
});

Deno.test({
  name: "connect() says that WAL mode wants to write beside the file",
  // Nothing is refused to root, and Windows has other rights.
  ignore: Deno.uid() === 0 || Deno.build.os === "windows",
  fn: async () => {
    await inFolder(async (folder) => {
      const url = `sqlite:${folder}/app.db`;
      const db = await connect(url);
      await db.execute({ sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (a)" });
      await Deno.copyFile(`${folder}/app.db`, `${folder}/copy.db`);
      await Deno.copyFile(`${folder}/app.db-wal`, `${folder}/copy.db-wal`);
      await db.close();
      await Deno.chmod(folder, 0o500);
      try {
        await assert.rejects(
          connect(url),
          fails("database/cannot-open", /is in WAL mode.*app\.db-wal, .*app\.db-shm/),
        );
        // What was written last stands in the one file, and the other is gone.
        await assert.rejects(
          connect(`sqlite:${folder}/copy.db`),
          fails("database/cannot-open", /is in WAL mode/),
        );
      } finally {
        await Deno.chmod(folder, 0o700);
      }
      await (await connect(url)).close();
    });
  },
});

Deno.test("openFailure() knows WAL mode by the code, or by the file beside it", () => {
  const path = "app.db";
  const failed = (errcode: number, message: string, there: readonly string[]) => {
    const exists = (name: string): boolean => there.includes(name);
    const error = Object.assign(new Error(message), { errcode });
    return openFailure(error, { path, create: true, timeout: 0, exists });
  };
  const readOnly = "attempt to write a readonly database";
  const cannotOpen = "unable to open database file";
  const wal = fails("database/cannot-open", /^Cannot open app\.db: it is in WAL mode/);
  const other = fails("database/cannot-open", /^Cannot open app\.db: (?!it is in WAL)/);
  assert.ok(wal(failed(1544, readOnly, [path])));
  assert.ok(wal(failed(14, cannotOpen, [path, `${path}-wal`])));
  assert.ok(other(failed(776, readOnly, [path])));
  assert.ok(other(failed(14, cannotOpen, [path])));
});

Deno.test("writing where that is refused is database/read-only", async () => {
  const db = await connect("sqlite::memory:");
  await db.execute({ sql: "PRAGMA query_only = 1" });
  const write = db.execute({ sql: "CREATE TABLE t (a)" });
  await assert.rejects(write, fails("database/read-only", /^Cannot write to :memory:/));
  await db.close();
});

Deno.test({
  name: "connect() names the right that is missing",
  permissions: { read: false, write: false },
  fn: async () => {
    await assert.rejects(connect("sqlite:x.db"), fails("database/cannot-open", /--allow-/));
  },
});

Deno.test("a busy database is database/locked after the timeout", async () => {
  await inFolder(async (folder) => {
    const url = `sqlite:${folder}/busy.db`;
    const [one, two] = [await connect(url), await connect(url, { timeout: 50 })];
    await one.transaction(async () => {
      await one.execute({ sql: "CREATE TABLE t (a)" });
      await assert.rejects(two.transaction(() => Promise.resolve()), fails("database/locked"));
      await assert.rejects(two.execute({ sql: "CREATE TABLE u (a)" }), fails("database/locked"));
      await assert.rejects(two.execute({ sql: "CREATE TABLE u (a);;" }), fails("database/locked"));
    });
    await two.execute({ sql: "CREATE TABLE u (a)" });
    await one.close();
    await two.close();
  });
});

Deno.test("a constraint that fails in a rebuild is told with the name of the table", async () => {
  const db = await connect("sqlite::memory:");
  await db.execute({ sql: "CREATE TABLE _retort_new_t (a, b, UNIQUE (a, b))" });
  await db.execute({ sql: "INSERT INTO _retort_new_t VALUES (1, 2)" });
  await assert.rejects(
    () => db.execute({ sql: "INSERT INTO _retort_new_t VALUES (1, 2)" }),
    (error) => error instanceof Error && error.message.endsWith("failed: t.a, t.b"),
  );
  await db.close();
});

Deno.test("execute() and query() say where a statement is wrong", async () => {
  const db = await connect("sqlite::memory:");
  const place = async (work: Promise<unknown>): Promise<object> => {
    const error: unknown = await work.catch((cause: unknown) => cause);
    assert.ok(isRetortError(error) && error.code === "database/statement-failed");
    const { sql: _sql, ...rest } = error.data as { readonly sql: string };
    return rest;
  };
  assert.deepEqual(await place(db.query({ sql: "SELECT 'é', nope" })), {
    problem: "no such column: nope",
    code: "SQLITE_ERROR",
    position: 12,
  });
  assert.deepEqual(await place(db.execute({ sql: "CREATE TABL t (a)" })), {
    problem: 'near "TABL": syntax error',
    code: "SQLITE_ERROR",
    position: 7,
  });
  assert.deepEqual(await place(db.execute({ sql: "SELECT 1; SELECT 'é' frm x" })), {
    problem: 'near "x": syntax error',
    position: 25,
  });
  await db.execute({ sql: "CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)" });
  assert.deepEqual(await place(db.execute({ sql: "INSERT INTO t VALUES (1)" })), {
    problem: "UNIQUE constraint failed: t.a",
    code: "SQLITE_CONSTRAINT_UNIQUE",
  });
  await db.close();
});

Deno.test("values go in and come back as they were", async () => {
  const db = await connect("sqlite::memory:");
  const params = [
    literal(7),
    literal(1.5),
    literal(9007199254740993n),
    literal(true),
    literal(null),
    literal("a'b"),
    literal(new Uint8Array([0, 255])),
    literal(new Date(0)),
  ];
  const sql = "SELECT ? AS a, ? AS b, ? AS c, ? AS d, ? AS e, ? AS f, ? AS g, ? AS h";
  const [row] = await db.query({ sql, params });
  assert.deepEqual(row, {
    a: 7,
    b: 1.5,
    c: 9007199254740993n,
    d: 1,
    e: null,
    f: "a'b",
    g: new Uint8Array([0, 255]),
    h: "1970-01-01 00:00:00.000000",
  });
  const [kinds] = await db.query({
    sql: "SELECT typeof(?) AS a, typeof(?) AS b",
    params: [7, 7.5],
  });
  assert.deepEqual(kinds, { a: "integer", b: "real" });
  for (const bad of [literal(2n ** 70n), "a\0b"]) {
    const asked = db.query({ sql: "SELECT ?", params: [bad] });
    await assert.rejects(asked, fails("schema/bad-literal"));
  }
  await db.close();
});

Deno.test("execute() counts the rows that it changed", async () => {
  const db = await connect("sqlite::memory:");
  assert.equal(await db.execute({ sql: "CREATE TABLE t (a)" }), 0);
  assert.equal(await db.execute({ sql: "INSERT INTO t VALUES (1), (2)" }), 2);
  assert.equal(await db.execute({ sql: "DELETE FROM t; INSERT INTO t VALUES (1)" }), 3);
  assert.equal(await db.execute({ sql: "UPDATE t SET a = ?", params: [5] }), 1);
  assert.equal(await db.execute({ sql: "-- nothing" }), 0);
  await db.close();
});

Deno.test("execute() gives each of several statements its own values", async () => {
  const db = await connect("sqlite::memory:");
  await db.execute({ sql: "CREATE TABLE t (a, b)" });
  const sql = "INSERT INTO t VALUES (?, '?'); UPDATE t SET b = ? WHERE a = ?;";
  assert.equal(await db.execute({ sql, params: [1, "x", 1] }), 2);
  assert.deepEqual(await db.query({ sql: "SELECT * FROM t" }), [{ a: 1, b: "x" }]);
  for (const [text, params] of [[sql, [1]], ["SELECT ?1; SELECT ?1", [1]]] as const) {
    const work = db.execute({ sql: text, params });
    await assert.rejects(work, fails("database/statement-failed", /placeholders/));
  }
  assert.deepEqual(await db.query({ sql: "SELECT count(*) AS n FROM t" }), [{ n: 1 }]);
  await db.close();
});

Deno.test("query() refuses several statements", async () => {
  const db = await connect("sqlite::memory:");
  const work = db.query({ sql: "SELECT 1 AS a; SELECT 2 AS a" });
  await assert.rejects(work, fails("database/statement-failed", /exactly one statement/));
  assert.deepEqual(await db.query({ sql: "SELECT 1 AS a;" }), [{ a: 1 }]);
  await db.close();
});

Deno.test("transaction() commits, rolls back, and refuses to nest", async () => {
  const db = await connect("sqlite::memory:");
  await db.transaction(async () => {
    assert.equal(db.inTransaction, true);
    await db.execute({ sql: "CREATE TABLE t (a)" });
    await assert.rejects(db.transaction(() => Promise.resolve()), fails("database/in-transaction"));
  });
  const boom = new Error("boom");
  const failing = db.transaction(async () => {
    await db.execute({ sql: "DROP TABLE t" });
    throw boom;
  });
  await assert.rejects(failing, boom);
  assert.equal(db.inTransaction, false);
  assert.deepEqual(await db.query({ sql: "SELECT * FROM t" }), []);
  await db.close();
});

Deno.test("foreign keys hold, also at the end of a transaction", async () => {
  const db = await connect("sqlite::memory:");
  const key = "REFERENCES p DEFERRABLE INITIALLY DEFERRED";
  await db.execute({ sql: `CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p ${key})` });
  const broken = db.transaction(() => db.execute({ sql: "INSERT INTO c VALUES (1)" }));
  await assert.rejects(broken, fails("database/statement-failed", /FOREIGN KEY/));
  assert.equal(db.inTransaction, false);
  await db.close();
});

Deno.test("rows() gives columns as texts, and nothing without the table", async () => {
  const db = await connect("sqlite::memory:");
  assert.equal(await db.rows?.({ name: 'a "b"' }, ["x y"]), undefined);
  await db.execute({ sql: 'CREATE TABLE "a ""b""" ("x y" TEXT, n INTEGER)' });
  assert.deepEqual(await db.rows?.({ name: 'a "b"' }, ["x y"]), []);
  await db.execute({ sql: `INSERT INTO "a ""b""" VALUES ('2', 1), (NULL, 9007199254740993)` });
  assert.deepEqual(await db.rows?.({ name: 'a "b"', schema: "main" }, ["x y"]), [
    { "x y": "2" },
    { "x y": null },
  ]);
  const wrong = db.rows?.({ name: 'a "b"' }, ["other"]) ?? Promise.resolve();
  await assert.rejects(wrong, fails("database/statement-failed", /other/));
  await db.close();
});
