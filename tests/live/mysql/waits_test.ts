/** Waits for locks on a real MariaDB or MySQL. */
import { mysql } from "@retort/mysql";
import type { TestDatabase } from "../../servers/mysql.ts";
import { crowd, deadlock, functions, giveUp, type Ground, restored } from "../waits.ts";
import { liveTest } from "./server.ts";

function ground(database: TestDatabase): Ground {
  return {
    dialect: mysql,
    timeout: 1_000,
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
