import assert from "node:assert/strict";
import { Layered } from "./layered.ts";

Deno.test("Layered is what a copied map would be, in the same order, however often it is changed", () => {
  let layered = new Layered<number>(new Map([["a", 0], ["b", 1]]));
  let copied = new Map([["a", 0], ["b", 1]]);
  // Keys come again: some entries are added, some replaced.
  for (let n = 2; n < 500; n++) {
    const key = n % 3 === 0 ? "a" : `k${(n * 7) % 211}`;
    const before = [...layered];
    const next = layered.with(key, n);
    if (n % 50 === 0) assert.deepEqual([...layered], before, "the map before is as it was");
    layered = next;
    copied = new Map(copied).set(key, n);
    assert.equal(layered.size, copied.size);
    assert.equal(layered.get(key), n);
  }
  assert.deepEqual([...layered], [...copied]);
  assert.deepEqual([...layered.keys()], [...copied.keys()]);
  assert.deepEqual([...layered.values()], [...copied.values()]);
  assert.deepEqual(layered.plain(), copied);
  assert.ok(layered.has("a") && !layered.has("z"));
});

Deno.test("Layered with nothing changed is its base", () => {
  const base = new Map([["a", 1]]);
  assert.equal(new Layered(base).plain(), base);
});
