import assert from "node:assert/strict";
import { addedRows, lostRows } from "./comparison.ts";
import type { TableRows } from "./snapshot.ts";

function table(rows: readonly (readonly string[])[], key: readonly string[] = ["id"]): TableRows {
  return { name: "t", columns: ["id", "a", "b"], key, rows };
}

const two = table([["1", "x", "y"], ["2", "x", "z"]]);

Deno.test("rows that are all there are no loss, whatever came besides", () => {
  assert.deepEqual(lostRows([two], [table([["3", "", ""], ...two.rows])]), []);
  assert.deepEqual(lostRows([table([])], []), []);
});

Deno.test("other values are a loss of their column, rows that are gone one of the table", () => {
  assert.deepEqual(lostRows([two], [table([["1", "x", "null"], ["2", "x", "z"]])]), ["t.b"]);
  assert.deepEqual(lostRows([two], [table([["1", "x", "y"]])]), ["t"]);
  assert.deepEqual(lostRows([two], []), ["t"]);
  assert.deepEqual(lostRows([two], [table([["1", "x", "y"], ["7", "x", "z"]])]), ["t.id"]);
});

Deno.test("columns may come back in another order", () => {
  const back = { ...two, columns: ["b", "id", "a"], rows: [["y", "1", "x"], ["z", "2", "x"]] };
  assert.deepEqual(lostRows([two], [back]), []);
});

Deno.test("without a key values are counted", () => {
  const free = table(two.rows, []);
  assert.deepEqual(lostRows([free], [table([["2", "x", "z"], ["1", "x", "y"]], [])]), []);
  assert.deepEqual(lostRows([free], [table([["2", "x", "z"], ["2", "x", "y"]], [])]), ["t.id"]);
  assert.deepEqual(lostRows([free], [table([["1", "x", "y"]], [])]), ["t"]);
});

Deno.test("rows that are there twice are found", () => {
  assert.deepEqual(addedRows([two], [table([...two.rows, ...two.rows])]), ["t"]);
  assert.deepEqual(addedRows([two], [two]), []);
});
