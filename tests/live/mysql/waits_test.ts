/** Waits for locks on a real MariaDB or MySQL. */
import assert from "node:assert/strict";
import { mysql } from "@retort/mysql";
import type { TestDatabase } from "../../servers/mysql.ts";
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
import { type Ground, hold } from "../others.ts";
import { liveTest, server } from "./server.ts";

function ground(database: TestDatabase): Ground {
  return {
    dialect: mysql,
    timeout: 1_000,
    url: database.url,
    connect: () => database.connect(),
    async session(db) {
      const [row] = await db.query<{ id: number }>({ sql: "SELECT CONNECTION_ID() AS id" });
      return `connection ${row?.id}`;
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

liveTest("a given connection has its own timeouts again", async (database) => {
  await restored(
    ground(database),
    "SELECT @@lock_wait_timeout AS a, @@innodb_lock_wait_timeout AS b",
  );
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

liveTest("a user without rights sees what it may, and no error", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: "CREATE TABLE users (id integer)" });
  const user = `retort_${crypto.randomUUID().slice(0, 8)}`;
  await db.execute({ sql: `CREATE USER ${user}@'%' IDENTIFIED BY 'plain'` });
  const end = await hold(await database.connect());
  try {
    await db.execute({ sql: `GRANT ALL ON ${mysql.writer.name(database.name)}.* TO ${user}@'%'` });
    const url = new URL(server().url(database.name));
    url.username = user;
    url.password = "plain";
    const plain = await mysql.connect?.(url.href);
    assert.ok(plain);
    const wanted = { tables: [{ name: "users" }] };
    const found = await mysql.waits?.blockers(plain, wanted);
    const seen = await mysql.waits?.blockers(db, wanted);
    await plain.close();
    assert.deepEqual(found, []);
    assert.equal(seen?.length, 1);
  } finally {
    await end();
    await db.execute({ sql: `DROP USER ${user}@'%'` });
  }
});

liveTest("a batch of a backfill that waits for a row is tried again", async (database) => {
  await batches(ground(database));
});
