import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import { columnOf, toColumn } from "./column.ts";
import { sql } from "./sql.ts";
import { index } from "./constraint.ts";
import { integer, numeric, timestamp, varchar } from "./types.ts";

Deno.test("ColumnBuilder methods leave the builder they are called on as it was", () => {
  const plain = varchar(50);
  plain.notNull();
  assert.equal(plain.spec.notNull, undefined);
  assert.throws(() => Object.assign(plain.spec, { notNull: true }), TypeError);
});

Deno.test("toColumn() makes columns nullable unless told, and keys never", () => {
  assert.equal(toColumn("a", integer().spec).nullable, true);
  assert.equal(toColumn("a", integer().notNull().spec).nullable, false);
  assert.equal(toColumn("a", integer().primaryKey().spec).nullable, false);
  assert.equal(toColumn("a", integer().identity().spec).nullable, false);
});

Deno.test("default() tells literals from expressions", () => {
  assert.deepEqual(integer().default(5).spec.default, { value: 5 });
  assert.deepEqual(integer().default(5n).spec.default, { value: { bigint: "5" } });
  assert.deepEqual(integer().default(sql`now()`).spec.default, { sql: ["now()"] });
});

Deno.test("references() reads table.column and schema.table.column", () => {
  assert.deepEqual(integer().references("users.id").spec.references?.to, {
    table: "users",
    column: "id",
  });
  assert.deepEqual(integer().references("app.users.id").spec.references?.to, {
    table: "users",
    schema: "app",
    column: "id",
  });
});

Deno.test("references() refuses what names no column", () => {
  for (const bad of ["users", "a.b.c.d", "users.", ".id", ""]) {
    assert.throws(
      () => integer().references(bad),
      (error) => isRetortError(error) && error.code === "schema/bad-reference",
      bad,
    );
  }
});

Deno.test("on() varies the type by dialect", () => {
  const type = varchar(9).on({ mysql: columnOf("mediumtext") }).spec.type;
  assert.deepEqual(type, { name: "varchar", args: [9], on: { mysql: { name: "mediumtext" } } });
});

Deno.test("types with sizes refuse what other libraries take there", () => {
  const [options, text] = [{ length: 50 }, "50"] as unknown as readonly number[];
  for (const call of [() => varchar(options), () => timestamp(options), () => varchar(text)]) {
    assert.throws(call, { code: "schema/bad-argument", message: /takes whole numbers, not/ });
  }
  assert.throws(() => numeric(10, 0.5), { code: "schema/bad-argument" });
  assert.deepEqual(numeric(3, -2).spec.type.args, [3, -2]);
});

Deno.test("index() wants its name first", () => {
  const [columns, options] = [["a"], { name: "ix_a" }] as unknown as [string, string[]];
  assert.throws(() => index(columns, options), {
    code: "schema/bad-argument",
    message: /^index\(\): its name comes first/,
  });
});
