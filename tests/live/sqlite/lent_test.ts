/** Databases of an application, lent to `migrate()`. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { integer, migrate, op } from "@retort/core";
import { fromSqlite, sqlite } from "@retort/sqlite";
import { lends, refusesOpen } from "../lent.ts";

const given = [{ readOnly: false }, { returnArrays: true, readBigInts: true }];

for (const options of given) {
  Deno.test(`fromSqlite() lends a database that stays open ${JSON.stringify(options)}`, async () => {
    const db = new DatabaseSync(":memory:", options);
    await lends(sqlite, fromSqlite(db));
    assert.equal(db.isOpen, true);
    const [row] = db.prepare("SELECT count(*) AS n FROM users").all();
    assert.equal(String(Object.values(row ?? {})), "2");
    db.close();
  });
}

Deno.test("fromSqlite() refuses a database within a transaction", async () => {
  const db = new DatabaseSync(":memory:");
  db.exec("BEGIN");
  await refusesOpen(sqlite, fromSqlite(db));
  db.exec("COMMIT");
  db.close();
});

const lists = { app: [op.createTable("users", { id: integer().primaryKey() })] };
const first = { revision: "a1", downRevision: null, upgrade: lists };

Deno.test("what is no session is refused in words of the catalog", async () => {
  const db = new DatabaseSync(":memory:");
  const bare = { connection: db as never, dialect: sqlite, revisions: [first], database: "app" };
  await assert.rejects(migrate(bare), {
    code: "database/cannot-open",
    hint: "give it as fromSqlite(…), fromPostgres(…) or fromMysql(…)",
  });
  db.close();
  const closed = migrate({ ...bare, connection: fromSqlite(db) });
  await assert.rejects(closed, {
    code: "database/cannot-open",
    message: /not open/,
    hint: /^give an open database of node:sqlite/,
  });
});

Deno.test("a database that no revision names is refused, and nothing is written down", async () => {
  const db = new DatabaseSync(":memory:");
  const common = { connection: fromSqlite(db), dialect: sqlite };
  const options = { ...common, revisions: [first], database: "audit" };
  await assert.rejects(migrate(options), { code: "source/no-database", message: /"audit"/ });
  assert.deepEqual(db.prepare("SELECT name FROM sqlite_schema").all(), []);
  // Who has no list of its own in one revision may be meant by another.
  const forAll = { revision: "b2", downRevision: "a1", upgrade: [op.execute("SELECT 1")] };
  const { steps } = await migrate({ ...options, revisions: [first, forAll] });
  assert.equal(steps.length, 2);
  db.close();
});
