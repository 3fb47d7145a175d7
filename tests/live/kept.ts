/**
 * What `--keep` promises, told on any database: what would be dropped keeps its rows, others write
 * meanwhile, and the way back gives all of it back.
 *
 * @module
 */
import assert from "node:assert/strict";
import { foreignKey, integer, isRetortError, numeric, op, unique } from "@retort/core";
import { revisionsOf } from "@retort/core/plan";
import {
  code,
  fill,
  type Going,
  type KeptDatabase,
  keptNames,
  live,
  rows,
  tables,
  users,
  waysOf,
  withDb,
} from "./kept_ground.ts";
import { findKept, purgeKept, restoreKept } from "../../core/run/kept_work.ts";

/** Rows survive the way there and back, and so does the schema; others write meanwhile. */
export async function tellKept(database: KeptDatabase, how: Going = {}): Promise<void> {
  const { dialect } = database;
  const { up, down } = waysOf(dialect);
  await withDb(database, async (db) => {
    await up(db, "a1");
    await fill(db);
    const before = await live(dialect, db);
    await assert.rejects(up(db, "b2"), code("run/data-loss"));
    assert.deepEqual(await live(dialect, db), before, "a refusal changes nothing");
    await up(db, "b2", { ...how, keep: true });
    assert.equal((await keptNames(dialect, db)).length, 4);
    // The application knows nothing of what is kept; its rows are in nobody's way.
    await db.execute({ sql: "insert into users (id, email) values (3, 'c@x')" });
    await db.execute({ sql: "update users set email = 'd@x' where id = 2" });
    await assert.rejects(rows(db, "select name from users"));
    await down(db, "a1", how);
    assert.deepEqual(await rows(db, users), [
      { id: 1, name: "Ada", email: "a@x", team: 1, age: 36 },
      { id: 2, name: "Bo", email: "d@x", team: null, age: null },
      { id: 3, name: "nobody", email: "c@x", team: null, age: null },
    ]);
    assert.deepEqual(await rows(db, "select id, title, author from posts"), [
      { id: 7, title: "hello", author: 1 },
    ]);
    assert.deepEqual(await live(dialect, db), before, "what came back is what it was");
    assert.deepEqual(await rows(db, "select kept from retort_kept"), []);
    // What came back binds again.
    await assert.rejects(db.execute({ sql: "insert into users (id, email) values (4, 'a@x')" }));
    await assert.rejects(db.execute({ sql: "update users set team = 9 where id = 1" }));
    await assert.rejects(db.execute({ sql: "update users set age = -1 where id = 1" }));
    await assert.rejects(db.execute({ sql: "insert into posts (id, title) values (8, 'hello')" }));
    // And once more: the names of the first time are free again.
    await up(db, "b2", { ...how, keep: true });
    await down(db, "a1", how);
    assert.deepEqual(await live(dialect, db), before);
    assert.equal((await rows(db, users)).length, 3);
  });
}

/** A column that must not be null comes back only once every row has a value for it. */
export async function tellNulls(database: KeptDatabase): Promise<void> {
  const { dialect } = database;
  const { up, down } = waysOf(dialect);
  await withDb(database, async (db) => {
    await up(db, "a1");
    await fill(db);
    await up(db, "b2", { keep: true });
    await up(db, "c3", { keep: true });
    await db.execute({ sql: "insert into users (id, login) values (3, 'cy'), (4, 'dee')" });
    // What the downgrade would drop is kept too; and nothing is changed before the refusal.
    const fillSql = await refusedNulls(down(db, "b2", { keep: true }));
    assert.equal((await rows(db, "select login from users where login is not null")).length, 2);
    await db.execute({
      sql: fillSql.replace("…", dialect.name === "mysql" ? "concat(id, '@x')" : "id || '@x'"),
    });
    await down(db, "b2", { keep: true });
    assert.deepEqual(await rows(db, "select id, email from users order by id"), [
      { id: 1, email: "a@x" },
      { id: 2, email: "b@x" },
      { id: 3, email: "3@x" },
      { id: 4, email: "4@x" },
    ]);
    const kept = await keptNames(dialect, db);
    assert.equal(kept.length, 5, "four of b2, and the login of c3's downgrade");
    // Up again: what the downgrade kept is back.
    await up(db, "c3", { keep: true });
    assert.deepEqual(await rows(db, "select id, login from users where id > 2 order by id"), [
      { id: 3, login: "cy" },
      { id: 4, login: "dee" },
    ]);
    await down(db, "b2", { keep: true });
    assert.equal((await rows(db, "select kept from retort_kept where state = 'kept'")).length, 5);
    await down(db, "a1");
    assert.equal((await rows(db, users)).length, 4);
  });
}

/** The statement that the refusal of nulls names. */
async function refusedNulls(work: Promise<void>): Promise<string> {
  let fill = "";
  await assert.rejects(work, (error) => {
    assert.ok(isRetortError(error) && error.code === "kept/nulls", String(error));
    const data = error.data as { readonly rows: number; readonly fill: string };
    assert.equal(data.rows, 2);
    fill = data.fill;
    return true;
  });
  return fill;
}

/** A way back as a narrower type than it was is refused before anything is changed. */
export async function tellNarrower(database: KeptDatabase): Promise<void> {
  const { dialect } = database;
  const { up, down } = waysOf(dialect);
  const set = revisionsOf([
    {
      revision: "a1",
      downRevision: null,
      upgrade: [op.createTable("t", { id: integer().primaryKey(), n: numeric(10, 4) })],
    },
    {
      revision: "b2",
      downRevision: "a1",
      upgrade: [op.dropColumn("t", "n")],
      downgrade: [op.addColumn("t", "n", numeric(10, 2))],
    },
  ]);
  await withDb(database, async (db) => {
    await up(db, "a1", { set });
    await db.execute({ sql: "insert into t (id, n) values (1, 1.2345), (2, 1.25)" });
    await up(db, "b2", { set, keep: true });
    const before = await live(dialect, db);
    await assert.rejects(down(db, "a1", { set }), (error) => {
      assert.ok(isRetortError(error) && error.code === "run/data-loss", String(error));
      assert.match(error.message, /t\.n \(1 value that does not fit/);
      return true;
    });
    assert.deepEqual(await live(dialect, db), before);
    assert.equal((await keptNames(dialect, db)).length, 1);
  });
}

/** What a foreign key of another table points at is not kept; nothing is changed. */
export async function tellPointedAt(database: KeptDatabase): Promise<void> {
  const { dialect } = database;
  const { up } = waysOf(dialect);
  const set = revisionsOf([
    {
      revision: "a1",
      downRevision: null,
      upgrade: [
        op.createTable("p", { id: integer().primaryKey(), code: integer() }, [
          unique(["code"], { name: "uq_code" }),
        ]),
        op.createTable("t", { id: integer().primaryKey(), p: integer() }, [
          foreignKey(["p"]).references("p", ["code"], { name: "fk_t" }),
        ]),
      ],
    },
    { revision: "b2", downRevision: "a1", upgrade: [op.dropColumn("p", "code")] },
  ]);
  await withDb(database, async (db) => {
    await up(db, "a1", { set });
    await db.execute({ sql: "insert into p (id, code) values (1, 5)" });
    const before = await live(dialect, db);
    await assert.rejects(up(db, "b2", { set, keep: true }), code("kept/impossible"));
    assert.deepEqual(await live(dialect, db), before);
  });
}

/** A key that numbers itself is kept without getting into the way of the next one. */
export async function tellNumbers(database: KeptDatabase): Promise<void> {
  const { dialect } = database;
  const { up, down } = waysOf(dialect);
  const numbers = "select id, code from things order by code";
  await withDb(database, async (db) => {
    await up(db, "a1", { set: "numbered" });
    await db.execute({ sql: "insert into things (id, code) values (5, 50), (9, 90)" });
    const before = await live(dialect, db);
    await up(db, "b2", { set: "numbered", keep: true });
    await db.execute({ sql: "insert into things (code) values (60)" });
    await assert.rejects(db.execute({ sql: "insert into things (code) values (60)" }));
    if (dialect.can.numbersAlone) {
      await db.execute({ sql: "delete from things where code = 60" });
    } else {
      await assert.rejects(down(db, "a1", { set: "numbered" }), code("kept/nulls"));
      const [name = ""] = await keptNames(dialect, db);
      const { writer } = dialect;
      await db.execute({ sql: `update things set ${writer.name(name)} = 6 where code = 60` });
      await db.execute({ sql: "delete from things where code = 60" });
    }
    await down(db, "a1", { set: "numbered" });
    assert.deepEqual(await rows(db, numbers), [{ id: 5, code: 50 }, { id: 9, code: 90 }]);
    assert.deepEqual(await live(dialect, db), before);
    if (dialect.name !== "postgres") {
      await db.execute({ sql: "insert into things (code) values (95)" });
      assert.deepEqual((await rows(db, numbers)).at(-1), { id: 10, code: 95 });
    }
  });
}

/** What `kept restore` and `kept purge` do; the way back goes on from there. */
export async function tellByHand(database: KeptDatabase): Promise<void> {
  const { dialect } = database;
  const { up, down } = waysOf(dialect);
  await withDb(database, async (db) => {
    const session = { dialect, db, tables };
    await up(db, "a1");
    await fill(db);
    await up(db, "b2", { keep: true });
    const found = await findKept(session);
    assert.deepEqual(found.map(({ row, rows, bytes }) => [row.column, rows, bytes]), [
      [undefined, 1, 7],
      ["name", 2, 5],
      ["team", 1, 1],
      ["age", 1, 2],
    ]);
    const [posts, name, team, age] = found;
    assert.ok(posts && name && team && age);
    await restoreKept(session, name);
    await assert.rejects(restoreKept(session, name), code("kept/taken"));
    await purgeKept(session, age);
    await purgeKept(session, team);
    assert.deepEqual((await findKept(session)).map(({ row }) => row.kept), [posts.row.kept]);
    await down(db, "a1");
    assert.deepEqual(await rows(db, users), [
      { id: 1, name: "Ada", email: "a@x", team: null, age: null },
      { id: 2, name: "Bo", email: "b@x", team: null, age: null },
    ]);
    assert.deepEqual(await rows(db, "select id from posts"), [{ id: 7 }]);
    assert.deepEqual(await keptNames(dialect, db), []);
  });
}
