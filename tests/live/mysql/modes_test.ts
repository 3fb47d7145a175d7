/** Transaction modes where DDL commits by itself. */
import assert from "node:assert/strict";
import { integer, migrate, op, type RunEvent } from "@retort/core";
import { mysql } from "@retort/mysql";
import { liveTest } from "./server.ts";

const first = {
  revision: "a",
  downRevision: null,
  upgrade: [op.createTable("t", { id: integer() })],
};
const inserts = (second: string) => ({
  revision: "b",
  downRevision: "a",
  upgrade: [op.execute(`insert into t values (1); ${second}`)],
});
const broken = inserts("insert into nowhere values (2)");
const mended = inserts("insert into t values (2)");

liveTest("all: each revision by itself, with a note", async (database) => {
  const db = await database.connect();
  const events: RunEvent[] = [];
  const options = { connection: db, dialect: mysql, transactionMode: "all" } as const;
  await assert.rejects(() =>
    migrate({ ...options, revisions: [first, broken], listener: (event) => events.push(event) })
  );
  assert.equal(events.filter(({ kind }) => kind === "no-single-transaction").length, 1);
  assert.deepEqual(await db.query({ sql: "select version_num from retort_version" }), [
    { version_num: "a" },
  ]);
  assert.deepEqual(await db.query({ sql: "select id from t" }), []);
  assert.deepEqual((await migrate({ ...options, revisions: [first, mended] })).to, ["b"]);
});

liveTest("none: rows stay too, and the next run goes on at the statement", async (database) => {
  const db = await database.connect();
  const options = { connection: db, dialect: mysql, transactionMode: "none" } as const;
  await assert.rejects(() => migrate({ ...options, revisions: [first, broken] }));
  assert.deepEqual(await db.query({ sql: "select id from t" }), [{ id: 1 }]);
  assert.deepEqual(await db.query({ sql: "select state, done from retort_journal" }), [
    { state: "failed", done: 1 },
  ]);
  await db.execute({ sql: "create table nowhere (id int)" });
  assert.deepEqual((await migrate({ ...options, revisions: [first, broken] })).to, ["b"]);
  assert.deepEqual(await db.query({ sql: "select id from t" }), [{ id: 1 }]);
  assert.deepEqual(await db.query({ sql: "select id from nowhere" }), [{ id: 2 }]);
});
