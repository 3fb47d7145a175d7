import assert from "node:assert/strict";
import { planMerge, planRevision } from "./revise.ts";
import { graphOf } from "./sketch_test.ts";

const line = graphOf({ a: "#lib", b: "a" });
const forked = graphOf({ a: "", b: "a", c: "a" });

Deno.test("planRevision() follows the head", () => {
  const header = planRevision(line, { id: "new", message: "add email" });
  assert.deepEqual(header, {
    id: "new",
    down: ["b"],
    dependsOn: [],
    labels: [],
    message: "add email",
  });
  assert.deepEqual(planRevision(graphOf({}), { id: "new" }).down, []);
  assert.deepEqual(planRevision(line, { id: "new", head: "base" }).down, []);
});

Deno.test("planRevision() wants to be told which head", () => {
  assert.throws(() => planRevision(forked, { id: "new" }), {
    code: "graph/multiple-heads",
    hint: /^name one of them with --head, as in ".*", or join them with "retort merge heads"$/,
  });
  assert.deepEqual(planRevision(forked, { id: "new", head: "c" }).down, ["c"]);
});

Deno.test("planRevision() starts a branch only with splice", () => {
  assert.throws(() => planRevision(line, { id: "new", head: "a" }), {
    message: 'Revision "a" is not a head: "b" follows it',
    hint: /--splice/,
  });
  assert.deepEqual(planRevision(line, { id: "new", head: "a", splice: true }).down, ["a"]);
});

Deno.test("planRevision() resolves dependencies and keeps labels", () => {
  const { dependsOn } = planRevision(forked, { id: "new", head: "b", dependsOn: ["c"] });
  assert.deepEqual(dependsOn, ["c"]);
  const wanted = { id: "new", head: "base", dependsOn: ["lib"] };
  assert.deepEqual(planRevision(line, wanted).dependsOn, ["lib"]);
});

Deno.test("planRevision() refuses ids and labels that are taken or cannot be typed", () => {
  for (const id of ["a-b", "x:y", "", " ", "head"]) {
    assert.throws(() => planRevision(line, { id }), { code: "graph/illegal-id" });
  }
  for (const id of ["a", "lib"]) {
    assert.throws(() => planRevision(line, { id }), { code: "graph/id-taken" });
  }
  const label = (text: string) => () => planRevision(line, { id: "new", labels: [text] });
  for (const text of ["lib", "a", "new"]) assert.throws(label(text), { code: "graph/label-taken" });
  for (const text of ["", "heads", "x@y"]) {
    assert.throws(label(text), { code: "graph/illegal-label" });
  }
});

Deno.test("planMerge() joins heads, each once", () => {
  assert.deepEqual(planMerge(forked, ["heads"], { id: "m" }).down, ["b", "c"]);
  assert.deepEqual(planMerge(forked, ["b", "c"], { id: "m" }).down, ["b", "c"]);
  assert.throws(() => planMerge(forked, ["b", "b"], { id: "m" }), {
    code: "graph/duplicate-heads",
  });
});

Deno.test("planRevision() refuses ids that lead out of a folder or need quotes", () => {
  const bad = ["../../zzz", "x/y", "a\\b", "a b", "a\nb", `a"b`, "a'b", "a`b", "a$b", ".a", "a\0"];
  for (const id of bad) {
    assert.throws(() => planRevision(line, { id }), { code: "graph/illegal-id" }, id);
  }
  for (const id of ["v1.2", "a_b", "größe"]) assert.equal(planRevision(line, { id }).id, id);
});
