import assert from "node:assert/strict";
import { type ResolveContext, resolveRevision, resolveRevisions } from "./resolve.ts";
import { graphOf } from "./sketch_test.ts";

const graph = graphOf({
  a: "",
  somelong: "a #users",
  c: "somelong",
  x: "#orders",
  someother: "x",
});

function all(reference: string, context?: ResolveContext): readonly string[] {
  return resolveRevisions(graph, reference, context).map(({ id }) => id);
}

Deno.test("resolveRevisions() knows words, ids, beginnings and branches", () => {
  assert.deepEqual(all("heads"), ["c", "someother"]);
  assert.deepEqual(all("base"), []);
  assert.deepEqual(all("someo"), ["someother"]);
  assert.deepEqual(all("users"), ["somelong"]);
  assert.deepEqual(all("users@head"), ["c"]);
  assert.deepEqual(all("orders@some"), ["someother"]);
  assert.deepEqual(all("someother@x"), ["x"]);
  assert.deepEqual(all("current", { rows: ["c", "x"] }), ["c", "x"]);
  assert.deepEqual(all("orders@current", { rows: ["c", "x"] }), ["x"]);
});

Deno.test("resolveRevisions() walks where it is allowed to", () => {
  const walking = { relative: "allow", rows: ["a"] } as const;
  assert.deepEqual(all("c-1", walking), ["somelong"]);
  assert.deepEqual(all("a+2", walking), ["c"]);
  assert.deepEqual(all("+1", walking), ["somelong"]);
  assert.deepEqual(all("a-1", walking), []);
  assert.deepEqual(all("-1"), ["somelong", "x"]);
  assert.throws(() => all("c-1"), { code: "graph/unknown-revision" });
});

Deno.test("a branch label that looks like a walk is the label", () => {
  const odd = graphOf({ a: "#phase-2", b: "a" });
  assert.equal(resolveRevision(odd, "phase-2")?.id, "a");
});

Deno.test("each failure has its own words", () => {
  const failures: Readonly<Record<string, string>> = {
    "zz": 'No revision or branch is called "zz"',
    "zz@a": 'No branch is called "zz"',
    "some": 'Several revisions start with "some": "somelong" and "someother"',
    "orders@c": 'Revision "c" is not part of branch "orders"',
    "head": '"head" is not one revision: there are 2 heads, "c" (users) and "someother" (orders)',
    "current": '"current" needs a database to say where it stands',
  };
  for (const [reference, message] of Object.entries(failures)) {
    assert.throws(() => resolveRevision(graph, reference), { message });
  }
});

Deno.test("hints name what can be typed", () => {
  assert.throws(() => all("HEAD"), { hint: /^did you mean "head" or "heads"\?/ });
  assert.throws(() => all("uzers@head"), { hint: /^did you mean "users"\?/ });
  assert.throws(() => all("head"), { hint: /as in "users@head"/ });
});

Deno.test("resolveRevision() refuses a row that has no revision", () => {
  assert.throws(() => all("current", { rows: ["zzz"] }), {
    message: 'The database stands at "zzz", which has no file here',
    hint: /retort stamp --purge REVISION/,
  });
});
