/** What BEGIN and COMMIT are refused for is told as of any statement. */
import assert from "node:assert/strict";
import { withDatabase } from "./database.ts";

Deno.test("a transaction of a database that can't be written says so", () =>
  withDatabase(async (db) => {
    await db.execute({ sql: "PRAGMA query_only = 1" });
    await assert.rejects(db.transaction(() => Promise.resolve()), { code: "database/read-only" });
  }));

Deno.test("what only COMMIT refuses has its code", () =>
  withDatabase(async (db) => {
    await db.execute({ sql: "PRAGMA foreign_keys = 1" });
    await db.execute({ sql: "CREATE TABLE a (id INTEGER PRIMARY KEY)" });
    await db.execute({
      sql: "CREATE TABLE b (id INTEGER REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)",
    });
    const work = db.transaction(() => db.execute({ sql: "INSERT INTO b VALUES (1)" }));
    await assert.rejects(work, (error: { readonly data?: { readonly code?: string } }) => {
      return error.data?.code === "SQLITE_CONSTRAINT_FOREIGNKEY";
    });
    assert.ok(!db.inTransaction);
  }));
