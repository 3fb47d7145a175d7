import assert from "node:assert/strict";
import { parseRange, parseReference, parseTarget } from "./reference.ts";

Deno.test("parseReference() takes each form apart", () => {
  const forms: Readonly<Record<string, unknown>> = {
    "ae10": { kind: "revision", name: "ae10" },
    "head": { kind: "head" },
    "heads": { kind: "heads" },
    "base": { kind: "base" },
    "current": { kind: "current" },
    "x@head": { kind: "head", branch: "x" },
    "x@ae1": { kind: "revision", branch: "x", name: "ae1" },
    "+2": { kind: "relative", steps: 2 },
    "-0": { kind: "relative", steps: 0 },
    "x@-1": { kind: "relative", branch: "x", steps: -1 },
    "ae1+3": {
      kind: "relative",
      from: { kind: "revision", text: "ae1", name: "ae1" },
      steps: 3,
    },
    "x@head-1": {
      kind: "relative",
      branch: "x",
      from: { kind: "head", text: "head" },
      steps: -1,
    },
    "+1+1": { kind: "revision", name: "+1+1" },
    "a@b@c": { kind: "revision", branch: "a", name: "b@c" },
  };
  for (const [text, wanted] of Object.entries(forms)) {
    assert.deepEqual(parseReference(text), { text, ...wanted as object }, text);
  }
});

Deno.test("parseReference() refuses empty parts and ranges", () => {
  assert.throws(() => parseReference(""), { message: "An empty text names no revision" });
  assert.throws(() => parseReference("x@"), { message: 'The revision is missing in "x@"' });
  assert.throws(() => parseReference("@x"), { message: 'The branch is missing in "@x"' });
  assert.throws(() => parseReference("a:b"), { code: "graph/range-not-allowed" });
});

Deno.test("parseRange() takes both ends, either one, or none", () => {
  const a = { kind: "revision", text: "a", name: "a" };
  const head = { kind: "head", text: "head" };
  assert.deepEqual(parseRange("a:head"), { kind: "range", text: "a:head", from: a, to: head });
  assert.deepEqual(parseRange("a:"), { kind: "range", text: "a:", from: a });
  assert.deepEqual(parseRange(":head"), { kind: "range", text: ":head", to: head });
  assert.deepEqual(parseRange(":"), { kind: "range", text: ":" });
  assert.throws(() => parseRange("a:b:c"), { code: "graph/bad-range" });
  assert.throws(() => parseRange("a"), { code: "graph/bad-range" });
});

Deno.test("parseTarget() tells ranges from references", () => {
  assert.equal(parseTarget("a:b").kind, "range");
  assert.equal(parseTarget("a").kind, "revision");
});
