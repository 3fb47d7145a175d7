import assert from "node:assert/strict";
import { date, integer, varchar } from "../schema/mod.ts";
import { candidatesOf } from "./candidates.ts";
import { type Samples, samplesOf } from "./samples.ts";

function samples(column: { readonly spec: Parameters<typeof wrap>[0] }): Samples {
  return wrap(column.spec);
}

function wrap({ type }: { readonly type: { readonly name: string } }): Samples {
  const found = samplesOf(type);
  assert.ok(found);
  return found;
}

Deno.test("what stands in a check, and what is next to it, is tried", () => {
  const numbers = candidatesOf(["age between 18 and 120"], samples(integer()));
  for (const wanted of [18, 19, 120, 119]) assert.ok(numbers.includes(wanted), String(wanted));
  assert.ok(numbers.every((value) => typeof value === "number"), "no text for a number");
  const words = candidatesOf(["state in ('new', 'it''s done')"], samples(varchar(20)));
  assert.ok(words.includes("new") && words.includes("it's done"));
  const long = candidatesOf(["length(name) > 4"], samples(varchar(20)));
  assert.ok(long.includes("xxxxx"));
});

Deno.test("dates get the years around those of the check, and no other texts", () => {
  const days = candidatesOf(["day > '2020-02-03' and note <> 'x'"], samples(date()));
  assert.ok(days.includes("2021-02-03"));
  assert.ok(!days.includes("x"));
});
