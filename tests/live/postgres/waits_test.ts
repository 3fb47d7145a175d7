/** Waits for locks on a real PostgreSQL. */
import assert from "node:assert/strict";
import { integer, migrate, op, sql } from "@retort/core";
import { postgres } from "@retort/postgres";
import type { TestDatabase } from "../../servers/postgres.ts";
import {
  alone,
  batches,
  crowd,
  deadlock,
  functions,
  giveUp,
  restored,
  unbounded,
} from "../waits.ts";
import { type Ground, hold, retries, sleep } from "../others.ts";
import { liveTest } from "./server.ts";

function ground(database: TestDatabase): Ground {
  return {
    dialect: postgres,
    timeout: 300,
    url: database.url,
    connect: () => database.connect(),
    async session(db) {
      const [row] = await db.query<{ pid: number }>({ sql: "SELECT pg_backend_pid() AS pid" });
      return `pid ${row?.pid}`;
    },
  };
}

liveTest(
  "no reader waits for long, and the run goes on when the long one ends",
  async (database) => {
    await crowd(ground(database));
  },
);

liveTest("when all tries are over the error names who holds the table", async (database) => {
  await giveUp(ground(database));
});

liveTest("a deadlock is tried again", async (database) => {
  await deadlock(ground(database));
});

liveTest("a function that has begun is not called twice", async (database) => {
  await functions(ground(database));
});

liveTest("a given connection has its own lock_timeout again", async (database) => {
  await restored(ground(database), "SELECT current_setting('lock_timeout') AS n");
});

liveTest("behind a pooler the waits are bounded in each transaction only", async (database) => {
  const db = await database.connect();
  const common = { connection: db, dialect: postgres, lock: { mode: "lease" } } as const;
  const seen: unknown[] = [];
  const look = {
    revision: "a1",
    downRevision: null,
    upgrade: [
      op.run("look", async (database) => {
        seen.push(...await database.query(sql`SELECT current_setting('lock_timeout') AS n`));
      }),
      op.createTable("users", { id: integer() }),
    ],
  };
  await migrate({ ...common, revisions: [look], lockTimeout: 7_000 });
  assert.deepEqual(seen, [{ n: "7s" }]);
  const [row] = await db.query({ sql: "SELECT current_setting('lock_timeout') AS n" });
  assert.deepEqual(row, { n: "0" });
  const end = await hold(await database.connect());
  const { found, listener } = retries();
  const add = {
    revision: "b2",
    downRevision: "a1",
    upgrade: [op.addColumn("users", "age", integer())],
  };
  const run = migrate({ ...common, revisions: [look, add], lockTimeout: 300, listener });
  await sleep(700);
  await end();
  await run;
  assert.ok(found.length > 0);
});

liveTest("all: the one transaction is tried again, from its beginning", async (database) => {
  const db = await database.connect();
  const common = { connection: db, dialect: postgres, lockTimeout: 300 };
  const table = (revision: string, down: string | null, name: string) => ({
    revision,
    downRevision: down,
    upgrade: [op.createTable(name, { id: integer() })],
  });
  const a = table("a1", null, "users");
  await migrate({ ...common, revisions: [a] });
  const b = table("b2", "a1", "other");
  const c = {
    revision: "c3",
    downRevision: "b2",
    upgrade: [op.addColumn("users", "age", integer())],
  };
  const end = await hold(await database.connect());
  const { found, listener } = retries();
  const run = migrate({ ...common, revisions: [a, b, c], listener, transactionMode: "all" });
  await sleep(1_000);
  await end();
  assert.deepEqual((await run).steps.map(({ revision }) => revision), ["b2", "c3"]);
  assert.ok(found.length > 0);
  const history = await db.query({ sql: "SELECT event, revision FROM retort_history ORDER BY id" });
  const events = ["a1", "b2", "c3"].map((revision) => ({ event: "finished", revision }));
  assert.deepEqual(history, events);
});

liveTest("who only reads is not named where readers are not in the way", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: "CREATE TABLE users (id integer)" });
  const reader = await database.connect();
  const end = await hold(reader);
  const name = await ground(database).session(reader);
  const tables = [{ name: "users" }];
  const named = async (sql: string, wanted: readonly { name: string }[] = tables) => {
    const found = await postgres.waits?.blockers(db, { tables: wanted, sql }) ?? [];
    return found.map(({ session, state }) => [session, state]);
  };
  const idle = [[name, "idle in transaction"]];
  assert.deepEqual(await named("ALTER TABLE users ADD COLUMN age integer"), idle);
  assert.deepEqual(await named("CREATE INDEX ix ON users (id)"), []);
  assert.deepEqual(await named("DROP FUNCTION f", []), idle);
  assert.deepEqual(
    await named("ALTER TABLE other ADD COLUMN age integer", [{ name: "other" }]),
    [],
  );
  await end();
});

liveTest("who has made a table of that name, and not said so yet, is named", async (database) => {
  const other = await database.connect();
  const end = await hold(other, "CREATE TABLE users (id integer)");
  const name = await ground(database).session(other);
  const create = {
    revision: "a1",
    downRevision: null,
    upgrade: [op.createTable("users", { id: integer() })],
  };
  const options = { dialect: postgres, lockTimeout: 300, lockTries: 2, revisions: [create] };
  await assert.rejects(
    async () => await migrate({ ...options, connection: await database.connect() }),
    (error) => error instanceof Error && error.message.includes(`held by ${name} (`),
  );
  await end();
});

liveTest(
  "only the statement that waited is run again where each stands alone",
  async (database) => {
    await alone(ground(database));
  },
);

liveTest("0 waits as the server does, and says whom for", async (database) => {
  await unbounded(ground(database));
});

liveTest("a batch of a backfill that waits for a row is tried again", async (database) => {
  await batches(ground(database));
});
