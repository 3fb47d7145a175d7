import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import { bytes, literal } from "./literal.ts";
import { isSql, sql } from "./sql.ts";

Deno.test("sql keeps values apart from text", () => {
  assert.deepEqual(sql`a = ${"x' or 1=1"} and b = ${2}`, {
    sql: ["a = ", { value: "x' or 1=1" }, " and b = ", { value: 2 }],
  });
});

Deno.test("sql joins nested fragments and drops empty text", () => {
  const where = sql`where ${sql.name("a")} is null`;
  assert.deepEqual(sql`select 1 ${where}`, {
    sql: ["select 1 where ", { name: ["a"] }, " is null"],
  });
  assert.deepEqual(sql``, { sql: [] });
});

Deno.test("sql.raw() takes text as it is", () => {
  assert.deepEqual(sql.raw("now()"), sql`now()`);
  assert.ok(isSql(sql.raw("")));
  assert.ok(!isSql({ sql: "text" }));
});

Deno.test("literal() turns values that JSON lacks into tagged ones", () => {
  assert.deepEqual(literal(10n), { bigint: "10" });
  assert.deepEqual(literal(new Uint8Array([0, 255])), { bytes: "00ff" });
  assert.deepEqual(literal(new Date(0)), { date: "1970-01-01T00:00:00.000Z" });
  assert.deepEqual(literal(bytes("00FF")), { bytes: "00ff" });
});

Deno.test("literal() refuses values that no database holds", () => {
  for (const bad of [NaN, Infinity, new Date(NaN), { a: 1 }, undefined]) {
    assert.throws(
      () => literal(bad as never),
      (error) => isRetortError(error) && error.code === "schema/bad-literal",
    );
  }
  assert.throws(() => bytes("0"), /cannot be written/);
});
