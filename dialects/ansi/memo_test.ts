import assert from "node:assert/strict";
import { remembering } from "./mod.ts";

Deno.test("remembering() does no work twice, and forgets before it holds too much", () => {
  let calls = 0;
  const of = remembering((text) => {
    calls++;
    return [text];
  });
  assert.equal(of("a"), of("a"));
  assert.equal(calls, 1);
  for (let n = 0; n < 1000; n++) of(`text ${n}`);
  assert.deepEqual(of("a"), ["a"]);
  assert.equal(calls, 1002);
});
