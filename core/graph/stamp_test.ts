import assert from "node:assert/strict";
import { graphOf } from "./sketch_test.ts";
import { stampPath, type StampStep } from "./stamp.ts";

const graph = graphOf({ a: "", b: "a", c1: "b #one", c2: "b #two", z: "" });

function rows(steps: readonly StampStep[]): readonly string[] | undefined {
  return steps.at(-1)?.rowsAfter;
}

Deno.test("stampPath() moves the row of a branch", () => {
  const [step, ...more] = stampPath(graph, ["c1"], ["a", "z"]);
  assert.deepEqual(step?.writes, [{ kind: "update", from: "a", to: "c1" }]);
  assert.deepEqual(step?.from, ["a"]);
  assert.deepEqual(step?.rowsAfter, ["z", "c1"]);
  assert.deepEqual(more, []);
});

Deno.test("stampPath() adds, joins and removes rows", () => {
  assert.deepEqual(rows(stampPath(graph, ["z"], ["c1"])), ["c1", "z"]);
  assert.deepEqual(rows(stampPath(graph, ["b"], ["c1", "c2"])), ["b"]);
  assert.deepEqual(rows(stampPath(graph, ["heads"], ["a"])), ["c1", "c2", "z"]);
  assert.deepEqual(rows(stampPath(graph, ["base"], ["c1", "z"])), []);
  assert.deepEqual(rows(stampPath(graph, ["one@base"], ["c1", "c2"])), ["c2"]);
  assert.deepEqual(stampPath(graph, ["c1"], ["c1"]), []);
});

Deno.test("stampPath() keeps rows of other branches that are right already", () => {
  const other = graphOf({ a1: "", b2: "a1", c3: "a1", z9: "" });
  assert.deepEqual(rows(stampPath(other, ["b2", "z9"], ["a1", "z9"])), ["z9", "b2"]);
  assert.deepEqual(rows(stampPath(other, ["heads"], ["a1", "z9"])), ["z9", "b2", "c3"]);
  assert.deepEqual(rows(stampPath(other, ["a1", "z9"], ["b2", "c3", "z9"])), ["z9", "a1"]);
  assert.deepEqual(rows(stampPath(graph, ["one@base", "c2"], ["c1", "z"])), ["z", "c2"]);
  assert.deepEqual(stampPath(other, ["b2", "z9"], ["b2", "z9"]), []);
});

Deno.test("stampPath() with purge also clears rows that have no revision", () => {
  assert.throws(() => stampPath(graph, ["c1"], ["gone"]), { code: "graph/unknown-row" });
  assert.deepEqual(rows(stampPath(graph, ["c1"], ["gone"], { purge: true })), ["c1"]);
});

Deno.test("stampPath() refuses a revision beside its ancestor", () => {
  assert.throws(() => stampPath(graph, ["c1", "a"], []), { code: "graph/overlapping-revisions" });
});
