import assert from "node:assert/strict";
import { types } from "./type_system.ts";

Deno.test("a length is kept where no type takes one", () => {
  for (const text of ["text(40)", "real(3)", "blob(5)", "integer(11)"]) {
    assert.deepEqual(types.parse(text), { name: "sql type", args: [text] });
    assert.deepEqual(types.format(types.parse(text)), text);
  }
});

Deno.test("a length that a type takes is its own", () => {
  assert.deepEqual(types.parse("VARCHAR(30)"), { name: "varchar", args: [30] });
  assert.deepEqual(types.parse("NUMERIC(10, 2)"), { name: "numeric", args: [10, 2] });
});
