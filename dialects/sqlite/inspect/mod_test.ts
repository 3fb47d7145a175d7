import assert from "node:assert/strict";
import { live, memory } from "../helpers_test.ts";
import { sqlite } from "../mod.ts";

Deno.test("inspect() only names virtual tables and their shadows, and no table of SQLite's own", async () => {
  const db = await memory(
    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)",
    "INSERT INTO t DEFAULT VALUES",
    "CREATE VIEW v AS SELECT * FROM t",
    "CREATE VIRTUAL TABLE words USING fts5 (word)",
    "CREATE INDEX ix ON t (id)",
    "ANALYZE",
  );
  const { tables, views, others, owned } = await live(db);
  assert.deepEqual([[...tables.keys()], [...views?.keys() ?? []]], [["t"], ["v"]]);
  assert.deepEqual(others, [{
    noun: "virtual table",
    name: "words",
    definition: "CREATE VIRTUAL TABLE words USING fts5 (word)",
  }]);
  const shadows = ["words_data", "words_idx", "words_content", "words_docsize", "words_config"];
  assert.deepEqual(
    owned,
    shadows.map((name) => ({ noun: "table", name, by: "virtual table words" })),
  );
  await db.close();
});

Deno.test("inspect() reads only what it is asked for, with the keys of parents it isn't", async () => {
  const db = await memory(
    "CREATE TABLE Parent (Id INTEGER PRIMARY KEY)",
    "CREATE TABLE child (p REFERENCES parent)",
    "CREATE TABLE other (a)",
  );
  const schema = await sqlite.inspect?.(db, { tables: [{ name: "child" }, { name: "nowhere" }] });
  assert.deepEqual([...schema?.tables.keys() ?? []], ["child"]);
  assert.deepEqual(schema?.tables.get("child")?.foreignKeys, [
    { columns: ["p"], references: { table: "Parent", columns: ["Id"] } },
  ]);
  await db.close();
});

Deno.test("inspect() tells indexes as they are", async () => {
  const db = await memory(
    "CREATE TABLE t (a TEXT, b INT)",
    `CREATE UNIQUE INDEX "ix 1" ON t (lower(a) || ')' COLLATE nocase DESC, "B" ASC) WHERE b > 1 -- so`,
    "CREATE INDEX ix2 ON t (b, a COLLATE rtrim)",
  );
  assert.deepEqual((await live(db)).tables.get("t")?.indexes, [
    {
      name: "ix 1",
      parts: [
        { expression: { sql: ["lower(a) || ')'"] }, collation: "NOCASE", order: "desc" },
        { column: "b" },
      ],
      unique: true,
      where: { sql: ["b > 1"] },
    },
    { name: "ix2", parts: [{ column: "b" }, { column: "a", collation: "RTRIM" }], unique: false },
  ]);
  await db.close();
});

Deno.test("inspect() reads views with their columns and triggers", async () => {
  const db = await memory(
    "CREATE TABLE t (id INTEGER PRIMARY KEY, name)",
    "CREATE VIEW IF NOT EXISTS main.[a v] (x, 'y') AS -- all\n  SELECT id, ';' FROM t /* end */",
    "CREATE TRIGGER t_in INSTEAD OF INSERT ON [A V] BEGIN INSERT INTO t (id) VALUES (new.x); END",
    "CREATE TEMP VIEW gone AS SELECT 1",
  );
  const { views } = await live(db);
  assert.deepEqual([...views?.values() ?? []], [{
    name: "a v",
    query: { sql: ["SELECT id, ';' FROM t"] },
    columns: ["x", "y"],
    triggers: [{
      name: "t_in",
      sql:
        "CREATE TRIGGER t_in INSTEAD OF INSERT ON [A V] BEGIN INSERT INTO t (id) VALUES (new.x); END",
    }],
  }]);
  await db.close();
});
