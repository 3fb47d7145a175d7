/** Transactions that may not change what another has changed since they saw it, on MariaDB. */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { mysql } from "@retort/mysql";
import { liveTest } from "./server.ts";

for (const sql of ["UPDATE t SET n = n + 10", "CALL more()"]) {
  liveTest(
    `"${sql}" of rows that another has changed since is for another try`,
    async (database) => {
      const [db, other] = [await database.connect(), await database.connect()];
      try {
        // MySQL and older servers know no such setting.
        const setting = { sql: "SET SESSION innodb_snapshot_isolation = ON" };
        if (await db.execute(setting).catch(() => "unknown") !== "unknown") {
          await meet(db, other, sql);
        }
      } finally {
        await Promise.all([db.close(), other.close()]);
      }
    },
  );
}

async function meet(db: Connection, other: Connection, sql: string): Promise<void> {
  await db.execute({ sql: "CREATE TABLE t (id int PRIMARY KEY, n int)" });
  await db.execute({ sql: "CREATE PROCEDURE more() UPDATE t SET n = n + 10" });
  await db.execute({ sql: "INSERT INTO t VALUES (1, 1)" });
  const work = db.transaction(async () => {
    await db.execute({ sql: "INSERT INTO t VALUES (2, 1)" });
    await db.query({ sql: "SELECT n FROM t" });
    await other.execute({ sql: "UPDATE t SET n = 5 WHERE id = 1" });
    const sent = [db.execute({ sql }), db.execute({ sql: "INSERT INTO t VALUES (3, 1)" })];
    const ends = await Promise.allSettled(sent);
    // What was sent behind it is not written by itself.
    for (const end of ends) assert.equal(end.status, "rejected");
    const [first] = ends;
    if (first?.status === "rejected") throw first.reason;
  });
  await assert.rejects(work, (error) => {
    assert.equal(mysql.waits?.reason(error), "conflict");
    assert.ok(isRetortError(error) && error.code === "database/statement-failed");
    assert.match(String(error.hint), /for the sake of another transaction/);
    return true;
  });
  assert.deepEqual(await db.query({ sql: "SELECT id, n FROM t" }), [{ id: 1, n: 5 }]);
}
