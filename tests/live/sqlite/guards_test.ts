import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, sql, text, varchar } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import type { Op } from "@retort/core/ops";
import { sqlite } from "@retort/sqlite";

const first = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer().primaryKey(), name: varchar(50) }),
    op.execute("insert into users values (1, 'x')"),
  ],
};

/** Runs ops in a second revision over a table with one row. */
async function after(
  upgrade: readonly Op[],
  work: (db: Connection, error: unknown) => Promise<void>,
): Promise<void> {
  const db = await sqlite.connect?.("sqlite::memory:");
  assert.ok(db);
  try {
    await migrate({ connection: db, dialect: sqlite, revisions: [first] });
    const second = { revision: "b", downRevision: "a", upgrade };
    let error: unknown;
    await migrate({ connection: db, dialect: sqlite, revisions: [first, second] })
      .catch((thrown) => error = thrown);
    await work(db, error);
  } finally {
    await db.close();
  }
}

const strict = op.alterColumn("users", "name", { nullable: false });

Deno.test("a rebuild keeps what SQL and code of its revision made before", async () => {
  const made: readonly (readonly [string, readonly Op[]])[] = [
    ["code", [op.run("add", async (db) => {
      await db.execute(sql`alter table users add column slug text`);
      await db.execute(sql`update users set slug = 'keep'`);
    })]],
    ["ops of code", [op.run("add", () => [
      op.addColumn("users", "slug", text()),
      op.execute("update users set slug = 'keep'"),
    ])]],
    ["SQL", [op.execute("alter table Users add column slug text default 'keep'")]],
    ["quoted", [op.execute("alter table [users] add column slug text default 'keep'")]],
    ["schema", [op.execute("alter table main.users add column slug text default 'keep'")]],
    ["variant", [op.execute("select 1", {
      on: { sqlite: "alter table users add column slug text default 'keep'" },
    })]],
    ["other case", [op.addColumn("Users", "slug", text().default("keep"))]],
  ];
  for (const [name, ops] of made) {
    await after([...ops, strict], async (db, error) => {
      assert.equal(error, undefined, name);
      const rows = await db.query({ sql: "select * from users" });
      assert.deepEqual(rows, [{ id: 1, name: "x", slug: "keep" }], name);
    });
  }
});

Deno.test("a rebuild keeps triggers and indexes that SQL of its revision made before", async () => {
  const ops = [
    op.execute("create trigger t after insert on users begin select 1; end"),
    op.execute("create unique index ix on Users (name)"),
    strict,
  ];
  await after(ops, async (db, error) => {
    assert.equal(error, undefined);
    const rows = await db.query({
      sql: "select name from sqlite_schema where type in ('trigger', 'index') and sql is not null",
    });
    assert.deepEqual(rows.map((row) => row["name"]).sort(), ["ix", "t"]);
  });
});

Deno.test("a table that SQL renamed is found under its new name", async () => {
  const ops = [
    op.execute("alter table users rename to people"),
    op.alterColumn("people", "name", { nullable: false }),
  ];
  await after(ops, async (db, error) => {
    assert.equal(error, undefined);
    assert.deepEqual(await db.query({ sql: "select * from people" }), [{ id: 1, name: "x" }]);
  });
});

Deno.test("losses are counted under whatever name they are dropped", async () => {
  const drops: readonly (readonly Op[])[] = [
    [op.dropTable("USERS")],
    [op.dropTable("users", { schema: "main" })],
    [op.dropColumn("users", "NAME")],
    [
      op.renameColumn("users", "name", "n"),
      op.alterColumn("users", "n", { type: varchar(60) }),
      op.dropColumn("users", "n"),
    ],
    [op.renameTable("users", "people"), op.dropTable("people")],
    [op.run("drop", () => [op.renameTable("users", "people"), op.dropTable("people")])],
    [op.batchAlterTable("users", {}, [
      op.renameColumn("users", "name", "n"),
      op.dropColumn("users", "n"),
    ])],
  ];
  for (const ops of drops) {
    await after(ops, async (db, error) => {
      const name = JSON.stringify(ops);
      assert.ok(isRetortError(error) && error.code === "run/data-loss", name);
      assert.deepEqual(
        await db.query({ sql: "select * from users" }),
        [{ id: 1, name: "x" }],
        name,
      );
    });
  }
});

Deno.test("ops that code returns are all run, also code in them", async () => {
  const ops = [
    op.run("outer", () => [
      op.execute("create table t2 (id int, v int)"),
      op.addColumn("t2", "x", integer()),
      op.createIndex("ix", "t2", ["v"]),
      op.run("inner", async (db) => void await db.execute(sql`insert into t2 (id) values (${7})`)),
    ]),
  ];
  await after(ops, async (db, error) => {
    assert.equal(error, undefined);
    assert.deepEqual(await db.query({ sql: "select * from t2" }), [{ id: 7, v: null, x: null }]);
    const indexes = await db.query({ sql: "select name from sqlite_schema where name = 'ix'" });
    assert.equal(indexes.length, 1);
  });
});

Deno.test("what goes wrong while a revision is rendered names the revision and the op", async () => {
  await after([op.alterColumn("nowhere", "x", { nullable: false })], (_db, error) => {
    assert.ok(isRetortError(error) && error.code === "run/op-failed", String(error));
    assert.match(error.message, /"b" failed at "alter column nowhere\.x/);
    return Promise.resolve();
  });
});

Deno.test("SQL that would end the revision's transaction is refused before it runs", async () => {
  for (const text of ["COMMIT", "begin immediate", "select 1; rollback;", "/* x */ Commit work"]) {
    const ops = [op.execute("create table q (z)"), op.execute(text)];
    await after(ops, async (db, error) => {
      assert.ok(isRetortError(error) && error.code === "run/op-failed", text);
      assert.deepEqual(await db.query({ sql: "select 1 from sqlite_schema where name = 'q'" }), []);
    });
  }
  const trigger = "create trigger t after insert on users begin select 1; select 2; end";
  await after([op.execute(trigger)], (_db, error) => {
    assert.equal(error, undefined);
    return Promise.resolve();
  });
});

Deno.test("what the database cannot do is refused ahead, with what to do instead", async () => {
  const upgrade = [op.createTable("a", { id: integer() }), op.createEnum("mood", ["sad"])];
  const revisions = [{ revision: "a1", downRevision: null, upgrade }];
  await assert.rejects(migrate({ url: "sqlite::memory:", dialect: sqlite, revisions }), {
    code: "run/op-failed",
    hint: /^nothing of "a1" was kept; .+; then run the command again$/,
  });
});
