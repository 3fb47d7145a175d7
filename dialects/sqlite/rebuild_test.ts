import assert from "node:assert/strict";
import { check, integer, op, sql, text, unique } from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { canonicalTable } from "@retort/core/schema";
import { context, live, liveTable, memory, rebuild, rows, run } from "./helpers_test.ts";
import { sqlite } from "./mod.ts";

const setup = [
  `CREATE TABLE parent (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- numbers never come back
    name TEXT NOT NULL COLLATE NOCASE DEFAULT ('a' || 'b'),
    age INTEGER CHECK (parent.age > 0),
    up INTEGER REFERENCES parent (id) ON DELETE SET NULL,
    size INTEGER AS (age * 2) STORED,
    CONSTRAINT uq_name UNIQUE (name) ON CONFLICT REPLACE,
    CHECK (age < 1000)
  ) STRICT`,
  `CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES parent ON DELETE CASCADE
  )`,
  `CREATE TABLE other (parent INTEGER REFERENCES parent (id) ON UPDATE CASCADE ON DELETE CASCADE)`,
  `CREATE TABLE log (what TEXT)`,
  `CREATE INDEX ix_lower ON parent (lower(name) DESC, age COLLATE BINARY)`,
  `CREATE UNIQUE INDEX ix_some ON parent (age) WHERE age > 10`,
  `CREATE TRIGGER tr AFTER UPDATE OF age ON parent WHEN new.age <> old.age
    BEGIN INSERT INTO log VALUES ('age; ' || new.age); UPDATE parent SET up = NULL WHERE 0; END`,
  `CREATE VIEW v AS SELECT id, name, size FROM parent WHERE age > 1`,
  `INSERT INTO parent (id, name, age, up) VALUES (1, 'Ann', 20, NULL), (2, 'Bob', 30, 1), (9, 'x', 5, 2)`,
  `DELETE FROM parent WHERE id = 9`,
  `INSERT INTO child VALUES (1, 1), (2, 2)`,
  `INSERT INTO other VALUES (1), (2)`,
];

Deno.test("a rebuild keeps rows, children, and all that hangs on a table", async () => {
  const db = await memory(...setup);
  const before = await liveTable(db, "parent");
  await rebuild(db, op.alterColumn("parent", "name", { default: "new" }));
  const wanted = {
    ...before,
    columns: before.columns.map((column) =>
      column.name === "name" ? { ...column, default: { value: "new" } } : column
    ),
  };
  const found = await liveTable(db, "parent");
  assert.deepEqual(found.triggers, before.triggers);
  assert.deepEqual(
    canonicalTable(sqlite.normalize({ ...await live(db) }).tables.get("parent") ?? found),
    canonicalTable(sqlite.normalize(await schemaWith(db, wanted)).tables.get("parent") ?? found),
  );
  assert.deepEqual(await rows(db, "SELECT id, name, age, up, size FROM parent ORDER BY id"), [
    { id: 1, name: "Ann", age: 20, up: null, size: 40 },
    { id: 2, name: "Bob", age: 30, up: 1, size: 60 },
  ]);
  assert.deepEqual(await rows(db, "SELECT count(*) AS n FROM child"), [{ n: 2 }]);
  assert.deepEqual(await rows(db, "SELECT count(*) AS n FROM other"), [{ n: 2 }]);
  assert.deepEqual(await rows(db, "SELECT * FROM v"), [
    { id: 1, name: "Ann", size: 40 },
    { id: 2, name: "Bob", size: 60 },
  ]);
  await db.close();
});

async function schemaWith(db: Awaited<ReturnType<typeof memory>>, table: object) {
  const schema = await live(db);
  return {
    ...schema,
    tables: new Map(schema.tables).set("parent", table as Awaited<ReturnType<typeof liveTable>>),
  };
}

Deno.test("after a rebuild everything still works", async () => {
  const db = await memory(...setup);
  await rebuild(db, op.alterColumn("parent", "age", { nullable: false }));
  await db.execute({ sql: "INSERT INTO parent (name, age) VALUES ('Cid', 40)" });
  assert.deepEqual(await rows(db, "SELECT max(id) AS id FROM parent"), [{ id: 10 }]);
  await db.execute({ sql: "UPDATE parent SET age = 41 WHERE id = 1" });
  assert.deepEqual(await rows(db, "SELECT what FROM log"), [{ what: "age; 41" }]);
  await assert.rejects(db.execute({ sql: "UPDATE parent SET age = 0 WHERE id = 1" }), /CHECK/);
  await assert.rejects(db.execute({ sql: "UPDATE parent SET age = 'x' WHERE id = 1" }), /INTEGER/);
  await assert.rejects(db.execute({ sql: "UPDATE parent SET age = 5000 WHERE id = 1" }), /CHECK/);
  await db.execute({ sql: "DELETE FROM parent WHERE id = 2" });
  assert.deepEqual(await rows(db, "SELECT count(*) AS n FROM child"), [{ n: 1 }]);
  assert.deepEqual(await rows(db, "SELECT foreign_keys AS f FROM pragma_foreign_keys"), [{ f: 1 }]);
  const [{ legacy }] = await db.query<{ legacy: number }>({
    sql: "SELECT legacy_alter_table AS legacy FROM pragma_legacy_alter_table",
  }) as [{ legacy: number }];
  assert.equal(legacy, 0);
  await db.close();
});

Deno.test("a rebuild keeps WITHOUT ROWID, key order, collations and hidden rowids", async () => {
  const db = await memory(
    "CREATE TABLE w (a TEXT, b INT, PRIMARY KEY (a COLLATE nocase DESC, b)) WITHOUT ROWID, STRICT",
    "CREATE TABLE d (a INTEGER PRIMARY KEY DESC, b TEXT)",
    "CREATE TABLE r (a TEXT, rowid TEXT)",
    "INSERT INTO w VALUES ('x', 1)",
    "INSERT INTO d VALUES (7, 'x')",
    "INSERT INTO r (oid, a) VALUES (5, 'x'), (99, 'y')",
  );
  for (const name of ["w", "d", "r"]) {
    const before = await liveTable(db, name);
    await rebuild(db, op.addColumn(name, "c", text().default(sql`lower('C')`)));
    const { columns, ...rest } = await liveTable(db, name);
    const { columns: old, ...others } = before;
    assert.deepEqual(rest, others);
    assert.deepEqual(columns.slice(0, -1), old);
  }
  assert.deepEqual(await rows(db, "SELECT oid AS oid, a, c FROM r"), [
    { oid: 5, a: "x", c: "c" },
    { oid: 99, a: "y", c: "c" },
  ]);
  assert.deepEqual(await rows(db, "SELECT _rowid_ AS r, a FROM d"), [{ r: 1, a: 7 }]);
  await db.close();
});

Deno.test("ops on one table share one rebuild, renames among them follow it", async () => {
  const db = await memory(...setup);
  const ops = [
    op.alterColumn("parent", "age", { default: 18 }),
    op.renameColumn("parent", "age", "years"),
    op.createIndex("ix_years", "parent", ["years"], { where: sql`years > 1` }),
    op.addConstraint("parent", check("ck_years", sql`years <> 7`)),
    op.dropIndex("ix_some", "parent"),
    op.renameColumn("parent", "years", "old"),
  ];
  const statements = sqlite.rebuild?.render(ops, context(await live(db))) ?? [];
  assert.equal(statements.filter((item) => item.sql.startsWith("DROP TABLE parent")).length, 1);
  await run(db, statements);
  const table = await liveTable(db, "parent");
  assert.deepEqual(table.columns.map((column) => column.name), ["id", "name", "old", "up", "size"]);
  assert.deepEqual(table.indexes.map((index) => index.name).sort(), ["ix_lower", "ix_years"]);
  const checks = table.checks.map((item) => [item.name, String(item.expression.sql)]);
  assert.deepEqual(checks.slice(-1), [["ck_years", "old <> 7"]]);
  await db.execute({ sql: "UPDATE parent SET old = 50 WHERE id = 1" });
  assert.deepEqual(await rows(db, "SELECT what FROM log"), [{ what: "age; 50" }]);
  assert.equal((await rows(db, "SELECT * FROM v")).length, 2);
  await db.close();
});

Deno.test("names can be swapped around a rebuild", async () => {
  const db = await memory(
    "CREATE TABLE t (a TEXT NOT NULL, b TEXT CHECK (b <> a))",
    "INSERT INTO t VALUES ('1', '2')",
  );
  await rebuild(
    db,
    op.alterColumn("t", "a", { nullable: true }),
    op.renameColumn("t", "a", "c"),
    op.renameColumn("t", "b", "a"),
    op.renameColumn("t", "c", "b"),
    op.addConstraint("t", unique(["a"], { name: "uq" })),
  );
  assert.deepEqual(await rows(db, "SELECT a, b FROM t"), [{ a: "2", b: "1" }]);
  const table = await liveTable(db, "t");
  assert.deepEqual(table.uniques, [{ name: "uq", columns: ["a"] }]);
  await db.close();
});

Deno.test("a dropped column takes its keys along, but never a trigger", async () => {
  const db = await memory(...setup);
  const before = await live(db);
  const refused = (error: unknown): boolean =>
    isRetortError(error) && error.code === "dialect/unsupported" &&
    /trigger "tr"/.test(error.message);
  assert.throws(() => renderOp(sqlite, op.dropColumn("parent", "age"), context(before)), refused);
  await rebuild(db, op.dropColumn("child", "parent"));
  assert.deepEqual((await liveTable(db, "child")).foreignKeys, []);
  await db.close();
});

Deno.test("a view that needs a dropped column undoes the rebuild", async () => {
  const db = await memory(
    "CREATE TABLE t (a INTEGER, b TEXT UNIQUE)",
    "CREATE VIEW v AS SELECT b FROM t",
    "INSERT INTO t VALUES (1, 'x')",
  );
  await assert.rejects(rebuild(db, op.dropColumn("t", "b")), /error in view v/);
  assert.deepEqual(await rows(db, "SELECT * FROM t"), [{ a: 1, b: "x" }]);
  await db.close();
});

Deno.test("rows that break a new foreign key undo the rebuild, those that were broken before don't", async () => {
  const db = await memory(
    "PRAGMA foreign_keys = OFF",
    "CREATE TABLE p (id INTEGER PRIMARY KEY)",
    "CREATE TABLE broken (p INTEGER REFERENCES p)",
    "CREATE TABLE t (q INTEGER, x INTEGER REFERENCES p)",
    "INSERT INTO broken VALUES (77)",
    "INSERT INTO t VALUES (5, NULL)",
    "PRAGMA foreign_keys = ON",
  );
  await rebuild(db, op.alterColumn("t", "q", { nullable: false }));
  const key = op.createForeignKey("fk", "t", {
    columns: ["q"],
    references: { table: "p" },
    referencedColumns: ["id"],
  });
  await assert.rejects(rebuild(db, key), /foreign keys that held before/);
  assert.deepEqual((await liveTable(db, "t")).foreignKeys.length, 1);
  await db.close();
});

Deno.test("values are converted without loss", async () => {
  const db = await memory(
    "CREATE TABLE t (a TEXT, b BLOB, c TEXT)",
    "INSERT INTO t VALUES ('12', x'6869', 'abc')",
  );
  await rebuild(
    db,
    op.alterColumn("t", "a", { type: integer() }),
    op.alterColumn("t", "b", { type: text() }),
    op.alterColumn("t", "c", { type: integer() }, { options: { sqlite: { using: "length(c)" } } }),
  );
  const query = "SELECT a, typeof(a) AS ta, b, typeof(b) AS tb, c FROM t";
  assert.deepEqual(await rows(db, query), [{ a: 12, ta: "integer", b: "hi", tb: "text", c: 3 }]);
  await db.close();
});

Deno.test("a constraint without a name can be dropped by the name it would be given", async () => {
  const db = await memory("CREATE TABLE t (a INTEGER UNIQUE, b INTEGER REFERENCES t (a))");
  await rebuild(db, op.dropConstraint("t", "fk_t_b_t"), op.dropConstraint("t", "uq_t_a"));
  const { uniques, foreignKeys } = await liveTable(db, "t");
  assert.deepEqual([uniques, foreignKeys], [[], []]);
  await db.close();
});

Deno.test("a rebuild that would change nothing is none", async () => {
  const db = await memory("CREATE TABLE t (a INTEGER NOT NULL)");
  const cx = context(await live(db));
  assert.deepEqual(sqlite.rebuild?.render([op.alterColumn("t", "a", { nullable: false })], cx), []);
  await db.close();
});

Deno.test("a table is not dropped while other tables would lose rows with it", async () => {
  const db = await memory(
    "CREATE TABLE p (id INTEGER PRIMARY KEY)",
    "CREATE TABLE c (p INTEGER REFERENCES P ON DELETE CASCADE)",
    "INSERT INTO p VALUES (1)",
    "INSERT INTO c VALUES (1)",
  );
  const drop = (name: string) => renderOp(sqlite, op.dropTable(name), context());
  await assert.rejects(run(db, drop("p")), /changes no rows of other tables/);
  assert.deepEqual(await rows(db, "SELECT * FROM c"), [{ p: 1 }]);
  await run(db, [...drop("c"), ...drop("p")]);
  await db.close();
});
