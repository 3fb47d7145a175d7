import assert from "node:assert/strict";
import { bytes, sql } from "@retort/core/schema";
import { nationalText, writer } from "./writer.ts";

Deno.test("name() brackets what is not plain", () => {
  assert.equal(writer.names(["id", "user", "Order", "a]b"]), "id, [user], [Order], [a]]b]");
  assert.equal(writer.table({ name: "t", schema: "Foo.Bar" }), "[Foo].[Bar].t");
  assert.throws(() => writer.name(""), /empty/);
  assert.throws(() => writer.name("a\0"), /NUL/);
  assert.throws(() => writer.name("a\nGO\nb"), /line break/);
});

Deno.test("name() shortens long names alike", () => {
  const long = writer.name("a".repeat(200));
  assert.equal(long.length, 128);
  assert.equal(long, writer.name("a".repeat(200)));
  assert.notEqual(long, writer.name("a".repeat(201)));
});

Deno.test("literal() keeps every character", () => {
  assert.equal(writer.literal("it's"), "'it''s'");
  assert.equal(writer.literal("äöü"), "N'äöü'");
  assert.equal(writer.literal("a\\\nb"), "'a\\' + NCHAR(10) + 'b'");
  assert.equal(writer.literal("a\n go\nb"), "'a' + NCHAR(10) + ' go\nb'");
  assert.equal(writer.literal(true), "1");
  assert.equal(writer.literal(bytes("00ff")), "0x00ff");
  assert.equal(writer.literal({ date: "2026-11-22T12:00:00.000Z" }), "'2026-11-22T12:00:00.000'");
  assert.throws(() => writer.literal("\ud800"), /literal/);
});

Deno.test("nationalText() is one piece or refused", () => {
  assert.equal(nationalText("it's"), "N'it''s'");
  assert.throws(() => nationalText("a\nGO\nb"), /literal/);
});

Deno.test("text() writes names in brackets", () => {
  const fragment = sql`select ${sql.name("Order", "id")} where a = ${"x"}`;
  assert.equal(writer.text(fragment), "select [Order].id where a = 'x'");
  assert.equal(writer.query(fragment).sql, "select [Order].id where a = @p1");
});
