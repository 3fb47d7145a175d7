/** A revision that fails in the middle on a database that commits DDL by itself. */
import assert from "node:assert/strict";
import { integer, migrate, op } from "@retort/core";
import { isRetortError } from "@retort/core/errors";
import { mysql } from "@retort/mysql";
import { liveTest } from "./server.ts";

const table = op.createTable("t", { id: integer() });
const inserts = (second: string) => op.execute(`insert into t values (1); ${second}`);
const revision = (second: string) => [{
  revision: "a1",
  downRevision: null,
  upgrade: [table, inserts(second)],
}];

liveTest(
  "rows that were rolled back with a failed step are written when it runs again",
  async (database) => {
    const db = await database.connect();
    const broken = revision("insert into nowhere values (2)");
    await assert.rejects(() => migrate({ connection: db, dialect: mysql, revisions: broken }));
    assert.deepEqual(await db.query({ sql: "select id from t" }), []);
    const mended = revision("insert into t values (2)");
    const { to } = await migrate({ connection: db, dialect: mysql, revisions: mended });
    assert.deepEqual(to, ["a1"]);
    assert.deepEqual(await db.query({ sql: "select id from t order by id" }), [{ id: 1 }, {
      id: 2,
    }]);
    assert.deepEqual(await db.query({ sql: "select state from retort_journal" }), []);
  },
);

liveTest(
  "rows that a failing ALTER has committed are not written again when it runs again",
  async (database) => {
    const db = await database.connect();
    const ends = (text: string) => [{
      revision: "a1",
      downRevision: null,
      upgrade: [table, op.execute(`insert into t values (1); ${text}`)],
    }];
    const broken = ends("alter table nowhere add n int");
    await assert.rejects(() => migrate({ connection: db, dialect: mysql, revisions: broken }));
    assert.deepEqual(await db.query({ sql: "select id from t" }), [{ id: 1 }]);
    await db.execute({ sql: "create table nowhere (id int)" });
    const { to } = await migrate({ connection: db, dialect: mysql, revisions: broken });
    assert.deepEqual(to, ["a1"]);
    assert.deepEqual(await db.query({ sql: "select id from t" }), [{ id: 1 }]);
  },
);

liveTest(
  "an id that the version table has no room for is told before anything runs",
  async (database) => {
    const db = await database.connect();
    await db.execute({ sql: "create table retort_version (version_num varchar(32) primary key)" });
    const id = "a".repeat(33);
    const revisions = [{ revision: id, downRevision: null, upgrade: [table] }];
    await assert.rejects(
      () => migrate({ connection: db, dialect: mysql, revisions }),
      { code: "source/long-id" },
    );
    assert.deepEqual(await db.query({ sql: "show tables like 't'" }), []);
    await db.execute({ sql: "alter table retort_version modify version_num varchar(33)" });
    const { to } = await migrate({ connection: db, dialect: mysql, revisions });
    assert.deepEqual(to, [id]);
  },
);

liveTest("a step that was corrected and then ran is known by what it is now", async (database) => {
  const db = await database.connect();
  const upTo = (second: string, third: string) =>
    migrate({
      connection: db,
      dialect: mysql,
      revisions: [{
        revision: "a1",
        downRevision: null,
        upgrade: [table, op.execute(second), op.execute(third)],
      }],
    });
  const refused = { code: "run/op-failed" };
  await assert.rejects(() => upTo("alter table t ad n int", "alter table t ad m int"), refused);
  await assert.rejects(() => upTo("alter table t add n int", "alter table t ad m int"), refused);
  const { to } = await upTo("alter table t add n int", "alter table t add m int");
  assert.deepEqual(to, ["a1"]);
});

liveTest("what is not done of a step may be corrected, what is may not", async (database) => {
  const db = await database.connect();
  const upTo = (...texts: string[]) =>
    migrate({
      connection: db,
      dialect: mysql,
      revisions: [{
        revision: "a1",
        downRevision: null,
        upgrade: [table, op.execute(texts.join("; "))],
      }],
    });
  const [one, wrong, right] = [
    "alter table t add n int",
    "alter table t ad m int",
    "alter table t add m int",
  ];
  await assert.rejects(() => upTo(one, wrong), { code: "run/op-failed" });
  await assert.rejects(() => upTo("alter table t add n bigint", right), (error) => {
    assert.ok(isRetortError(error) && error.code === "run/journal-mismatch", String(error));
    assert.match(error.hint ?? "", /^1 statement of it is committed/);
    return true;
  });
  assert.deepEqual((await upTo(one, right)).to, ["a1"]);
  assert.deepEqual(await db.query({ sql: "select n, m from t" }), []);
});
