import assert from "node:assert/strict";
import { graphErrors } from "./graph.ts";

Deno.test("graphErrors name the file and its likely parent", () => {
  const { message, hint } = graphErrors["graph/missing-parent"];
  const data = {
    revision: "b",
    parent: "a1",
    path: "b.ts",
    role: "downRevision",
    similar: ["a2"],
  } as const;
  assert.equal(
    message(data),
    'Revision "b" (b.ts) names "a1" as its downRevision, which does not exist',
  );
  assert.equal(
    hint?.(data),
    'did you mean "a2"? correct the id, or write the file again with "retort restore a1"',
  );
});

Deno.test("graphErrors show heads with their labels and what to type", () => {
  const { message, hint } = graphErrors["graph/multiple-heads"];
  const heads = [{ revision: "a", labels: [] }, { revision: "b", labels: ["lib"] }];
  const data = { reference: "head", heads };
  assert.equal(message(data), '"head" is not one revision: there are 2 heads, "a" and "b" (lib)');
  assert.match(hint?.(data) ?? "", /"lib@head"/);
});

Deno.test("graphErrors count steps", () => {
  const { message } = graphErrors["graph/walked-too-far"];
  assert.equal(
    message({ reference: "-2", steps: -2, possible: 1, from: "a" }),
    '"-2" asks for 2 steps down from a, and there is only 1',
  );
  assert.equal(
    message({ reference: "+0", steps: 0, possible: 0, from: "a" }),
    '"+0" moves by no step in that direction',
  );
});
