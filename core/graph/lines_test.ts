import assert from "node:assert/strict";
import { revisionLine, stepLine } from "./lines.ts";
import { graphOf } from "./sketch_test.ts";

const graph = graphOf({ a: "", b: "a #x", c: "a", d: "b c", lib: "", e: "d +lib" });

Deno.test("revisionLine() prints parents, labels, marks and the message", () => {
  assert.equal(revisionLine(graph, "a"), "<base> -> a (branchpoint), do a");
  assert.equal(revisionLine(graph, "b"), "a -> b (x), do b");
  assert.equal(revisionLine(graph, "d"), "b, c -> d (x) (mergepoint), do d");
  assert.equal(revisionLine(graph, "e"), "d (lib) -> e (x) (head), do e");
  assert.equal(revisionLine(graph, "lib"), "<base> -> lib (effective head), do lib");
});

Deno.test("revisionLine() leaves out what is not asked for", () => {
  const options = { parents: false, labels: false, message: false, rows: ["e"] };
  assert.equal(revisionLine(graph, "e", options), "e (head) (current)");
  assert.equal(
    revisionLine(graph, "e", { dependsOn: false, message: false }),
    "d -> e (x) (head)",
  );
});

Deno.test("stepLine() points the way a step goes", () => {
  const { revision } = graph.node("d") ?? assert.fail();
  assert.equal(stepLine({ direction: "up", revision }), "b, c -> d, do d");
  assert.equal(stepLine({ direction: "down", revision }), "d -> b, c, do d");
});
