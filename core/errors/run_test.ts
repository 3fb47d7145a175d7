import assert from "node:assert/strict";
import { RetortError } from "./mod.ts";

Deno.test("many pending revisions are counted, and the last of them named", () => {
  const lacks = (pending: readonly string[]): string =>
    new RetortError("run/not-at-head", { rows: ["a"], heads: ["h"], pending }).message;
  const before = 'The database stands at "a", not at "h"; it lacks ';
  assert.equal(lacks(["g", "h"]), `${before}"g" and "h"`);
  assert.equal(
    lacks(["b", "c", "d", "e", "f", "g", "h"]),
    `${before}7 revisions ("f", "g" and "h" last)`,
  );
});
