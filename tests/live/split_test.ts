import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op } from "@retort/core";
import type { Connection, Dialect, Query } from "@retort/core/dialect";
import { sqlite } from "@retort/sqlite";
import { withDatabase } from "./sqlite/database.ts";

/** SQLite as a database that commits every DDL statement by itself, as MariaDB does. */
const committing: Dialect = { ...sqlite, can: { ...sqlite.can, transactionalDdl: false } };

const first = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("one", { id: integer() }),
    op.execute("insert into nowhere values (1)"),
    op.createTable("two", { id: integer() }),
  ],
};

async function tables(db: Connection): Promise<readonly string[]> {
  const rows = await db.query<{ name: string }>({
    sql: "select name from sqlite_schema where type = 'table' and name not like 'retort%'",
  });
  return rows.map((row) => row.name).sort();
}

const journal = (db: Connection) =>
  db.query({ sql: "select step, state, done from retort_journal order by step" });

Deno.test("a revision that is no transaction goes on where it failed", async () => {
  await withDatabase(async (db) => {
    const run = (upgrade: typeof first.upgrade) =>
      migrate({ connection: db, dialect: committing, revisions: [{ ...first, upgrade }] });
    await assert.rejects(() => run(first.upgrade), (error) => {
      assert.ok(isRetortError(error) && error.code === "run/op-failed");
      assert.match(String(error.hint), /"create table one" is committed and will not be run again/);
      return true;
    });
    assert.deepEqual(await tables(db), ["one"]);
    assert.deepEqual(await journal(db), [
      { step: 0, state: "done", done: 1 },
      { step: 1, state: "failed", done: 0 },
    ]);
    const [one, , two] = first.upgrade;
    assert.ok(one && two);
    const report = await run([one, op.execute("insert into one values (1)"), two]);
    assert.deepEqual(report.to, ["a"]);
    assert.deepEqual(await tables(db), ["one", "two"]);
    assert.deepEqual(await db.query({ sql: "select id from one" }), [{ id: 1 }]);
    assert.deepEqual(await journal(db), []);
  });
});

Deno.test("a step that ran must not have changed when the revision goes on", async () => {
  await withDatabase(async (db) => {
    const run = (upgrade: typeof first.upgrade) =>
      migrate({ connection: db, dialect: committing, revisions: [{ ...first, upgrade }] });
    await assert.rejects(() => run(first.upgrade));
    await assert.rejects(
      () => run([op.createTable("other", { id: integer() }), ...first.upgrade.slice(1)]),
      (error) => isRetortError(error) && error.code === "run/journal-mismatch",
    );
    assert.deepEqual(await tables(db), ["one"]);
  });
});

Deno.test("a step that began and did not end is not guessed at", async () => {
  await withDatabase(async (db) => {
    // The process dies: neither the statement nor anything after it comes through.
    const dying: Connection = new Proxy(db, {
      get(target, key): unknown {
        const dead = (query: Query): Promise<number> =>
          query.sql.startsWith("CREATE TABLE two") || query.sql.includes("'failed'") || isDead
            ? (isDead = true, Promise.reject(new Error("killed")))
            : target.execute(query);
        const value: unknown = Reflect.get(target, key);
        if (key === "execute") return dead;
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    let isDead = false;
    const ops = [
      op.createTable("one", { id: integer() }),
      op.createTable("two", { id: integer() }),
    ];
    const revisions = [{ ...first, upgrade: ops }];
    await assert.rejects(() => migrate({ connection: dying, dialect: committing, revisions }));
    const again = () => migrate({ connection: db, dialect: committing, revisions });
    await assert.rejects(again, (error) => isRetortError(error) && error.code === "run/undecided");
    await db.execute({ sql: "update retort_journal set state = 'failed' where step = 1" });
    assert.deepEqual((await again()).to, ["a"]);
    assert.deepEqual(await tables(db), ["one", "two"]);
  });
});

Deno.test("a statement that forbids a transaction stands between two", async () => {
  await withDatabase(async (db) => {
    const seen: string[] = [];
    const watching: Connection = new Proxy(db, {
      get(target, key): unknown {
        const value: unknown = Reflect.get(target, key);
        if (key === "execute") {
          return (query: Query) => {
            if (/^CREATE (?:TABLE [a-z]+ |INDEX)/.test(query.sql)) {
              seen.push(`${query.sql.split(" ")[2]} ${target.inTransaction}`);
            }
            return target.execute(query);
          };
        }
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const alone: Dialect = {
      ...sqlite,
      render: {
        ...sqlite.render,
        createIndex: (item, cx) =>
          sqlite.render.createIndex(item, cx).map((one) => ({ ...one, transaction: "forbidden" })),
      },
    };
    const upgrade = [
      op.createTable("one", { id: integer() }),
      op.createIndex("ix", "one", ["id"]),
      op.createTable("two", { id: integer() }),
    ];
    await migrate({ connection: watching, dialect: alone, revisions: [{ ...first, upgrade }] });
    assert.deepEqual(seen, ["one true", "ix false", "two true"]);
    assert.deepEqual(await journal(db), []);
  });
});
