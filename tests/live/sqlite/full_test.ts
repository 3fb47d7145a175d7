/** What is sent behind a statement that SQLite rolled a transaction back for: the disk is full. */
import assert from "node:assert/strict";
import { isRetortError } from "@retort/core";
import { withDatabase } from "./database.ts";

Deno.test("nothing is written behind a full disk", () =>
  withDatabase(async (db) => {
    await db.execute({ sql: "CREATE TABLE a (item)" });
    await db.execute({ sql: "CREATE TABLE b (item)" });
    await db.execute({ sql: "PRAGMA max_page_count = 8" });
    const work = db.transaction(async () => {
      await db.execute({ sql: "INSERT INTO a VALUES (1)" });
      const sent = [
        db.execute({ sql: "INSERT INTO a VALUES (zeroblob(100000))" }),
        db.execute({ sql: "INSERT INTO b VALUES (1)" }),
      ];
      const ends = await Promise.allSettled(sent);
      for (const end of ends) assert.ok(end.status === "rejected" && isRetortError(end.reason));
      // What failed is not told, and yet there is nothing left to commit.
    });
    await assert.rejects(work, /SQLITE_FULL|full/);
    assert.ok(!db.inTransaction);
    assert.deepEqual(await db.query({ sql: "SELECT * FROM a UNION ALL SELECT * FROM b" }), []);
    await db.transaction(() => db.execute({ sql: "INSERT INTO b VALUES (2)" }));
    assert.deepEqual(await db.query({ sql: "SELECT item FROM b" }), [{ item: 2 }]);
  }));
