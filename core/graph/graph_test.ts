import assert from "node:assert/strict";
import { buildGraph } from "./build.ts";
import type { Graph } from "./graph.ts";
import { graphOf } from "./sketch_test.ts";

function ids(revisions: Graph["revisions"]): readonly string[] {
  return revisions.map(({ id }) => id);
}

const forked = graphOf({ a: "", b: "a", c: "a #users", d: "c", e: "b d", f: " +d" });

Deno.test("Graph knows heads, effective heads and bases", () => {
  assert.deepEqual(ids(forked.heads), ["e", "f"]);
  assert.deepEqual(ids(forked.bases), ["a", "f"]);
  const depended = graphOf({ a: "", b: " +a" });
  assert.deepEqual(ids(depended.heads), ["a", "b"]);
  assert.deepEqual(ids(depended.effectiveHeads), ["b"]);
  assert.equal(depended.isEffectiveHead("a"), false);
});

Deno.test("Graph knows branch points and merge points", () => {
  assert.ok(forked.isBranchPoint("a") && !forked.isBranchPoint("d"));
  assert.ok(forked.isMergePoint("e") && !forked.isMergePoint("d"));
  assert.ok(forked.isHead("e") && forked.isBase("a") && !forked.isBase("e"));
  assert.deepEqual(ids(forked.children("a")), ["b", "c"]);
});

Deno.test("Graph.labels() follow a branch up, and down to where it forks", () => {
  assert.deepEqual(forked.labels("e"), ["users"]);
  assert.deepEqual(forked.labels("b"), []);
  const line = graphOf({ a: "", b: "a", c: "b #x", d: "c", z: "" });
  assert.deepEqual(["a", "b", "c", "d", "z"].map((id) => line.labels(id)), [
    ["x"],
    ["x"],
    ["x"],
    ["x"],
    [],
  ]);
});

Deno.test("Graph.effectiveDown() leaves out dependencies that a revision below has too", () => {
  const graph = graphOf({ x: "", y: "", a: " +x", b: "a +x", c: "b +x +y" });
  assert.deepEqual(graph.effectiveDown("b"), ["a"]);
  assert.deepEqual(graph.effectiveDown("c"), ["b", "y"]);
});

Deno.test("Graph.ancestors() and descendants() follow dependencies unless told", () => {
  assert.deepEqual([...forked.ancestors(["f"])].toSorted(), ["a", "c", "d", "f"]);
  assert.deepEqual([...forked.ancestors(["f"], { dependencies: "ignore" })], ["f"]);
  assert.deepEqual([...forked.descendants(["d"])].toSorted(), ["d", "e", "f"]);
  assert.deepEqual([...forked.descendants(["d"], { dependencies: "ignore" })], ["d", "e"]);
});

Deno.test("Graph refuses an id that is not there", () => {
  assert.throws(() => forked.labels("zz"), { code: "graph/unknown-revision" });
  assert.equal(forked.get("zz"), undefined);
});

Deno.test("Graph takes dependencies by branch label", () => {
  const graph = buildGraph([
    { id: "a", down: [], dependsOn: [], labels: ["lib"] },
    { id: "b", down: [], dependsOn: ["lib"], labels: [] },
  ]);
  assert.deepEqual(graph.effectiveDown("b"), ["a"]);
  assert.equal(graph.labelled("lib")?.revision.id, "a");
  assert.deepEqual(graph.branches(), ["lib"]);
});
