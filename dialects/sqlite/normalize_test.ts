import assert from "node:assert/strict";
import {
  boolean,
  type ColumnBuilder,
  date,
  index,
  integer,
  MetaData,
  same,
  type Schema,
  sql,
  type Table,
  text,
  varchar,
} from "@retort/core/schema";
import { live, liveTable, memory } from "./helpers_test.ts";
import { sqlite } from "./mod.ts";
import { types } from "./type_system.ts";

function declared(column: ColumnBuilder): Table {
  const metadata = new MetaData();
  metadata.table("t", { x: column });
  const table = sqlite.normalize(metadata.schema()).tables.get("t");
  assert.ok(table);
  return table;
}

/** Whether a column as SQL is the column as it is declared. */
async function agrees(definition: string, column: ColumnBuilder): Promise<boolean> {
  const db = await memory(`CREATE TABLE t (x ${definition})`);
  const table = await liveTable(db, "t");
  await db.close();
  const schema = {
    tables: new Map([["t", table]]),
    unknown: { all: false, tables: new Set<string>() },
  };
  const found = sqlite.normalize(schema).tables.get("t");
  return same(found?.columns, declared(column).columns);
}

Deno.test("normalize() makes spellings of one default agree", async () => {
  const pairs: readonly (readonly [string, ColumnBuilder, boolean])[] = [
    ["INTEGER DEFAULT '12'", integer().default(12), true],
    ["INTEGER DEFAULT 12", integer().default("12"), true],
    ["INT DEFAULT (12)", integer().default(12), true],
    ["INTEGER DEFAULT 0x0C", integer().default(12), true],
    ["INTEGER DEFAULT (1+1)", integer().default(sql`(1 + 1)`), true],
    ["INTEGER DEFAULT NULL", integer(), true],
    ["BOOLEAN DEFAULT true", boolean().default(true), true],
    ["BOOL DEFAULT 0", boolean().default(sql`false`), true],
    ["TEXT DEFAULT (CURRENT_TIMESTAMP)", text().default(sql`current_timestamp`), true],
    ["VARCHAR(50) DEFAULT 'a'", varchar(50).default(sql`'a'`), true],
    ["DATE DEFAULT '2026-01-01'", date().default("2026-01-01"), true],
    ["VARCHAR(50) DEFAULT 'a'", varchar(50).default("A"), false],
    ["INTEGER DEFAULT 5", integer().default(6), false],
    ["INTEGER DEFAULT 5", integer(), false],
    ["character varying ( 50 )", varchar(50), true],
    ["VARCHAR(50)", varchar(51), false],
    ["INTEGER COLLATE BINARY", integer(), true],
  ];
  for (const [definition, column, wanted] of pairs) {
    assert.equal(await agrees(definition, column), wanted, definition);
  }
});

Deno.test("normalize() leaves away what SQLite does not keep", () => {
  const metadata = new MetaData();
  metadata.table("p", { id: integer().primaryKey().comment("said") });
  metadata.table(
    "t",
    {
      id: integer().identity().primaryKey(),
      p: integer().references("p.id", { onDelete: "no action", deferrable: true, match: "simple" }),
    },
    [index("ix", [{ column: "p", order: "asc", nulls: "first" }], { include: ["id"] })],
    {
      comment: "said",
      options: { mysql: { engine: "InnoDB" }, sqlite: { strict: true, withoutRowid: false } },
    },
  );
  const tables = sqlite.normalize(metadata.schema()).tables;
  assert.deepEqual(tables.get("p")?.columns, [
    { name: "id", type: { name: "integer" }, nullable: false },
  ]);
  const table = tables.get("t");
  assert.deepEqual(table?.options, { sqlite: { strict: true } });
  assert.deepEqual(table?.foreignKeys, [{
    columns: ["p"],
    references: { table: "p", columns: ["id"] },
  }]);
  assert.deepEqual(table?.indexes, [{ name: "ix", unique: false, parts: [{ column: "p" }] }]);
  assert.equal(table?.comment, undefined);
});

Deno.test("types are the same by their text, not by their spelling", () => {
  const equal = (a: string, b: string): boolean => types.same(types.parse(a), types.parse(b));
  assert.ok(equal("INT", "integer"));
  assert.ok(equal("decimal(10,2)", "NUMERIC(10, 2)"));
  assert.ok(equal("double", "DOUBLE PRECISION"));
  assert.ok(equal("some  TYPE", "Some type"));
  assert.ok(!equal("VARCHAR(128)", "VARCHAR(129)"));
  assert.ok(!equal("INTEGER", "BIGINT"));
});

Deno.test("types.parse() keeps text that would be written in another way", () => {
  assert.deepEqual(types.parse("INTEGER"), { name: "integer" });
  assert.deepEqual(types.parse("int"), { name: "sql type", args: ["int"] });
  assert.deepEqual(types.parse("varchar(50)"), { name: "varchar", args: [50] });
  assert.deepEqual(types.parse(""), { name: "untyped", from: "@retort/sqlite/types" });
});

Deno.test("normalize() writes the head of a trigger as SQLite stores it", async () => {
  const definition = "create  trigger if not exists touch\nafter insert on t begin select 1; end";
  const metadata = new MetaData();
  metadata.table("t", { id: integer().primaryKey() });
  metadata.trigger("touch", "t", definition);
  const db = await memory("CREATE TABLE t (id INTEGER PRIMARY KEY)", definition);
  const triggers = (schema: Schema) => sqlite.normalize(schema).tables.get("t")?.triggers;
  assert.deepEqual(triggers(metadata.schema()), triggers(await live(db)));
  await db.close();
});
