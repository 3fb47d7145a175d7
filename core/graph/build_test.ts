import assert from "node:assert/strict";
import { isRetortError, type RetortError } from "../errors/mod.ts";
import { buildGraph, inspectGraph } from "./build.ts";
import type { Revision } from "./revision.ts";

function revision(id: string, down: readonly string[], more: Partial<Revision> = {}): Revision {
  return { id, down, dependsOn: [], labels: [], path: `${id}.ts`, ...more };
}

function failure(revisions: readonly Revision[]): RetortError {
  try {
    buildGraph(revisions);
  } catch (error) {
    if (isRetortError(error)) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

Deno.test("buildGraph() takes revisions in any order", () => {
  const graph = buildGraph([revision("b", ["a"]), revision("a", [])]);
  assert.deepEqual(graph.heads.map(({ id }) => id), ["b"]);
  assert.deepEqual(graph.bases.map(({ id }) => id), ["a"]);
});

Deno.test("buildGraph() takes nothing", () => {
  assert.deepEqual(buildGraph([]).heads, []);
});

Deno.test("buildGraph() names both files of an id", () => {
  const error = failure([
    revision("a", [], { path: "one.ts" }),
    revision("a", [], { path: "two.ts" }),
  ]);
  assert.equal(error.message, 'Revision "a" is defined twice: "one.ts" and "two.ts"');
  assert.deepEqual(error.place, { file: "two.ts" });
});

Deno.test("buildGraph() names the file that names what is missing", () => {
  const error = failure([revision("abcdef", []), revision("b", ["abcd"])]);
  assert.equal(
    error.message,
    'Revision "b" (b.ts) names "abcd" as its downRevision, which does not exist',
  );
  assert.match(error.hint ?? "", /^did you mean "abcdef"\?/);
  const other = failure([revision("b", [], { dependsOn: ["x"] })]);
  assert.match(other.message, /as its dependsOn/);
});

Deno.test("buildGraph() prints a cycle as a loop", () => {
  const error = failure([
    revision("z", []),
    revision("a", ["z", "c"]),
    revision("b", ["a"]),
    revision("c", ["b"]),
    revision("d", ["c"]),
  ]);
  assert.equal(error.message, "Revisions form a cycle: a -> c -> b -> a");
});

Deno.test("buildGraph() tells cycles through dependsOn apart", () => {
  const error = failure([revision("a", [], { dependsOn: ["b"] }), revision("b", ["a"])]);
  assert.equal(error.code, "graph/dependency-cycle");
});

Deno.test("buildGraph() refuses a revision that names itself", () => {
  const error = failure([revision("a", ["a"])]);
  assert.equal(error.message, 'Revision "a" names itself as its downRevision');
  const own = failure([revision("a", [], { labels: ["x"], dependsOn: ["x"] })]);
  assert.equal(own.message, 'Revision "a" names itself as its dependsOn');
});

Deno.test("buildGraph() refuses labels and ids that are taken or cannot be typed", () => {
  const labels = ["x"];
  const label = failure([revision("a", [], { labels }), revision("b", ["a"], { labels })]);
  assert.equal(label.message, 'Branch label "x" of revision "b" is taken by revision "a"');
  const id = failure([revision("a", []), revision("b", ["a"], { labels: ["a"] })]);
  assert.equal(id.code, "graph/label-taken");
  assert.equal(failure([revision("a@b", [])]).code, "graph/illegal-id");
  assert.equal(failure([revision("", [])]).code, "graph/illegal-id");
});

Deno.test("inspectGraph() shows what is sound beside what is not", () => {
  const { graph, problems } = inspectGraph([
    revision("a", []),
    revision("a", []),
    revision("b", ["a", "gone"]),
    revision("c", ["d"]),
    revision("d", ["c"]),
    revision("e", ["b"], { dependsOn: ["f"] }),
    revision("f", ["e"]),
  ]);
  assert.deepEqual(problems.map(({ code }) => code), [
    "graph/duplicate-id",
    "graph/missing-parent",
    "graph/cycle",
    "graph/dependency-cycle",
  ]);
  assert.equal(graph.revisions.length, 6);
  assert.deepEqual(graph.node("b")?.down.map(({ revision }) => revision.id), ["a"]);
});
