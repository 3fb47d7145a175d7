import assert from "node:assert/strict";
import {
  integer,
  isRetortError,
  migrate,
  op,
  type RevisionContext,
  sql,
  varchar,
} from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { downgradePath, upgradePath } from "@retort/core/graph";
import { bookkeepingOf, revisionsOf } from "@retort/core/plan";
import { runPath } from "@retort/core/run";
import { sqlite } from "@retort/sqlite";
import { withDatabase } from "./database.ts";

const first = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer().primaryKey(), name: varchar(50), age: integer() }),
    op.bulkInsert("users", [{ id: 1, name: "x", age: 7 }, { id: 2, name: "y", age: null }]),
  ],
};

const code = (wanted: string) => (error: unknown): boolean =>
  isRetortError(error) && error.code === wanted;

async function dump(db: Connection): Promise<unknown> {
  const schema = await db.query({ sql: "select name, sql from sqlite_schema order by name" });
  const users = await db.query({ sql: "select * from users order by id" });
  const versions = await db.query({ sql: "select version_num from retort_version" });
  return [schema, users, versions];
}

Deno.test("a failing statement in the middle of a revision leaves nothing of it", async () => {
  await withDatabase(async (db) => {
    await migrate({ connection: db, dialect: sqlite, revisions: [first] });
    const before = await dump(db);
    const broken = {
      revision: "b",
      downRevision: "a",
      upgrade: [
        op.createTable("one", { id: integer() }),
        op.alterColumn("users", "name", { nullable: false }),
        op.execute("insert into nowhere values (1)"),
        op.createTable("two", { id: integer() }),
      ],
    };
    await assert.rejects(
      () => migrate({ connection: db, dialect: sqlite, revisions: [first, broken] }),
      (error) => code("run/op-failed")(error) && /nowhere/.test(String(error)),
    );
    assert.deepEqual(await dump(db), before);
    const [last] = await db.query<{ event: string; error: string }>({
      sql: "select event, error from retort_history order by id desc",
    });
    assert.equal(last?.event, "failed");
    const [keys] = await db.query<{ foreign_keys: number }>({ sql: "pragma foreign_keys" });
    assert.equal(keys?.foreign_keys, 1, "foreign keys are on again");
  });
});

Deno.test("rows that break a new constraint roll a rebuild back", async () => {
  await withDatabase(async (db) => {
    await migrate({ connection: db, dialect: sqlite, revisions: [first] });
    const before = await dump(db);
    const strict = {
      revision: "b",
      downRevision: "a",
      upgrade: [op.alterColumn("users", "age", { nullable: false })],
    };
    await assert.rejects(
      () => migrate({ connection: db, dialect: sqlite, revisions: [first, strict] }),
      code("run/op-failed"),
    );
    assert.deepEqual(await dump(db), before);
  });
});

Deno.test("an upgrade that drops values is refused before it begins, and allowed by name", async () => {
  await withDatabase(async (db) => {
    const drop = {
      revision: "b",
      downRevision: "a",
      upgrade: [op.createTable("other", { id: integer() }), op.dropColumn("users", "age")],
    };
    const run = (allowLoss: readonly string[] = []) =>
      migrate({ connection: db, dialect: sqlite, revisions: [first, drop], allowLoss });
    await migrate({ connection: db, dialect: sqlite, revisions: [first] });
    await assert.rejects(run, (error) => {
      assert.ok(isRetortError(error) && error.code === "run/data-loss");
      assert.deepEqual(error.data, {
        allow: 'migrate({ allowLoss: ["users.age"] })',
        keepWith: "keep: true",
        losses: [{ object: "users.age", rows: 1 }],
      });
      return true;
    });
    await assert.rejects(() => run(["users.name"]), code("run/data-loss"));
    assert.deepEqual((await run(["users"])).to, ["b"]);
  });
});

Deno.test("what an earlier revision of the run filled is counted just before it is dropped", async () => {
  await withDatabase(async (db) => {
    const drop = { revision: "b", downRevision: "a", upgrade: [op.dropTable("users")] };
    await assert.rejects(
      () => migrate({ connection: db, dialect: sqlite, revisions: [first, drop] }),
      code("run/data-loss"),
    );
    const [row] = await db.query<{ version_num: string }>({ sql: "select * from retort_version" });
    assert.equal(row?.version_num, "a");
    const allowed = { ...drop, upgrade: [op.dropTable("users", { allowLoss: "a test" })] };
    const report = await migrate({
      connection: db,
      dialect: sqlite,
      revisions: [first, allowed],
    });
    assert.deepEqual(report.to, ["b"]);
  });
});

Deno.test("op.run reads and writes in the revision's transaction, and its ops are executed", async () => {
  await withDatabase(async (db) => {
    const contexts: RevisionContext[] = [];
    const fill = {
      revision: "b",
      downRevision: "a",
      upgrade: [
        op.run("fill", async (database, cx) => {
          contexts.push(cx);
          for (const { id } of await database.query<{ id: number }>(sql`select id from users`)) {
            await database.execute(sql`update users set name = ${`user '${id}`} where id = ${id}`);
          }
          return [op.createTable("made", { id: integer() })];
        }),
      ],
    };
    await migrate({ connection: db, dialect: sqlite, revisions: [first, fill], x: { a: "1" } });
    assert.deepEqual(await db.query({ sql: "select name from users order by id" }), [
      { name: "user '1" },
      { name: "user '2" },
    ]);
    assert.deepEqual(contexts, [
      { dialect: "sqlite", flavour: "sqlite", x: { a: "1" }, offline: false },
    ]);
    assert.deepEqual(await db.query({ sql: "select * from made" }), []);
    const bad = {
      revision: "c",
      downRevision: "b",
      upgrade: [op.run("bad", async (database) => {
        await database.execute(sql`delete from users`);
        throw new TypeError("no");
      })],
    };
    await assert.rejects(
      () => migrate({ connection: db, dialect: sqlite, revisions: [first, fill, bad] }),
      code("run/op-failed"),
    );
    assert.equal((await db.query({ sql: "select * from users" })).length, 2);
  });
});

Deno.test("ops of a function that would rebuild a table are refused with a way out", async () => {
  await withDatabase(async (db) => {
    const late = {
      revision: "b",
      downRevision: "a",
      upgrade: [op.run("late", () => [op.alterColumn("users", "age", { type: varchar(9) })])],
    };
    await assert.rejects(
      () => migrate({ connection: db, dialect: sqlite, revisions: [first, late] }),
      (error) =>
        isRetortError(error) && isRetortError(error.cause) &&
        error.cause.code === "run/late-rebuild",
    );
  });
});

Deno.test("a table that SQL of the revision changed is read again before it is rebuilt", async () => {
  await withDatabase(async (db) => {
    const mixed = {
      revision: "b",
      downRevision: "a",
      upgrade: [
        op.execute("alter table users add column extra text default 'e'"),
        op.alterColumn("users", "age", { type: varchar(9) }),
        op.renameColumn("users", "extra", "more"),
        op.alterColumn("users", "more", { nullable: false }),
      ],
    };
    await migrate({ connection: db, dialect: sqlite, revisions: [first, mixed] });
    assert.deepEqual(await db.query({ sql: "select id, name, age, more from users" }), [
      { id: 1, name: "x", age: "7", more: "e" },
      { id: 2, name: "y", age: null, more: "e" },
    ]);
  });
});

Deno.test("a delete that a rebuild leaves without its cascade is found before the commit", async () => {
  await withDatabase(async (db) => {
    const child = {
      revision: "b",
      downRevision: "a",
      upgrade: [
        op.createTable("posts", {
          id: integer().primaryKey(),
          author: integer().references("users.id", { onDelete: "cascade" }),
        }),
        op.bulkInsert("posts", [{ id: 1, author: 1 }]),
      ],
    };
    const mixed = {
      revision: "c",
      downRevision: "b",
      upgrade: [
        op.alterColumn("users", "name", { type: varchar(60) }),
        op.execute("delete from users where id = 1"),
      ],
    };
    await migrate({ connection: db, dialect: sqlite, revisions: [first, child] });
    await assert.rejects(
      () => migrate({ connection: db, dialect: sqlite, revisions: [first, child, mixed] }),
      (error) =>
        isRetortError(error) && error.code === "run/op-failed" &&
        isRetortError(error.cause) && error.cause.code === "database/violations",
    );
    assert.equal((await db.query({ sql: "select * from users" })).length, 2);
    assert.equal((await db.query({ sql: "select * from posts" })).length, 1);
  });
});

Deno.test("a connection that is in a transaction is refused", async () => {
  await withDatabase(async (db) => {
    await db.transaction(async () => {
      await assert.rejects(
        () => migrate({ connection: db, dialect: sqlite, revisions: [first] }),
        code("database/in-transaction"),
      );
    });
  });
});

Deno.test("a derived downgrade gives back the table with everything on it", async () => {
  await withDatabase(async (db) => {
    const drop = {
      revision: "b",
      downRevision: "a",
      upgrade: [
        op.createIndex("ix", "users", ["age"], { where: sql`age > 1` }),
        op.renameColumn("users", "age", "years"),
        op.dropTable("users", { allowLoss: "a test" }),
      ],
    };
    const table = { sql: "select type, name, sql from sqlite_schema where tbl_name = 'users'" };
    await migrate({ connection: db, dialect: sqlite, revisions: [first] });
    const before = await db.query(table);
    await migrate({ connection: db, dialect: sqlite, revisions: [first, drop] });
    assert.deepEqual(await db.query(table), []);
    const set = revisionsOf([first, drop]);
    const tables = bookkeepingOf({ versionTable: "retort_version" });
    await runPath({ dialect: sqlite, db, tables }, set, {
      path: downgradePath(set.graph, "-1", ["b"]),
      x: {},
      losses: { allow: [], otherwise: "refuse", allowWith: String, written: false },
      now: () => new Date(),
      tool: "test",
    });
    assert.deepEqual(await db.query(table), before);
  });
});

Deno.test("a function is not called where another process was there first", async () => {
  await withDatabase(async (db) => {
    const calls: string[] = [];
    const revisions = [{
      revision: "a",
      downRevision: null,
      upgrade: [op.run("call out", () => void calls.push("called"))],
    }];
    await migrate({ connection: db, dialect: sqlite, revisions });
    const set = revisionsOf(revisions);
    const session = {
      db,
      dialect: sqlite,
      tables: bookkeepingOf({ versionTable: "retort_version" }),
    };
    const late = runPath(session, set, {
      path: upgradePath(set.graph, "head", []),
      x: {},
      losses: { allow: [], otherwise: "refuse", written: true, allowWith: () => "" },
      now: () => new Date(),
      tool: "test",
    });
    await assert.rejects(late, code("run/concurrent"));
    assert.deepEqual(calls, ["called"]);
  });
});
