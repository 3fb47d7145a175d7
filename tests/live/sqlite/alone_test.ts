/** `transaction_mode = none`: each statement alone, and what is refused before anything runs. */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, sql, varchar } from "@retort/core";
import type { Connection, Query } from "@retort/core/dialect";
import { sqlite } from "@retort/sqlite";

const first = (second: string) => ({
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer().primaryKey(), name: varchar(50) }),
    op.execute("insert into users values (1, 'x')"),
    op.execute(second),
    op.alterColumn("users", "name", { nullable: false }),
  ],
});
const good = "insert into users values (2, 'y')";
const bad = "insert into nowhere values (1)";

async function withDatabase(work: (db: Connection) => Promise<void>): Promise<void> {
  const db = await sqlite.connect?.("sqlite::memory:");
  assert.ok(db);
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

const journal = (db: Connection) =>
  db.query({ sql: "select step, state, done from retort_journal order by step" });

const failsWith = (code: string, hint: RegExp) => (error: unknown) => {
  assert.ok(isRetortError(error) && error.code === code, String(error));
  assert.match(String(error.hint), hint);
  return true;
};

Deno.test("no transaction: what ran before a failure stays, and the next run goes on there", async () => {
  await withDatabase(async (db) => {
    const run = (second: string) =>
      migrate({
        connection: db,
        dialect: sqlite,
        revisions: [first(second)],
        transactionMode: "none",
      });
    await assert.rejects(
      () => run(bad),
      failsWith("run/op-failed", /are committed and will not be run again/),
    );
    assert.deepEqual(await db.query({ sql: "select id from users" }), [{ id: 1 }]);
    assert.deepEqual(await journal(db), [
      { step: 0, state: "done", done: 1 },
      { step: 1, state: "done", done: 1 },
      { step: 2, state: "failed", done: 0 },
    ]);
    assert.deepEqual((await run(good)).to, ["a"]);
    assert.deepEqual(await db.query({ sql: "select id from users" }), [{ id: 1 }, { id: 2 }]);
    assert.deepEqual(await journal(db), []);
    await assert.rejects(() => db.execute({ sql: "insert into users values (3, null)" }));
  });
});

Deno.test("no transaction: only a rebuild has one, with its journal row", async () => {
  await withDatabase(async (db) => {
    const seen: [string, boolean][] = [];
    const watching: Connection = new Proxy(db, {
      get(target, key): unknown {
        const value: unknown = Reflect.get(target, key);
        if (key !== "execute") return typeof value === "function" ? value.bind(target) : value;
        return (query: Query) => {
          seen.push([query.sql.split("\n")[0] ?? "", target.inTransaction]);
          return target.execute(query);
        };
      },
    });
    const revisions = [first(good)];
    await migrate({ connection: watching, dialect: sqlite, revisions, transactionMode: "none" });
    const inside = (start: string) => seen.find(([text]) => text.startsWith(start))?.[1];
    assert.equal(inside("CREATE TABLE users"), false);
    assert.equal(inside("insert into users values (1"), false);
    assert.equal(inside("DROP TABLE users"), true);
    const drop = seen.findIndex(([text]) => text.startsWith("DROP TABLE users"));
    const row = seen.findIndex(([text], at) => at > drop && text.includes("retort_journal"));
    assert.ok(row > drop && seen.slice(drop, row + 1).every(([, inTransaction]) => inTransaction));
  });
});

Deno.test("what ran without a transaction is not run again in another mode", async () => {
  await withDatabase(async (db) => {
    const options = { connection: db, dialect: sqlite } as const;
    await assert.rejects(() =>
      migrate({ ...options, revisions: [first(bad)], transactionMode: "none" })
    );
    const { to } = await migrate({ ...options, revisions: [first(good)], transactionMode: "all" });
    assert.deepEqual(to, ["a"]);
    assert.deepEqual(await db.query({ sql: "select id from users" }), [{ id: 1 }, { id: 2 }]);
    assert.deepEqual(await journal(db), []);
  });
});

Deno.test("what the dialect refuses in a later revision is found before the first one runs", async () => {
  await withDatabase(async (db) => {
    const refused = {
      revision: "b",
      downRevision: "a",
      upgrade: [
        op.execute(sql`select 1`),
        op.createSequence("s"),
      ],
    };
    for (const transactionMode of ["revision", "all", "none"] as const) {
      const revisions = [first(good), refused];
      await assert.rejects(
        () => migrate({ connection: db, dialect: sqlite, revisions, transactionMode }),
        failsWith("run/op-failed", /nothing of "b" was kept; give the column identity/),
      );
      assert.deepEqual(await db.query({ sql: "select name from sqlite_schema" }), []);
    }
  });
});
