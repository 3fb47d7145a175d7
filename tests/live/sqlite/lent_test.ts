/** Databases of an application, lent to `migrate()`. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { fromSqlite, sqlite } from "@retort/sqlite";
import { lends, refusesOpen } from "../lent.ts";

const given = [{ readOnly: false }, { returnArrays: true, readBigInts: true }];

for (const options of given) {
  Deno.test(`fromSqlite() lends a database that stays open ${JSON.stringify(options)}`, async () => {
    const db = new DatabaseSync(":memory:", options);
    await lends(sqlite, fromSqlite(db));
    assert.equal(db.isOpen, true);
    const [row] = db.prepare("SELECT count(*) AS n FROM users").all();
    assert.equal(String(Object.values(row ?? {})), "2");
    db.close();
  });
}

Deno.test("fromSqlite() refuses a database within a transaction", async () => {
  const db = new DatabaseSync(":memory:");
  db.exec("BEGIN");
  await refusesOpen(sqlite, fromSqlite(db));
  db.exec("COMMIT");
  db.close();
});
