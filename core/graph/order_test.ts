import assert from "node:assert/strict";
import { newestFirst } from "./order.ts";
import { graphOf } from "./sketch_test.ts";

function listed(sketch: Readonly<Record<string, string>>, only?: string): string {
  const { nodes } = graphOf(sketch);
  const todo = new Set(nodes.filter(({ revision }) => only?.includes(revision.id) ?? true));
  const heads = nodes.filter((node) => node.neededBy.length === 0);
  const gaps = only !== undefined;
  return newestFirst(todo, heads, { gaps }).map(({ revision }) => revision.id).join(" ");
}

Deno.test("newestFirst() follows one branch down before the next", () => {
  assert.equal(listed({ a: "", b: "a", c: "b", d: "a", e: "d" }), "c b e d a");
});

Deno.test("newestFirst() goes by the order in which revisions were given", () => {
  assert.equal(listed({ a: "", e: "a", b: "a" }), "e b a");
  assert.equal(listed({ a: "", b: "a", e: "a" }), "b e a");
});

Deno.test("newestFirst() lists what others depend on after them", () => {
  assert.equal(listed({ a: "", b: "a", x: "", y: "x +b" }), "y x b a");
});

Deno.test("newestFirst() bridges gaps", () => {
  assert.equal(listed({ a: "", b: "a", c: "b", x: "", d: "c x" }, "a d x"), "d x a");
  assert.equal(listed({ a: "", b: "a" }, "a"), "a");
});

Deno.test("newestFirst() ends in time on a large tangle", () => {
  const sketch: Record<string, string> = {};
  for (let index = 0; index < 4_000; index++) {
    const other = (index * 7_919) % Math.max(1, index - 40);
    sketch[`r${index}`] = index < 40 ? "" : `r${index - 40}${index % 3 === 0 ? ` +r${other}` : ""}`;
  }
  const { nodes } = graphOf(sketch);
  const heads = nodes.filter((node) => node.neededBy.length === 0);
  const order = newestFirst(new Set(nodes), heads);
  const place = new Map(order.map((node, index) => [node, index]));
  assert.equal(order.length, 4_000);
  for (const node of nodes) {
    for (const parent of node.needs) {
      assert.ok((place.get(node) ?? 0) < (place.get(parent) ?? 0));
    }
  }
});
