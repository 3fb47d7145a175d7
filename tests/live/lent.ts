/**
 * What must hold where `migrate()` works on a client that belongs to the application.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, sql, text, varchar } from "@retort/core";
import type { Connection, Dialect, Lender } from "@retort/core/dialect";
import { bookkeepingOf } from "@retort/core/plan";
import { breakLease, readLease } from "../../core/run/lease.ts";
import { sleep } from "./others.ts";

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

/**
 * A run on a client that is alone holds on to the lease while its transaction is open, in which no
 * sign of life can be given: it is not taken for dead, nor is the lock broken meanwhile.
 */
export async function isNotReplaced(
  dialect: Dialect,
  connect: () => Promise<Connection>,
): Promise<void> {
  const [one, two] = await Promise.all([connect(), connect()]);
  const entered = Promise.withResolvers<void>();
  let times = 0;
  const slow = op.run("slow", async (db) => {
    times++;
    await db.execute(sql`INSERT INTO ran (id) VALUES (${1})`);
    entered.resolve();
    await sleep(2_000);
  });
  const revisions = [
    { revision: "a1", downRevision: null, upgrade: [op.createTable("ran", { id: integer() })] },
    { revision: "b2", downRevision: "a1", upgrade: [slow] },
  ];
  const run = (connection: Connection) =>
    migrate({ connection, dialect, revisions, lock: { mode: "lease", ttl: 300 } });
  const first = run(one);
  await entered.promise;
  const second = run(two);
  await sleep(1_000);
  const third = await connect();
  const tables = bookkeepingOf({ versionTable: "retort_version" });
  const session = { dialect, db: third, tables };
  const seen = await readLease(session);
  assert.ok(seen && !await breakLease(session, seen));
  assert.deepEqual((await first).steps.map(({ revision }) => revision), ["a1", "b2"]);
  assert.deepEqual((await second).steps, []);
  assert.equal(times, 1);
  assert.deepEqual(await third.query({ sql: "SELECT id FROM ran" }), [{ id: 1 }]);
  await Promise.all([one.close(), two.close(), third.close()]);
}
