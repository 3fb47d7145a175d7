import assert from "node:assert/strict";
import { buildGraph } from "./build.ts";
import type { Graph } from "./graph.ts";
import type { Revision } from "./revision.ts";
import { headsTogether } from "./together.ts";

/** `"c: a b @x"` is a revision c that follows a and b and carries the label x. */
function graphOf(...lines: readonly string[]): Graph {
  return buildGraph(lines.map((line): Revision => {
    const [id = "", ...words] = line.split(/[: ]+/).filter((word) => word !== "");
    const labels = words.filter((word) => word.startsWith("@")).map((word) => word.slice(1));
    const down = words.filter((word) => !word.startsWith("@"));
    return { id, down, labels, dependsOn: [], message: "" };
  }));
}

function together(ours: Graph, theirs: Graph): readonly string[] {
  return headsTogether(ours, theirs).map(({ revision, here, there }) =>
    `${revision.id}${here ? " here" : ""}${there ? " there" : ""}`
  );
}

Deno.test("headsTogether() finds what two lines of the code have added to one revision", () => {
  const theirs = graphOf("a", "c: a");
  assert.deepEqual(together(graphOf("a", "b: a"), theirs), ["b here", "c there"]);
  // The same where the other line is merged in already, as CI checks out a pull request.
  assert.deepEqual(together(graphOf("a", "b: a", "c: a"), theirs), ["b here", "c here there"]);
});

Deno.test("headsTogether() finds nothing where one line goes on from the other", () => {
  const short = graphOf("a", "b: a");
  const long = graphOf("a", "b: a", "c: b");
  assert.deepEqual(together(long, short), []);
  assert.deepEqual(together(short, long), []);
  assert.deepEqual(together(graphOf("a"), graphOf()), []);
  assert.deepEqual(together(graphOf(), graphOf("a")), []);
  assert.deepEqual(together(graphOf("a", "b: a", "c: a", "d: b c"), graphOf("a", "c: a")), []);
});

Deno.test("headsTogether() lets branches be that both have, or that a label begins", () => {
  const both = graphOf("a", "b: a", "c: a");
  assert.deepEqual(together(graphOf("a", "b: a", "c: a", "d: b"), both), []);
  assert.deepEqual(together(graphOf("a", "b: a @billing"), graphOf("a", "c: a")), []);
  const billing = graphOf("a @billing", "b: a");
  assert.deepEqual(together(billing, graphOf("a @billing", "c: a")), ["b here", "c there"]);
});

Deno.test("headsTogether() counts heads that a merge of one line leaves behind", () => {
  const merged = graphOf("a", "b: a", "c: a", "d: b c");
  const longer = graphOf("a", "b: a", "c: a", "e: b");
  assert.deepEqual(together(merged, longer), ["d here", "e there"]);
});
