/** `transaction_mode = all`: one transaction for a whole run. */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, type RunEvent, varchar } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { sqlite } from "@retort/sqlite";
import { withDatabase } from "./database.ts";

const revision = (id: string, down: string | null, upgrade: readonly unknown[]) => ({
  revision: id,
  downRevision: down,
  upgrade,
});
const users = revision("a", null, [
  op.createTable("users", { id: integer().primaryKey(), name: varchar(50) }),
  op.createTable("posts", {
    id: integer().primaryKey(),
    author: integer().references("users.id", { onDelete: "cascade" }),
  }),
  op.execute("insert into users values (1, 'x'); insert into posts values (1, 1)"),
]);
const rebuilt = revision("b", "a", [op.alterColumn("users", "name", { nullable: false })]);
const broken = revision("c", "b", [op.execute("insert into nowhere values (1)")]);
const alone = revision("v", "b", [op.execute("vacuum", { autocommit: true })]);
const last = revision("d", "v", [op.createTable("late", { id: integer() })]);

async function names(db: Connection): Promise<readonly string[]> {
  const sql = "select name from sqlite_schema where type = 'table' order by 1";
  const rows = await db.query<{ name: string }>({ sql });
  return rows.map(({ name }) => name).filter((name) => !name.startsWith("retort_"));
}

Deno.test("one transaction for all: what fails takes everything back", async () => {
  await withDatabase(async (db) => {
    const revisions = [users, rebuilt, broken];
    const events: string[] = [];
    const run = () =>
      migrate({
        connection: db,
        dialect: sqlite,
        revisions,
        transactionMode: "all",
        listener: (event: RunEvent) => void events.push(event.kind),
      });
    await assert.rejects(run, (error) => {
      assert.ok(isRetortError(error) && error.code === "run/op-failed", String(error));
      assert.match(String(error.hint), /nothing of "a", "b" and "c" was kept; correct it/);
      return true;
    });
    assert.deepEqual(await names(db), []);
    assert.deepEqual(await db.query({ sql: "select * from retort_version" }), []);
    assert.ok(!events.includes("step-finished"));
    const [{ foreign_keys: enforced } = {}] = await db.query<{ foreign_keys: number }>({
      sql: "pragma foreign_keys",
    });
    assert.equal(enforced, 1);
  });
});

Deno.test("one transaction for all: rebuilds share it, and child rows stay", async () => {
  await withDatabase(async (db) => {
    const revisions = [users, rebuilt];
    const { to, steps } = await migrate({
      connection: db,
      dialect: sqlite,
      revisions,
      transactionMode: "all",
    });
    assert.deepEqual([to, steps.length], [["b"], 2]);
    assert.deepEqual(await db.query({ sql: "select * from posts" }), [{ id: 1, author: 1 }]);
  });
});

Deno.test("one transaction for all: a statement that forbids it commits what went before", async () => {
  await withDatabase(async (db) => {
    const events: string[] = [];
    const listener = (event: RunEvent): void => {
      if (event.kind === "transaction-split") {
        events.push(`split ${event.revision.id} after ${event.committed.join()}`);
      }
      if (event.kind === "step-started" || event.kind === "step-finished") {
        events.push(`${event.kind.slice(5)} ${event.revision.id}`);
      }
    };
    const options = { connection: db, dialect: sqlite, transactionMode: "all" } as const;
    const failing = revision("d", "v", [op.execute("insert into nowhere values (1)")]);
    await assert.rejects(() =>
      migrate({ ...options, revisions: [users, rebuilt, alone, failing], listener })
    );
    assert.deepEqual(events, [
      "started a",
      "started b",
      "finished a",
      "finished b",
      "split v after a,b",
      "started v",
      "finished v",
      "started d",
    ]);
    assert.deepEqual(await db.query({ sql: "select * from retort_version" }), [
      { version_num: "v" },
    ]);
    const { to } = await migrate({ ...options, revisions: [users, rebuilt, alone, last] });
    assert.deepEqual(to, ["d"]);
    assert.deepEqual(await names(db), ["late", "posts", "users"]);
  });
});
