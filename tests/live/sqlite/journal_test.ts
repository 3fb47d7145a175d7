/** The journal file of SQLite: it stays between the transactions of a run, and is gone afterwards. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { integer, migrate, op } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import { connect } from "../../../dialects/sqlite/driver.ts";

async function withPath(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_journal_" });
  try {
    await work(`${folder}/app.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const upgrade = [op.createTable("t", { id: integer() })];
const revisions = [{ revision: "a", downRevision: null, upgrade }];

function modeOf(path: string): unknown {
  const db = new DatabaseSync(path);
  const mode = db.prepare("PRAGMA journal_mode").get()?.["journal_mode"];
  db.close();
  return mode;
}

Deno.test("the journal stays between transactions, and is gone with the connection", () =>
  withPath(async (path) => {
    const db = await connect(`sqlite:${path}`);
    await db.transaction(() => db.execute({ sql: "CREATE TABLE t (id INTEGER)" }));
    assert.ok(existsSync(`${path}-journal`));
    await db.close();
    assert.ok(!existsSync(`${path}-journal`));
    await migrate({ url: `sqlite:${path}`, dialect: sqlite, revisions: [] });
    assert.deepEqual(
      [...Deno.readDirSync(path.slice(0, path.lastIndexOf("/")))].map(({ name }) => name),
      ["app.db"],
    );
    assert.equal(modeOf(path), "delete");
  }));

Deno.test("what stays of the journal of a large transaction is small", () =>
  withPath(async (path) => {
    const db = await connect(`sqlite:${path}`);
    await db.execute({ sql: "CREATE TABLE t (item)" });
    const many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)";
    await db.execute({ sql: `INSERT INTO t ${many} SELECT zeroblob(2000) FROM n` });
    await db.transaction(() => db.execute({ sql: "UPDATE t SET item = randomblob(2000)" }));
    const { size } = await Deno.stat(`${path}-journal`);
    assert.ok(size > 0 && size <= 1_048_576, String(size));
    await db.close();
  }));

Deno.test("another mode of the journal is left as it is", () =>
  withPath(async (path) => {
    const own = new DatabaseSync(path);
    own.exec("PRAGMA journal_mode = WAL");
    own.close();
    await migrate({ url: `sqlite:${path}`, dialect: sqlite, revisions });
    assert.equal(modeOf(path), "wal");
  }));

Deno.test("a journal that another connection is writing to is not taken away from it", () =>
  withPath(async (path) => {
    const db = await connect(`sqlite:${path}`);
    await db.transaction(() => db.execute({ sql: "CREATE TABLE t (id INTEGER)" }));
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE; INSERT INTO t VALUES (1)");
    await db.close();
    assert.ok(existsSync(`${path}-journal`));
    other.exec("ROLLBACK");
    assert.equal(other.prepare("SELECT count(*) AS n FROM t").get()?.["n"], 0);
    other.close();
    assert.ok(!existsSync(`${path}-journal`));
  }));

Deno.test("a journal that a killed run left between transactions is none", () =>
  withPath(async (path) => {
    const db = await connect(`sqlite:${path}`);
    await db.transaction(() => db.execute({ sql: "CREATE TABLE kept (id INTEGER)" }));
    await Deno.copyFile(path, `${path}.2`);
    await Deno.copyFile(`${path}-journal`, `${path}.2-journal`);
    await db.close();
    const { to } = await migrate({ url: `sqlite:${path}.2`, dialect: sqlite, revisions });
    assert.deepEqual(to, ["a"]);
    const names = [...Deno.readDirSync(path.slice(0, path.lastIndexOf("/")))].map(({ name }) =>
      name
    ).toSorted();
    assert.deepEqual(names, ["app.db", "app.db.2"]);
  }));

Deno.test("closing waits for nobody who has the database to itself", () =>
  withPath(async (path) => {
    const db = await connect(`sqlite:${path}`);
    await db.transaction(() => db.execute({ sql: "CREATE TABLE t (id INTEGER)" }));
    const other = new DatabaseSync(path);
    other.exec("BEGIN EXCLUSIVE");
    const begun = performance.now();
    await db.close();
    assert.ok(performance.now() - begun < 2_000, `${performance.now() - begun} ms`);
    other.close();
  }));
