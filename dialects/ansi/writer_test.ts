import assert from "node:assert/strict";
import fc from "fast-check";
import { bytes, literal, sql } from "@retort/core/schema";
import { createWriter } from "./writer.ts";

const writer = createWriter();

Deno.test("name() quotes only where it must", () => {
  const wanted = ["users", "_a1", '"Users"', '"select"', '"a b"', '"1a"', '"a""b"', '"ä"'];
  const names = ["users", "_a1", "Users", "select", "a b", "1a", 'a"b', "ä"];
  assert.deepEqual(names.map(writer.name), wanted);
  assert.equal(writer.names(["a", "B"]), 'a, "B"');
  assert.equal(writer.table({ name: "t", schema: "My" }), '"My".t');
});

Deno.test("name() refuses what no server takes", () => {
  for (const name of ["", "a\0b"]) {
    assert.throws(() => writer.name(name), { code: "schema/bad-name" });
  }
  const short = createWriter({ maxNameBytes: 4 });
  assert.equal(short.name("abcd"), "abcd");
  assert.throws(() => short.name("äää"), { code: "schema/bad-name", message: /4 bytes/ });
});

Deno.test("a dialect spells names its own way wherever they stand", () => {
  const own = createWriter({ name: (value, quoted) => quoted(value.slice(0, 3)) });
  assert.equal(own.name("Users"), '"Use"');
  assert.equal(own.names(["users", "Users"]), 'use, "Use"');
  assert.equal(own.table({ name: "users", schema: "audit" }), "aud.use");
  assert.equal(own.text(sql`${sql.name("audit", "users")} = ${1}`), "aud.use = 1");
  assert.deepEqual(own.query(sql`${sql.name("users")} = ${1}`), { sql: "use = ?", params: [1] });
});

Deno.test("a quoted name reads back as it was", () => {
  const any = fc.string({ minLength: 1 }).filter((name) => !name.includes("\0"));
  fc.assert(fc.property(any, (name) => {
    const text = writer.name(name);
    const read = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
    assert.equal(read, name);
  }));
});

Deno.test("literal() spells every kind", () => {
  const pairs: readonly (readonly [Parameters<typeof literal>[0], string])[] = [
    [null, "NULL"],
    [true, "TRUE"],
    [false, "FALSE"],
    [5, "5"],
    [-1.5, "-1.5"],
    [-0, "0"],
    [10n, "10"],
    ["it's", "'it''s'"],
    [bytes("00FF"), "X'00ff'"],
    [new Date(0), "'1970-01-01T00:00:00.000Z'"],
  ];
  for (const [value, text] of pairs) assert.equal(writer.literal(literal(value)), text);
});

Deno.test("literal() refuses what would be other SQL", () => {
  const bad = ["a\0b", { bigint: "1; drop" }, { bytes: "zz" }, Number.NaN];
  for (const value of bad) {
    assert.throws(() => writer.literal(value), { code: "schema/bad-literal" });
  }
});

Deno.test("text() writes values as literals, query() as placeholders", () => {
  const fragment = sql`update ${sql.name("My", "t")} set a = ${"x"} where b = ${2}`;
  assert.equal(writer.text(fragment), `update "My".t set a = 'x' where b = 2`);
  assert.deepEqual(writer.query(fragment), {
    sql: 'update "My".t set a = ? where b = ?',
    params: ["x", 2],
  });
  const numbered = createWriter({ placeholder: (index) => `$${index + 1}` });
  assert.equal(numbered.query(fragment).sql, 'update "My".t set a = $1 where b = $2');
  assert.deepEqual(writer.query(sql`now()`), { sql: "now()" });
});
