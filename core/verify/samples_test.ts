import assert from "node:assert/strict";
import {
  char,
  date,
  enumeration,
  integer,
  numeric,
  time,
  timestamp,
  uuid,
  varchar,
} from "../schema/mod.ts";
import { samplesOf } from "./samples.ts";

Deno.test("text keeps to its length, and is another one for each row", () => {
  for (const column of [varchar(1), varchar(3), varchar(50), char(2)]) {
    const size = Number(column.spec.type.args?.[0]);
    const samples = samplesOf(column.spec.type);
    assert.ok(samples);
    for (const value of samples.edges) assert.ok([...String(value)].length <= size, String(value));
    const few = Array.from({ length: 12 }, (_, n) => String(samples.tame(n)));
    assert.equal(new Set(few).size, 12);
    assert.ok(few.every((value) => value.length <= size));
  }
});

Deno.test("edges hold what goes wrong first", () => {
  const texts = samplesOf(varchar(50).spec.type)?.edges ?? [];
  assert.ok(texts.includes(""));
  assert.ok(texts.some((value) => String(value).includes("'")));
  assert.ok(texts.some((value) => String(value).includes("🚀")));
  const numbers = JSON.stringify(samplesOf(integer().spec.type)?.edges);
  assert.match(numbers, /"-2147483648"/);
  assert.ok(samplesOf(numeric(5, 2).spec.type)?.edges.includes("999.99"));
  assert.ok(samplesOf(date().spec.type)?.edges.includes("2024-02-29"));
});

Deno.test("a type that is not known has no values", () => {
  assert.equal(samplesOf({ name: "geometry" }), undefined);
  assert.deepEqual(samplesOf(enumeration("mood", ["sad"]).spec.type)?.edges, ["sad"]);
  assert.match(String(samplesOf(uuid().spec.type)?.tame(7)), /-000000000108$/);
});

Deno.test("what is cut off first is there, in harmless values too", () => {
  const moments = JSON.stringify(samplesOf(timestamp().spec.type)?.edges);
  assert.match(moments, /56\.789Z/);
  assert.ok(samplesOf(time().spec.type)?.edges.includes("12:34:56.789"));
  const price = samplesOf(numeric(10, 4).spec.type);
  assert.deepEqual([price?.tame(0), price?.tame(1)], ["101.1111", "102.1111"]);
  assert.equal(samplesOf(numeric(10, 0).spec.type)?.tame(0), 101);
});
