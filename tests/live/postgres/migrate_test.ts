/** Revisions on a real PostgreSQL: up, down, and one that fails. */
import assert from "node:assert/strict";
import { index, integer, isRetortError, migrate, op, text, varchar } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { downgradePath } from "@retort/core/graph";
import { bookkeepingOf, revisionsOf } from "@retort/core/plan";
import { readVersions, runPath } from "@retort/core/run";
import { postgres } from "@retort/postgres";
import { jsonb, serial } from "@retort/postgres/types";
import { liveTest } from "./server.ts";

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("users", {
      id: serial().primaryKey(),
      email: varchar(120).notNull().unique({ name: "uq_users_email" }),
      more: jsonb().notNull().default("{}"),
    }, [index("ix_users_more", ["more"], { options: { postgres: { using: "gin" } } })]),
    op.bulkInsert("users", [{ email: "a@b.c" }, { email: "it's\\@b.c" }]),
  ],
  downgrade: [op.dropTable("users", { allowLoss: "a test" })],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [
    op.addColumn("users", "age", integer().comment("in years")),
    op.createTable("posts", {
      id: serial().primaryKey(),
      author: integer().references("users.id"),
    }),
  ],
};
const failing = {
  revision: "c3",
  downRevision: "b2",
  upgrade: [
    op.createTable("tags", { id: integer() }),
    op.execute("insert into users (id, email) values (1, 'x')"),
  ],
};

async function tablesOf(db: Connection): Promise<readonly string[]> {
  const schema = await postgres.inspect?.(db);
  return [...schema?.tables.keys() ?? []].filter((name) => !name.startsWith("retort_"));
}

liveTest("migrate() goes up, and runPath() comes down again", async (database) => {
  const db = await database.connect();
  const revisions = [first, second];
  const report = await migrate({ url: database.url, dialect: postgres, revisions });
  assert.deepEqual([report.from, report.to, report.steps.length], [[], ["b2"], 2]);
  assert.deepEqual(await tablesOf(db), ["posts", "users"]);
  const again = await migrate({ connection: db, dialect: postgres, revisions });
  assert.deepEqual(again.steps, []);
  const tables = bookkeepingOf({ versionTable: "retort_version" });
  const session = { db, dialect: postgres, tables };
  const set = revisionsOf(revisions);
  await runPath(session, set, {
    path: downgradePath(set.graph, "base", await readVersions(session)),
    x: {},
    losses: {
      allow: ["users", "users.age", "posts"],
      otherwise: "refuse",
      allowWith: String,
      written: false,
    },
    now: () => new Date(),
    tool: "test",
  });
  assert.deepEqual(await readVersions(session), []);
  assert.deepEqual(await tablesOf(db), []);
  await migrate({ connection: db, dialect: postgres, revisions });
  assert.deepEqual(await readVersions(session), ["b2"]);
});

liveTest("migrate() rolls a failing revision back and says where it failed", async (database) => {
  const db = await database.connect();
  const revisions = [first, second, failing];
  await assert.rejects(
    migrate({ connection: db, dialect: postgres, revisions }),
    (error) => {
      assert.ok(isRetortError(error));
      assert.equal(error.code, "run/op-failed");
      const data = error.data as { readonly code?: string; readonly revision?: string };
      assert.deepEqual([data.code, data.revision], ["23505", "c3"]);
      return true;
    },
  );
  assert.deepEqual(await tablesOf(db), ["posts", "users"]);
  assert.deepEqual(await db.rows?.({ name: "retort_version" }, ["version_num"]), [{
    version_num: "b2",
  }]);
  assert.equal(db.inTransaction, false);
});

liveTest("migrate() builds an index concurrently", async (database) => {
  const db = await database.connect();
  const concurrent = {
    revision: "b2",
    downRevision: "a1",
    upgrade: [
      op.addColumn("users", "note", text()),
      op.createIndex("ix_users_note", "users", ["note"], {
        options: { postgres: { concurrently: true } },
      }),
    ],
  };
  await migrate({ connection: db, dialect: postgres, revisions: [first, concurrent] });
  const users = (await postgres.inspect?.(db))?.tables.get("users");
  assert.deepEqual(users?.indexes.map((item) => item.name), ["ix_users_more", "ix_users_note"]);
});
