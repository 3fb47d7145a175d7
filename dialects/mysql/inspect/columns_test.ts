import assert from "node:assert/strict";
import { sql } from "@retort/core/schema";
import { type ColumnRow, readColumn } from "./columns.ts";

const row: ColumnRow = {
  table_name: "t",
  name: "c",
  position: 1,
  type: "varchar(20)",
  nullable: "YES",
  value: null,
  extra: "",
  expression: null,
  collation: "utf8mb4_bin",
  comment: "",
  srid: null,
  own_database: "app",
};

function read(change: Partial<ColumnRow>, mariadb = false) {
  return readColumn({ ...row, ...change }, { mariadb, json: false, collation: "utf8mb4_bin" });
}

Deno.test("readColumn() reads defaults as MariaDB shows them", () => {
  assert.deepEqual(read({ value: "'it''s'" }, true).default, { value: "it's" });
  assert.deepEqual(read({ value: "'NULL'" }, true).default, { value: "NULL" });
  assert.equal(read({ value: "NULL" }, true).default, undefined);
  assert.deepEqual(read({ value: "uuid()" }, true).default, sql`uuid()`);
  assert.deepEqual(read({ value: "nextval(`app`.`n`)" }, true).default, sql.raw("nextval(`n`)"));
  const other = sql.raw("nextval(`other`.`n`)");
  assert.deepEqual(read({ value: "nextval(`other`.`n`)" }, true).default, other);
  assert.deepEqual(read({ value: "unhex('00ff')" }, true).default, { value: { bytes: "00ff" } });
});

Deno.test("readColumn() reads defaults as MySQL shows them", () => {
  assert.deepEqual(read({ value: "it's" }).default, { value: "it's" });
  assert.deepEqual(read({ value: "5", type: "int" }).default, { value: 5 });
  assert.deepEqual(read({ value: "5" }).default, { value: "5" });
  const now = { value: "CURRENT_TIMESTAMP(3)", type: "datetime(3)", extra: "DEFAULT_GENERATED" };
  assert.deepEqual(read(now).default, sql`CURRENT_TIMESTAMP(3)`);
  const called = { value: "concat(_utf8mb4\\'a\\',1)", extra: "DEFAULT_GENERATED" };
  assert.deepEqual(read(called).default, sql`concat('a',1)`);
  const bytes = { value: "0x00FF", type: "varbinary(4)", collation: null };
  assert.deepEqual(read(bytes).default, { value: { bytes: "00ff" } });
});

Deno.test("readColumn() reads numbering, computing and options", () => {
  const numbered = read({ type: "int(11)", nullable: "NO", extra: "auto_increment" }, true);
  assert.deepEqual(numbered.identity, { always: false });
  const stored = read({ extra: "STORED GENERATED", expression: "concat(`a`,_latin1\\'x\\')" });
  assert.deepEqual(stored.computed, { expression: sql`concat(\`a\`,'x')`, stored: true });
  const touched = read(
    { type: "timestamp", extra: "on update current_timestamp(), INVISIBLE" },
    true,
  );
  assert.deepEqual(touched.options, { mysql: { onUpdate: "current_timestamp", invisible: true } });
  assert.equal(read({ collation: "latin1_bin" }).collation, "latin1_bin");
});
