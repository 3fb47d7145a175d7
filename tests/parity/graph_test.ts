import assert from "node:assert/strict";
import { differences, reasonFor } from "./differences.ts";
import { checkGraph } from "./graph.ts";
import { readCases } from "./outcome.ts";

const file = new URL("./vectors/graph.json", import.meta.url);
const outcomes = readCases(file).map(checkGraph);
const different = outcomes.filter(({ faults }) => faults.length > 0);

Deno.test("the graph does in every recorded case what was recorded", () => {
  const failed = different.filter((outcome) => reasonFor("graph", outcome) === undefined);
  assert.deepEqual(failed, []);
  assert.ok(outcomes.length > 1_200);
});

Deno.test("every difference about the graph that is meant occurs", () => {
  const reasons = new Set(different.map((outcome) => reasonFor("graph", outcome)));
  const unused = differences.filter(({ kind, reason }) => kind === "graph" && !reasons.has(reason));
  assert.deepEqual(unused, []);
});
