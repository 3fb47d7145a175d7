/** Transaction modes on a real PostgreSQL. */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, type RunEvent } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { postgres } from "@retort/postgres";
import { liveTest } from "./server.ts";

const revision = (id: string, down: string | null, upgrade: readonly unknown[]) => ({
  revision: id,
  downRevision: down,
  upgrade,
});
const first = revision("a", null, [op.createTable("one", { id: integer() })]);
const filled = revision("b", "a", [op.execute("insert into one values (1)")]);
const broken = revision("c", "b", [
  op.createTable("two", { id: integer() }),
  op.execute("insert into nowhere values (1)"),
]);
const concurrent = revision("c", "b", [
  op.createTable("two", { id: integer() }),
  op.createIndex("ix", "two", ["id"], { options: { postgres: { concurrently: true } } }),
  op.createTable("three", { id: integer() }),
]);
const last = revision("d", "c", [op.createTable("four", { id: integer() })]);

async function stand(db: Connection): Promise<readonly unknown[]> {
  const sql = "select tablename as name from pg_tables where schemaname = 'public' order by 1";
  const tables = await db.query<{ name: string }>({ sql });
  const rows = await db.query<{ version_num: string }>({
    sql: "select version_num from retort_version",
  });
  return [
    tables.map(({ name }) => name).filter((name) => !name.startsWith("retort_")),
    rows.map((row) => row.version_num),
  ];
}

liveTest("all: a failure takes the whole run back, and says so", async (database) => {
  const db = await database.connect();
  await assert.rejects(
    () =>
      migrate({
        connection: db,
        dialect: postgres,
        revisions: [first, filled, broken],
        transactionMode: "all",
      }),
    (error) => {
      assert.ok(isRetortError(error) && error.code === "run/op-failed", String(error));
      assert.match(String(error.hint), /nothing of "a", "b" and "c" was kept/);
      return true;
    },
  );
  assert.deepEqual(await stand(db), [[], []]);
  const history = await db.query({ sql: "select event, revision from retort_history" });
  assert.deepEqual(history, [{ event: "failed", revision: "c" }]);
});

liveTest("all: one transaction id for all, and one more after a split", async (database) => {
  const db = await database.connect();
  const kinds: string[] = [];
  const report = await migrate({
    connection: db,
    dialect: postgres,
    revisions: [first, filled, concurrent, last],
    transactionMode: "all",
    listener: (event: RunEvent) => void kinds.push(event.kind),
  });
  assert.deepEqual(report.to, ["d"]);
  assert.deepEqual(await stand(db), [["four", "one", "three", "two"], ["d"]]);
  assert.ok(kinds.indexOf("transaction-split") > kinds.indexOf("step-finished"), kinds.join());
  const rows = await db.query<{ revision: string; run: string }>({
    sql: "select revision, xmin::text as run from retort_history order by id",
  });
  const [a, b, c, d] = rows.map(({ run }) => run);
  assert.equal(a, b);
  assert.ok(new Set([a, c, d]).size === 3, JSON.stringify(rows));
});

liveTest("none: each statement stays, and the next run goes on behind them", async (database) => {
  const db = await database.connect();
  const options = { connection: db, dialect: postgres, transactionMode: "none" } as const;
  await assert.rejects(
    () => migrate({ ...options, revisions: [first, filled, broken] }),
    (error) => isRetortError(error) && error.code === "run/op-failed",
  );
  assert.deepEqual(await stand(db), [["one", "two"], ["b"]]);
  const mended = revision("c", "b", [
    op.createTable("two", { id: integer() }),
    op.execute("insert into two values (1)"),
  ]);
  const { to } = await migrate({ ...options, revisions: [first, filled, mended, last] });
  assert.deepEqual(to, ["d"]);
  assert.deepEqual(await stand(db), [["four", "one", "two"], ["d"]]);
  assert.deepEqual(await db.query({ sql: "select id from two" }), [{ id: 1 }]);
  assert.deepEqual(await db.query({ sql: "select step from retort_journal" }), []);
});
