/** A history that does not take the row that says that a revision is done. */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import { withDatabase } from "./database.ts";

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [op.createTable("t", { id: integer() })],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.createTable("u", { id: integer() })],
};

for (const transactionMode of ["revision", "all", "none"] as const) {
  Deno.test(`a trigger that keeps rows out of the history is told, mode ${transactionMode}`, () =>
    withDatabase(async (connection) => {
      const run = (revisions: Parameters<typeof migrate>[0]["revisions"]) =>
        migrate({ connection, dialect: sqlite, revisions, transactionMode });
      await run([first]);
      await connection.execute({
        sql: "CREATE TRIGGER keep_out BEFORE INSERT ON retort_history " +
          "BEGIN SELECT RAISE(IGNORE); END",
      });
      await assert.rejects(() => run([first, second]), (error) => {
        assert.ok(isRetortError(error));
        assert.equal(error.code, "run/unwritten");
        assert.match(error.message, /"b2"/);
        const kept = transactionMode === "none" ? /^what is committed of "b2"/ : /^nothing of "b2"/;
        assert.match(String(error.hint), kept);
        return true;
      });
      const rows = await connection.query({ sql: "SELECT version_num FROM retort_version" });
      assert.deepEqual(rows, [{ version_num: "a1" }]);
      const made = await connection.query({ sql: "SELECT 1 FROM sqlite_schema WHERE name = 'u'" });
      assert.equal(made.length, transactionMode === "none" ? 1 : 0);
      await connection.execute({ sql: "DROP TRIGGER keep_out" });
      assert.deepEqual((await run([first, second])).to, ["b2"]);
    }));
}
