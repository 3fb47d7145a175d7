import assert from "node:assert/strict";
import { overclaims, parseVerdict, verdictText } from "./verdict.ts";

Deno.test("a verdict is read as it is written", () => {
  for (const text of ["lossless", "irreversible", "lossy: users, posts.title"]) {
    const verdict = parseVerdict(text);
    assert.ok(verdict);
    assert.equal(verdictText(verdict), text);
  }
  assert.equal(parseVerdict("lossy"), undefined);
  assert.equal(parseVerdict("by hand"), undefined);
});

Deno.test("a header overclaims if more is lost than it says", () => {
  const over = (said: string, found: string): boolean => {
    const verdict = parseVerdict(found);
    assert.ok(verdict);
    return overclaims(parseVerdict(said), verdict);
  };
  assert.equal(over("lossless", "lossy: users.name"), true);
  assert.equal(over("lossless", "irreversible"), true);
  assert.equal(over("lossy: users.name", "lossy: users.age, users.name"), true);
  assert.equal(over("lossy: users", "lossy: users.name"), false);
  assert.equal(over("lossy: users.name", "lossless"), false);
  assert.equal(over("irreversible", "lossy: users"), false);
  assert.equal(over("", "lossy: users"), false);
});
