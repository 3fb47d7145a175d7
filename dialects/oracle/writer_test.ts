import assert from "node:assert/strict";
import { bytes, sql } from "@retort/core/schema";
import { writer } from "./writer.ts";

Deno.test("name() quotes what is not plain", () => {
  assert.equal(writer.names(["id", "group", "Order", "_a"]), 'id, "group", "Order", "_a"');
  assert.equal(writer.table({ name: "t", schema: "Foo.Bar" }), '"Foo.Bar".t');
  assert.throws(() => writer.name('a"b'), /oracle cannot take the name/);
  assert.throws(() => writer.name(""), /empty/);
});

Deno.test("name() shortens long names to 128 bytes", () => {
  const long = writer.name("ä".repeat(100));
  assert.ok(new TextEncoder().encode(long).length <= 130);
  assert.match(long, /^"ä+_[0-9a-f]{8}"$/);
});

Deno.test("literal() writes what no setting of a session changes", () => {
  assert.equal(writer.literal("it's"), "'it''s'");
  assert.equal(writer.literal(false), "0");
  assert.equal(writer.literal(bytes("00ff")), "HEXTORAW('00ff')");
  assert.equal(
    writer.literal({ date: "2026-11-22T12:00:00.000Z" }),
    "TIMESTAMP '2026-11-22 12:00:00.000'",
  );
  assert.equal(writer.literal("x".repeat(1001)), `TO_CLOB('${"x".repeat(1000)}') || TO_CLOB('x')`);
});

Deno.test("text() writes names and values", () => {
  const fragment = sql`select ${sql.name("Order")} where a = ${"x"}`;
  assert.equal(writer.text(fragment), "select \"Order\" where a = 'x'");
  assert.equal(writer.query(fragment).sql, 'select "Order" where a = :1');
});
