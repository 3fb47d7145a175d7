import assert from "node:assert/strict";
import { historyOf } from "./history.ts";
import { graphOf } from "./sketch_test.ts";

const graph = graphOf({ a: "", b: "a", c1: "b #one", d1: "c1", c2: "b #two", x: "" });

function history(range?: string, rows?: readonly string[]): string {
  return historyOf(graph, range, rows === undefined ? {} : { rows }).map(({ id }) => id).join(" ");
}

Deno.test("historyOf() lists newest first, branch by branch", () => {
  assert.equal(history(), "d1 c1 c2 b a x");
  assert.equal(history(":"), "d1 c1 c2 b a x");
});

Deno.test("historyOf() includes both ends of a range", () => {
  assert.equal(history("b:d1"), "d1 c1 b");
  assert.equal(history("b:two@head"), "c2 b");
  assert.equal(history("one@base:"), "d1 c1 b a");
  assert.equal(history(":c1"), "c1 b a");
  assert.equal(history(":one@b+1"), "c1 b a");
  assert.throws(() => history(":b+1"), { code: "graph/ambiguous-walk" });
});

Deno.test("historyOf() knows where the database stands", () => {
  assert.equal(history("current:d1", ["c1"]), "d1 c1");
  assert.equal(history("-1:current", ["c1"]), "c1 b");
  assert.equal(history("-9:current", ["c1"]), "c1 b a");
  assert.throws(() => history("current:"), { code: "graph/no-current" });
});

Deno.test("historyOf() refuses ends that are not on one branch", () => {
  assert.throws(() => history("d1:c2"), {
    message: 'Revision "d1" does not come before "c2"',
  });
});
