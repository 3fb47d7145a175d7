/**
 * What must hold where `migrate()` works on a client that belongs to the application.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, sql, text, varchar } from "@retort/core";
import type { Dialect, Lender } from "@retort/core/dialect";

const columns = { id: integer().primaryKey(), name: varchar(50).notNull(), more: text() };
const awkward = 'it\'s \\ $1 ? "x" ü';
const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("users", columns),
    op.bulkInsert("users", [{ id: 1, name: awkward, more: '{"a": 1}' }]),
    op.run("fill", async (db) => {
      const name = `${awkward} again`;
      await db.execute(sql`INSERT INTO users (id, name) VALUES (${2}, ${name})`);
      const rows = await db.query(sql`SELECT id, name FROM users WHERE name = ${awkward}`);
      assert.deepEqual(rows, [{ id: 1, name: awkward }]);
    }),
  ],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.alterColumn("users", "name", { type: varchar(99) })],
};

/** Two runs over a client, which is as it was after them. */
export async function lends(dialect: Dialect, lender: Lender): Promise<void> {
  const common = { connection: lender, dialect };
  const { to } = await migrate({ ...common, revisions: [first] });
  assert.deepEqual(to, ["a1"]);
  const { from, steps } = await migrate({ ...common, revisions: [first, second] });
  assert.deepEqual([from, steps.map(({ revision }) => revision)], [["a1"], ["b2"]]);
  assert.deepEqual((await migrate({ ...common, revisions: [first, second] })).steps, []);
  const db = await lender.lend();
  const columnsNow = (await dialect.inspect?.(db))?.tables.get("users")?.columns ?? [];
  assert.deepEqual(columnsNow.map(({ name, nullable }) => [name, nullable]), [
    ["id", false],
    ["name", false],
    ["more", true],
  ]);
  await db.close();
}

/** A client on which a transaction is open is refused. */
export async function refusesOpen(dialect: Dialect, lender: Lender): Promise<void> {
  await assert.rejects(
    () => migrate({ connection: lender, dialect, revisions: [first] }),
    (error) => isRetortError(error) && error.code === "database/in-transaction",
  );
}
