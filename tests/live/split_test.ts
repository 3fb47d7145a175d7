import assert from "node:assert/strict";
import {
  integer,
  isRetortError,
  migrate,
  type MigrateReport,
  op,
  sql,
  varchar,
} from "@retort/core";
import type { Connection, Dialect, Query } from "@retort/core/dialect";
import type { Op } from "@retort/core/ops";
import { sqlite } from "@retort/sqlite";
import { withDatabase } from "./sqlite/database.ts";

/** SQLite as a database that commits every DDL statement by itself, as MariaDB does. */
const committing: Dialect = { ...sqlite, can: { ...sqlite.can, transactionalDdl: false } };

interface Revision {
  readonly revision: string;
  readonly downRevision: null;
  readonly upgrade: readonly Op[];
}

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
    // The rows were rolled back with what would have said that they are there.
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

Deno.test("a check that came before what failed is no committed statement", async () => {
  await withDatabase(async (db) => {
    const revision = { revision: "a", downRevision: null, upgrade: [op.dropTable("nowhere")] };
    const options = { connection: db, dialect: committing, revisions: [revision] };
    await assert.rejects(() => migrate({ ...options, transactionMode: "none" }), (error) => {
      assert.ok(isRetortError(error) && error.code === "run/op-failed");
      assert.match(String(error.hint), /^nothing of "a" was kept/);
      return true;
    });
    assert.deepEqual(await journal(db), [{ step: 0, state: "failed", done: 0 }]);
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

/** A connection to a process that dies: nothing comes through from a statement on. */
function dyingAt(db: Connection, begin: string): Connection {
  let isDead = false;
  return new Proxy(db, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (key === "execute") {
        return (query: Query): Promise<number> => {
          isDead ||= query.sql.startsWith(begin);
          return isDead ? Promise.reject(new Error("killed")) : target.execute(query);
        };
      }
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const columns = { id: integer(), name: varchar(9).default("a") };
const interrupted = { ...first, upgrade: [op.createTable("one", columns)] };

async function interrupt(
  db: Connection,
  revision: Revision,
): Promise<() => Promise<MigrateReport>> {
  const run = (connection: Connection) =>
    migrate({ connection, dialect: committing, revisions: [revision], lock: { ttl: 1 } });
  await assert.rejects(() => run(dyingAt(db, "CREATE TABLE one")));
  assert.deepEqual(await journal(db), [{ step: 0, state: "started", done: 0 }]);
  return () => run(db);
}

Deno.test("a step that began and did not happen is run", async () => {
  await withDatabase(async (db) => {
    const again = await interrupt(db, interrupted);
    assert.deepEqual((await again()).to, ["a"]);
    assert.deepEqual(await tables(db), ["one"]);
  });
});

Deno.test("a step that began and happened is not run again", async () => {
  await withDatabase(async (db) => {
    const again = await interrupt(db, interrupted);
    await db.execute({ sql: "create table one (id integer, name varchar(9) default 'a')" });
    await db.execute({ sql: "insert into one (id) values (1)" });
    assert.deepEqual((await again()).to, ["a"]);
    assert.deepEqual(await db.query({ sql: "select * from one" }), [{ id: 1, name: "a" }]);
  });
});

Deno.test("a half-effect is not an effect: a column with another default stops the run", async () => {
  await withDatabase(async (db) => {
    const again = await interrupt(db, interrupted);
    await db.execute({ sql: "create table one (id integer, name varchar(9) default 'b')" });
    const isOpen = (error: unknown): boolean => isRetortError(error);
    await assert.rejects(again, isOpen);
    assert.deepEqual(await journal(db), [{ step: 0, state: "started", done: 0 }]);
    await db.execute({ sql: "drop table one" });
    assert.deepEqual((await again()).to, ["a"]);
  });
});

Deno.test("SQL that does not say what it does is not guessed at", async () => {
  await withDatabase(async (db) => {
    const opaque = { ...first, upgrade: [op.execute("CREATE TABLE one (id integer)")] };
    const again = await interrupt(db, opaque);
    await assert.rejects(again, (error) => isRetortError(error) && error.code === "run/undecided");
    await db.execute({ sql: "update retort_journal set state = 'failed'" });
    assert.deepEqual((await again()).to, ["a"]);
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

Deno.test("batches that are committed are not taken for those of another backfill", async () => {
  await withDatabase(async (db) => {
    await db.execute({ sql: "create table t (id integer primary key, n integer, check (n < 4))" });
    await db.execute({ sql: "create table u (id integer primary key, n integer)" });
    for (const table of ["t", "u"]) {
      await db.execute({ sql: `insert into ${table} (id) values (1), (2), (3), (4), (5)` });
    }
    const fill = (table: string) => {
      const how = { set: { n: sql`id` }, where: sql`n is null`, batch: 2 };
      const upgrade = [op.backfill(`fill ${table}`, { table, ...how })];
      return migrate({ connection: db, dialect: sqlite, revisions: [{ ...first, upgrade }] });
    };
    await assert.rejects(() => fill("t"), { code: "run/op-failed" });
    await assert.rejects(() => fill("u"), (error) => {
      assert.ok(isRetortError(error) && error.code === "run/journal-mismatch", String(error));
      assert.match(String(error.hint), /^2 rows of it are committed: give it the old form again; /);
      return true;
    });
    await db.execute({ sql: "delete from t where id > 3" });
    assert.deepEqual((await fill("t")).to, ["a"]);
  });
});

/** Each statement of an `execute` by itself, in one transaction as long as none commits. */
const splitting: Dialect = {
  ...committing,
  render: {
    ...committing.render,
    execute: ({ sql: text }) =>
      sqlite.writer.text(text).split("; ").map((one) => ({ sql: one, cost: "unknown" })),
  },
};

Deno.test("what COMMIT refuses is not taken for done", async () => {
  await withDatabase(async (db) => {
    await db.execute({
      sql: "create table a (id integer primary key); create table b " +
        "(id integer references a (id) deferrable initially deferred)",
    });
    const upgrade = [op.execute("create table c (id integer); insert into b values (1)")];
    const run = () =>
      migrate({ connection: db, dialect: splitting, revisions: [{ ...first, upgrade }] });
    await assert.rejects(run, /FOREIGN KEY/);
    await db.execute({ sql: "insert into a values (1)" });
    assert.deepEqual((await run()).to, ["a"]);
    assert.deepEqual(await tables(db), ["a", "b", "c"]);
    assert.deepEqual(await db.query({ sql: "select id from b" }), [{ id: 1 }]);
  });
});

Deno.test("a step at which a run was stopped is known where it is rolled back too", async () => {
  await withDatabase(async (db) => {
    const stop = new AbortController();
    const stopping = new Proxy(db, {
      get(target, key): unknown {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== "function") return value;
        return (...args: readonly { readonly sql?: string }[]): unknown => {
          if (String(args[0]?.sql).startsWith("CREATE TABLE one")) stop.abort();
          return value.apply(target, args);
        };
      },
    });
    const upgrade = [
      op.createTable("one", { id: integer() }),
      op.execute("insert into one values (1)"),
      op.createTable("two", { id: integer() }),
    ];
    const run = (connection: Connection, signal?: AbortSignal) =>
      migrate({
        ...{ connection, dialect: committing, revisions: [{ ...first, upgrade }] },
        ...(signal ? { signal } : {}),
      });
    await assert.rejects(() => run(stopping, stop.signal), { code: "run/aborted" });
    assert.deepEqual(await journal(db), [
      { step: 0, state: "done", done: 1 },
      { step: 1, state: "stopped", done: 0 },
    ]);
    assert.deepEqual(await db.query({ sql: "select id from one" }), []);
    await db.execute({ sql: "create unique index only on one (1)" });
    await db.execute({ sql: "insert into one values (7)" });
    await assert.rejects(() => run(db), { code: "run/op-failed" });
    assert.deepEqual((await journal(db))[1], { step: 1, state: "failed", done: 0 });
    await db.execute({ sql: "delete from one" });
    assert.deepEqual((await run(db)).to, ["a"]);
    assert.deepEqual(await db.query({ sql: "select id from one" }), [{ id: 1 }]);
    assert.deepEqual(await journal(db), []);
  });
});
