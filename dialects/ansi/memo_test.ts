import assert from "node:assert/strict";
import type { Type } from "@retort/core/schema";
import { mapped, remembering, rememberingTypes } from "./mod.ts";

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

Deno.test("mapped() copies a list only where an item changes", () => {
  const list = [1, 2, 3];
  assert.equal(mapped(list, (item) => item), list);
  assert.deepEqual(mapped(list, (item) => item === 2 ? 9 : item), [1, 9, 3]);
  assert.deepEqual(mapped(list, (item) => item + 1), [2, 3, 4]);
  assert.deepEqual(list, [1, 2, 3]);
});

Deno.test("rememberingTypes() gives a type back where it is canonical, and says no more", () => {
  const { parse, canonical } = rememberingTypes(
    (text): Type => ({ name: text }),
    ({ name, args }): Type => ({ name: name.toLowerCase(), ...(args ? { args } : {}) }),
  );
  const text = parse("text");
  assert.equal(parse("text"), text);
  assert.equal(canonical(text), text);
  assert.deepEqual(canonical(parse("TEXT")), text);
  const own: Type = { name: "varchar", args: [5] };
  assert.equal(canonical(own), own);
  const varied: Type = { name: "text", on: { mysql: { name: "json" } } };
  assert.deepEqual(canonical(varied), text);
  assert.deepEqual(canonical({ name: "text", from: "elsewhere" }), text);
});
