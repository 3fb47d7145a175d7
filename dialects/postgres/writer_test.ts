import assert from "node:assert/strict";
import { sql } from "@retort/core/schema";
import { writer } from "./writer.ts";

Deno.test("literal() writes what means the same under every setting of the server", () => {
  assert.equal(writer.literal("it's"), "'it''s'");
  assert.equal(writer.literal("a\\'b"), "E'a\\\\''b'");
  assert.equal(writer.literal({ bytes: "00FF" }), "'\\x00ff'");
  assert.equal(writer.literal(true), "TRUE");
  assert.throws(() => writer.literal({ bytes: "0'" }), { code: "schema/bad-literal" });
  assert.throws(() => writer.literal("a\0b"), { code: "schema/bad-literal" });
});

Deno.test("text() keeps values apart from the text before them", () => {
  assert.equal(writer.text(sql`a -${-1}`), "a - -1");
  assert.equal(writer.text(sql`a like${"x\\y"}`), "a like E'x\\\\y'");
  assert.equal(writer.text(sql`a = ${1}`), "a = 1");
});

Deno.test("query() numbers the placeholders", () => {
  assert.deepEqual(writer.query(sql`select ${1}, ${"a"} from ${sql.name("User")}`), {
    sql: 'select $1, $2 from "User"',
    params: [1, "a"],
  });
});

Deno.test("name() quotes all keywords but the unreserved ones", () => {
  assert.equal(
    writer.names(["name", "user", "values", "system_user", "$a", "A"]),
    'name, "user", "values", "system_user", "$a", "A"',
  );
  assert.throws(() => writer.name(""), { code: "schema/bad-name" });
  assert.throws(() => writer.name("a\0b"), { code: "schema/bad-name" });
});
