/** What is read of a real PostgreSQL: everything of the user's, nothing of others. */
import assert from "node:assert/strict";
import {
  bigint,
  check,
  exclude,
  foreignKey,
  index,
  integer,
  op,
  primaryKey,
  sql,
  text,
  unique,
  varchar,
} from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { diffSchemas } from "@retort/core/diff";
import { applyAll, type Op } from "@retort/core/ops";
import { canonical, emptySchema, type Schema } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { bigserial, int4range, serial } from "@retort/postgres/types";
import { runOps } from "../golden.ts";
import { liveTest } from "./server.ts";

async function inspected(db: Connection, names?: readonly string[]): Promise<Schema> {
  const scope = names === undefined ? {} : { tables: names.map((name) => ({ name })) };
  return await postgres.inspect?.(db, scope) ?? emptySchema;
}

const own = (options: object): { readonly options: { readonly postgres: never } } => ({
  options: { postgres: options as never },
});

const everything: readonly Op[] = [
  op.createTable("words", {
    id: integer().notNull(),
    word: text(),
    note: varchar(20).collate("C"),
    during: int4range(),
  }, [
    primaryKey(["id"], { name: "pk_words", ...own({ deferrable: true, initially: "deferred" }) }),
    unique(["word"], { name: "uq_words", ...own({ nullsNotDistinct: true }) }),
    check("ck_words", sql`id > 0`, own({ noInherit: true })),
    exclude("ex_words", [["during", "&&"], [sql`int4range(id, id + 2)`, "&&"]], {
      using: "gist",
      where: sql`id > 5`,
      deferrable: true,
    }),
    index("ix_ops", [{ column: "word", ...own({ ops: "text_pattern_ops" }) }, "id"]),
    index("ix_collated", [{ column: "note", collation: "default" }, {
      column: "word",
      collation: "C",
      order: "desc",
      nulls: "last",
    }]),
    index("ix_same", ["id", "word"], { unique: true, ...own({ nullsNotDistinct: true }) }),
  ], own({ unlogged: true, with: { fillfactor: 60, autovacuum_enabled: false } })),
  op.createTable(
    "parted",
    { a: integer().notNull(), b: text() },
    [],
    own({
      partitionBy: "RANGE (a)",
    }),
  ),
];

liveTest("inspect() reads PostgreSQL's own options", async (database) => {
  const db = await database.connect();
  if (Number.parseInt(db.server.version) < 15) return;
  await runOps({ db, dialect: postgres }, { ops: everything, state: emptySchema });
  const wanted = postgres.normalize(applyAll(everything, emptySchema));
  const found = postgres.normalize(await inspected(db));
  assert.deepEqual(JSON.parse(canonical(found)), JSON.parse(canonical(wanted)));
});

liveTest("inspect() leaves out what is not the user's to migrate", async (database) => {
  const db = await database.connect();
  await db.execute({
    sql: `CREATE TABLE parted (a int) PARTITION BY LIST (a);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
CREATE TABLE parent (a int);
CREATE TABLE child (b int) INHERITS (parent);
CREATE TEMPORARY TABLE passing (a int);
CREATE VIEW seen AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one;
CREATE SEQUENCE numbers;
CREATE TABLE owned (a int);
ALTER EXTENSION plpgsql ADD TABLE owned`,
  });
  assert.deepEqual([...(await inspected(db)).tables.keys()], ["parent", "parted"]);
});

liveTest(
  "inspect() names the schema of tables that are not in the default one",
  async (database) => {
    const db = await database.connect();
    await db.execute({
      sql: `CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('a');
CREATE TABLE app.t (a int PRIMARY KEY, b app.mood DEFAULT 'a', c text[] DEFAULT '{}');
CREATE TABLE t (a int REFERENCES app.t)`,
    });
    const key = "app\u001ft";
    const usual = await inspected(db);
    assert.deepEqual([...usual.tables.keys()], [key, "t"]);
    assert.deepEqual(usual.tables.get("t")?.foreignKeys[0]?.references, {
      table: "t",
      schema: "app",
      columns: ["a"],
    });
    await db.execute({ sql: "SET search_path = app, public" });
    const other = await inspected(db);
    assert.deepEqual([...other.tables.keys()], ["public\u001ft", "t"]);
    const columns = other.tables.get("t")?.columns ?? [];
    assert.deepEqual(columns[1]?.type, { name: "enumeration", args: ["mood", ["a"]] });
    assert.deepEqual(columns.map((column) => column.default), [undefined, { value: "a" }, {
      value: "{}",
    }]);
  },
);

liveTest("inspect() reads only the tables that are asked for", async (database) => {
  const db = await database.connect();
  await db.execute({
    sql: `CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int REFERENCES a);
CREATE TABLE c (id int); CREATE SCHEMA other; CREATE TABLE other.b (id int)`,
  });
  const found = await inspected(db, ["b", "nothing"]);
  assert.deepEqual([...found.tables.keys()], ["b"]);
  const key = foreignKey(["id"]).references("a", ["id"], { name: "b_id_fkey" });
  assert.deepEqual([{ kind: "foreignKey", ...found.tables.get("b")?.foreignKeys[0] }], [
    key.constraint,
  ]);
  assert.deepEqual([...(await inspected(db, [])).tables.keys()], []);
});

liveTest("columns become serial, bigserial and plain again", async (database) => {
  const db = await database.connect();
  const first = op.createTable("t", { a: integer().notNull(), b: text() });
  await runOps({ db, dialect: postgres }, { ops: [first], state: emptySchema });
  await db.execute({ sql: "INSERT INTO t VALUES (7, 'x')" });
  let state = applyAll([first], emptySchema);
  for (const type of [serial(), bigserial(), bigint(), serial(), integer()]) {
    const change = op.alterColumn("t", "a", { type });
    await runOps({ db, dialect: postgres }, { ops: [change], state });
    state = applyAll([change], state);
    const cx = { types: postgres.types, comments: true };
    const live = postgres.normalize(await inspected(db));
    assert.deepEqual(diffSchemas(live, postgres.normalize(state), cx).ops, [], type.spec.type.name);
    if (type.spec.type.from) await db.execute({ sql: "INSERT INTO t (b) VALUES ('y')" });
  }
  assert.deepEqual(await db.query({ sql: "SELECT a FROM t ORDER BY a" }), [
    { a: 7 },
    { a: 8 },
    { a: 9 },
    { a: 10 },
  ]);
});
