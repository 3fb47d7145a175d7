/** Defects of runs on SQLite that a review found. */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, type Op, op, varchar } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { sqlite } from "@retort/sqlite";
import { withDatabase } from "./database.ts";

const id = () => integer().primaryKey();
const first = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: id() }),
    op.createTable("posts", { id: id(), author: integer().references("users.id") }),
    op.createTable("aside", { id: id(), text: varchar(5) }),
    op.bulkInsert("users", [{ id: 1 }]),
    op.bulkInsert("posts", [{ id: 1, author: 1 }]),
  ],
};
const change = op.alterColumn("aside", "text", { type: varchar(9) });

function then(...upgrade: readonly Op[]): object {
  return { revision: "b", downRevision: "a", upgrade };
}

function run(db: Connection, ...more: readonly object[]): Promise<unknown> {
  return migrate({ connection: db, dialect: sqlite, revisions: [first, ...more] });
}

function isViolation(error: unknown): boolean {
  const cause = isRetortError(error) ? error.cause : undefined;
  return isRetortError(cause) && cause.code === "database/violations";
}

const orphans: Readonly<Record<string, Op>> = {
  "DELETE of a parent": op.execute("delete from users"),
  "INSERT of a row without a parent": op.bulkInsert("posts", [{ id: 2, author: 9 }]),
  "DROP TABLE of a parent": op.dropTable("users", { allowLoss: "a test" }),
};

for (const [name, item] of Object.entries(orphans)) {
  for (const [when, ops] of [["before", [item, change]], ["after", [change, item]]] as const) {
    Deno.test(`${name} ${when} the rebuild of another table is undone`, async () => {
      await withDatabase(async (db) => {
        await run(db);
        await assert.rejects(() => run(db, then(...ops)), isViolation);
        assert.deepEqual(await db.query({ sql: "select * from users" }), [{ id: 1 }]);
        assert.deepEqual(await db.query({ sql: "select id from posts" }), [{ id: 1 }]);
      });
    });
  }
}

Deno.test("rows that were broken before a rebuild don't stop it; new ones do", async () => {
  await withDatabase(async (db) => {
    await run(db);
    await db.execute({ sql: "pragma foreign_keys = off" });
    await db.execute({ sql: "insert into posts values (7, 77)" });
    await db.execute({ sql: "pragma foreign_keys = on" });
    const posts = op.alterColumn("posts", "author", { nullable: false });
    const more = op.bulkInsert("posts", [{ id: 8, author: 77 }]);
    await assert.rejects(() => run(db, then(posts, more)), isViolation);
    await run(db, then(posts, change));
    const left = await db.query({ sql: "select name from temp.sqlite_schema" });
    assert.deepEqual(left, [], "nothing temporary stays");
  });
});

Deno.test("a new broken row without a rowid is told from an old one", async () => {
  await withDatabase(async (db) => {
    await run(db);
    await db.execute({
      sql: "create table w (id text primary key, u references users) without rowid",
    });
    await db.execute({ sql: "pragma foreign_keys = off" });
    await db.execute({ sql: "insert into w values ('old', 5)" });
    const broken = then(change, op.execute("insert into w values ('new', 5)"));
    await assert.rejects(() => run(db, broken), isViolation);
    await run(db, then(change));
  });
});

Deno.test("a key that SQLite can't check stops no rebuild and hides no other table", async () => {
  const tables = [
    "create table p (a, b, c, primary key (b, a), unique (C))",
    "create unique index part on p (a) where a > 1",
    "create table wrong (x references p (a), y references nowhere)",
    "create table fine (x, y references p (c), z, foreign key (x, y) references p (A, b), foreign key (x, z) references p)",
  ];
  await withDatabase(async (db) => {
    await run(db);
    for (const sql of tables) await db.execute({ sql });
    await run(db, then(change));
  });
  await withDatabase(async (db) => {
    await run(db);
    for (const sql of tables) await db.execute({ sql });
    const broken = then(change, op.execute("insert into fine values (1, 2, 3)"));
    await assert.rejects(() => run(db, broken), isViolation);
  });
});

Deno.test("a rebuild that makes a key point at columns which are not unique is undone", async () => {
  await withDatabase(async (db) => {
    await run(db);
    const tables = ["create table p (a unique)", "create table c (a references p (a))"];
    for (const sql of tables) await db.execute({ sql });
    const loosen = op.execute("drop table p; create table p (a)");
    await assert.rejects(() => run(db, then(loosen, change)), isViolation);
  });
});

Deno.test("a rebuild leaves foreign keys as the connection had them", async () => {
  for (const wanted of [0, 1]) {
    await withDatabase(async (db) => {
      await run(db);
      await db.execute({ sql: `pragma foreign_keys = ${wanted}` });
      await run(db, then(change));
      assert.deepEqual(await db.query({ sql: "pragma foreign_keys" }), [{ foreign_keys: wanted }]);
    });
  }
});

Deno.test("autocommit runs SQL that no transaction may hold", async () => {
  await withDatabase(async (db) => {
    await run(db);
    await assert.rejects(() => run(db, then(op.execute("vacuum"))), /VACUUM/i);
    await run(db, then(op.execute("vacuum", { autocommit: true })));
  });
});

Deno.test("migrate() says how its own options allow a loss", async () => {
  await withDatabase(async (db) => {
    await run(db);
    await assert.rejects(() => run(db, then(op.dropTable("posts"))), (error) => {
      assert.ok(isRetortError(error) && error.code === "run/data-loss");
      assert.equal(
        error.hint,
        'if that is right: migrate({ allowLoss: ["posts"] }); keep: true keeps it under another name',
      );
      assert.deepEqual(JSON.parse(JSON.stringify(error.data)), error.data);
      return true;
    });
  });
});

Deno.test("a table of the project is not taken for the history table", async () => {
  await withDatabase(async (db) => {
    await db.execute({ sql: "create table app_history (id integer, event text)" });
    const work = migrate({
      connection: db,
      dialect: sqlite,
      revisions: [first],
      versionTable: "app_version",
    });
    await assert.rejects(
      work,
      (error) =>
        isRetortError(error) && error.code === "run/table-taken" &&
        /app_history/.test(error.message) && /version_table/.test(error.hint ?? ""),
    );
    const tables = await db.query({ sql: "select name from sqlite_schema" });
    assert.deepEqual(tables, [{ name: "app_history" }]);
  });
});

Deno.test("lists of ops by database are refused instead of passed over", async () => {
  await withDatabase(async (db) => {
    const named = { revision: "b", downRevision: "a", upgrade: { app: [change] } };
    await assert.rejects(() => run(db, named), { code: "source/unnamed-database" });
  });
});
