import assert from "node:assert/strict";
import { similar } from "./similar.ts";

Deno.test("similar() finds the nearest names, best first", () => {
  assert.deepEqual(similar("users2", ["user", "users", "orders"]), ["users", "user"]);
  assert.deepEqual(similar("HEAD", ["base", "head"]), ["head"]);
  assert.deepEqual(similar("haed", ["head", "base"]), ["head"]);
  assert.deepEqual(similar("3f1a", ["3f1a77", "3f2b00"]), ["3f1a77"]);
});

Deno.test("similar() finds nothing where nothing is near", () => {
  assert.deepEqual(similar("zzzz", ["users", "orders"]), []);
  assert.deepEqual(similar("", ["users"]), []);
});

Deno.test("similar() names three at most", () => {
  assert.equal(similar("ab1", ["ab2", "ab3", "ab4", "ab5"]).length, 3);
});
