import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { sql } from "@retort/core/schema";
import { shortName } from "./names.ts";
import { splitStatements } from "./statements.ts";
import { writer } from "./writer.ts";

Deno.test("name() quotes where it must", () => {
  const names = ["id", "order", "Order", "a`b", "a b", "ü"];
  assert.equal(writer.names(names), "id, `order`, `Order`, `a``b`, `a b`, `ü`");
  assert.equal(writer.table({ name: "rank", schema: "shop" }), "shop.`rank`");
});

Deno.test("name() shortens what is longer than 64 characters, the same always alike", () => {
  const long = "x".repeat(200);
  assert.equal(shortName(long), `${"x".repeat(55)}_b3e4b6e5`);
  assert.equal(shortName(long).length, 64);
  assert.notEqual(shortName(`${long}a`), shortName(`${long}b`));
  assert.equal(shortName("ü".repeat(64)), "ü".repeat(64));
  assert.equal(writer.text(sql`${sql.name(long)}.a`), `${shortName(long)}.a`);
});

Deno.test("name() refuses what no quotes can help", () => {
  for (const name of ["", "a\0", "a ", "a\n", "😀", "\ud800"]) {
    assert.throws(() => writer.name(name), (error) => {
      return isRetortError(error) && error.code === "schema/bad-name";
    }, JSON.stringify(name));
  }
});

Deno.test("literal() doubles quotes and backslashes", () => {
  assert.equal(writer.literal("it's \\ \0"), "'it''s \\\\ \\0'");
  assert.equal(writer.literal({ date: "2026-11-22T12:00:00.000Z" }), "'2026-11-22 12:00:00'");
  assert.equal(writer.literal({ bytes: "00ff" }), "X'00ff'");
  assert.throws(() => writer.literal("\ud800"));
});

Deno.test("splitStatements() parts a text, but not a routine", () => {
  assert.deepEqual(splitStatements("select ';'; -- x;\nselect `a;b` # y;\n;"), [
    "select ';'",
    "-- x;\nselect `a;b` # y;",
  ]);
  const routine = "create or replace procedure p() begin select 1; select 2; end";
  assert.deepEqual(splitStatements(`drop procedure if exists p; ${routine};`), [
    "drop procedure if exists p",
    routine,
  ]);
  assert.deepEqual(splitStatements("create table trigger_log (id int); select 1"), [
    "create table trigger_log (id int)",
    "select 1",
  ]);
  assert.deepEqual(splitStatements(" ; -- nothing\n"), []);
});
