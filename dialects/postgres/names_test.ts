import assert from "node:assert/strict";
import { maxNameBytes, shortName } from "./names.ts";
import { writer } from "./writer.ts";

const size = (text: string): number => new TextEncoder().encode(text).length;

Deno.test("shortName() leaves names that fit", () => {
  for (const name of ["users", "x".repeat(63), "é".repeat(31), "😀".repeat(15)]) {
    assert.equal(shortName(name), name);
  }
});

Deno.test("shortName() is the same every time, fits, and keeps names apart", () => {
  const long = "a".repeat(64);
  assert.equal(shortName(long), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_d96f0f85");
  assert.equal(shortName(shortName(long)), shortName(long));
  assert.notEqual(shortName(`${long}1`), shortName(`${long}2`));
  for (const name of ["é".repeat(40), "😀".repeat(40), `x${"😀".repeat(40)}`]) {
    assert.ok(size(shortName(name)) <= maxNameBytes);
    assert.ok(shortName(name).isWellFormed() && !shortName(name).includes("\ufffd"));
  }
});

Deno.test("the writer shortens names wherever they stand", () => {
  const long = "x".repeat(70);
  const short = shortName(long);
  assert.equal(writer.name(long), short);
  assert.equal(writer.names([long, "Order"]), `${short}, "Order"`);
  assert.equal(writer.table({ name: long, schema: "user" }), `"user".${short}`);
  assert.equal(writer.text({ sql: ["a ", { name: [long] }] }), `a ${short}`);
});
