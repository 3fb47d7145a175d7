/** What is sent behind a statement that the server ended a transaction for, on MariaDB and MySQL. */
import assert from "node:assert/strict";
import { isRetortError } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { liveTest } from "./server.ts";

const deadly = {
  "a deadlock": "UPDATE a SET n = 3",
  "a deadlock of a statement with a comment": "-- a reason\n/* two */ UPDATE a SET n = 3",
  "a deadlock in a procedure": "CALL three()",
};

for (const [what, sql] of Object.entries(deadly)) {
  liveTest(`nothing is written behind ${what}`, ({ connect }) => meet(connect, sql));
}

async function meet(connect: () => Promise<Connection>, sql: string): Promise<void> {
  const [db, other] = await Promise.all([connect(), connect()]);
  await db.execute({ sql: "CREATE TABLE a (id int PRIMARY KEY, n int)" });
  await db.execute({ sql: "CREATE TABLE b (id int PRIMARY KEY, n int)" });
  await db.execute({ sql: "CREATE PROCEDURE three() UPDATE a SET n = 3" });
  await db.execute({ sql: "INSERT INTO a VALUES (1, 1), (2, 1), (3, 1), (4, 1)" });
  await db.execute({ sql: "INSERT INTO b VALUES (1, 1)" });
  // Who has changed less is the one to give up.
  await other.execute({ sql: "START TRANSACTION" });
  await other.execute({ sql: "UPDATE a SET n = 2 WHERE id > 1" });
  const work = db.transaction(async () => {
    await db.execute({ sql: "UPDATE b SET n = 3" });
    const waiting = other.execute({ sql: "UPDATE b SET n = 2" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const sent = [
      db.execute({ sql }),
      db.execute({ sql: "INSERT INTO b VALUES (2, 3)" }),
    ];
    const ends = await Promise.allSettled(sent);
    await waiting;
    for (const end of ends) assert.ok(end.status === "rejected" && isRetortError(end.reason));
    // What failed is not told, and yet there is nothing left to commit.
  });
  await assert.rejects(work, /1213/);
  assert.ok(!db.inTransaction);
  await other.execute({ sql: "COMMIT" });
  assert.deepEqual(await db.query({ sql: "SELECT * FROM b" }), [{ id: 1, n: 2 }]);
  await db.transaction(() => db.execute({ sql: "INSERT INTO b VALUES (2, 4)" }));
  assert.deepEqual(await db.query({ sql: "SELECT n FROM b WHERE id = 2" }), [{ n: 4 }]);
  await Promise.all([db.close(), other.close()]);
}

liveTest("a statement that failed alone ends no transaction", async ({ connect }) => {
  const db = await connect();
  await db.execute({ sql: "CREATE TABLE a (id int PRIMARY KEY)" });
  await db.transaction(async () => {
    const sent = [1, 1, 2].map((id) => db.execute({ sql: `INSERT INTO a VALUES (${id})` }));
    const ends = await Promise.allSettled(sent);
    assert.deepEqual(ends.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  });
  assert.deepEqual(await db.query({ sql: "SELECT id FROM a" }), [{ id: 1 }, { id: 2 }]);
  await db.close();
});
