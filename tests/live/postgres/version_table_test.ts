/** What can be wrong with the version table of a real PostgreSQL. */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op } from "@retort/core";
import { postgres } from "@retort/postgres";
import { liveTest } from "./server.ts";

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [op.createTable("users", { id: integer().primaryKey() })],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.addColumn("users", "age", integer())],
};

liveTest("an id that is too long is told, not what failed behind it", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: "CREATE TABLE retort_version (version_num varchar(4) PRIMARY KEY)" });
  const long = { ...second, revision: "longer" };
  const run = migrate({ url: database.url, dialect: postgres, revisions: [first, long] });
  await assert.rejects(run, (error) => {
    assert.ok(isRetortError(error));
    assert.match(error.message, /value too long/);
    return true;
  });
});

liveTest("a user who owns tables and may create none goes on", async (database) => {
  const db = await database.connect();
  const role = `retort_${crypto.randomUUID().slice(0, 8)}`;
  const run = (revisions: Parameters<typeof migrate>[0]["revisions"]) =>
    migrate({ connection: db, dialect: postgres, revisions });
  await run([first]);
  await db.execute({ sql: `CREATE ROLE ${role}` });
  try {
    await db.execute({
      sql: `REVOKE CREATE ON SCHEMA public FROM public; ALTER TABLE users OWNER TO ${role};
GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role};
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}; SET ROLE ${role}`,
    });
    assert.deepEqual((await run([first, second])).to, ["b2"]);
  } finally {
    await db.execute({ sql: `RESET ROLE; DROP OWNED BY ${role}; DROP ROLE ${role}` });
  }
});

const keepers = {
  trigger: `CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER keep_out BEFORE INSERT ON retort_history FOR EACH ROW EXECUTE FUNCTION keep_out()`,
  rule: "CREATE RULE keep_out AS ON INSERT TO retort_history DO INSTEAD NOTHING",
};

const cases = Object.entries(keepers).flatMap(([what, make]) =>
  (["revision", "all"] as const).map((mode) => [what, make, mode] as const)
);
for (const [what, make, transactionMode] of cases) {
  const name = `a ${what} that keeps rows out of the history stops a run, mode ${transactionMode}`;
  liveTest(name, async (database) => {
    const db = await database.connect();
    const run = (revisions: Parameters<typeof migrate>[0]["revisions"]) =>
      migrate({ url: database.url, dialect: postgres, revisions, transactionMode });
    await run([first]);
    await db.execute({ sql: make });
    await assert.rejects(() => run([first, second]), (error) => {
      assert.ok(isRetortError(error));
      if (what === "trigger") assert.equal(error.code, "run/unwritten");
      return true;
    });
    const rows = await db.query({ sql: "SELECT version_num FROM retort_version" });
    assert.deepEqual(rows, [{ version_num: "a1" }]);
    await db.execute({ sql: `DROP ${what} keep_out ON retort_history` });
    assert.deepEqual((await run([first, second])).to, ["b2"]);
  });
}
