import assert from "node:assert/strict";
import { checkDdl } from "./ddl.ts";
import { openDdl } from "./ddl_open.ts";
import { differences, reasonFor } from "./differences.ts";
import { readCases } from "./outcome.ts";

const file = new URL("./vectors/ddl.json", import.meta.url);
const outcomes = await Promise.all(readCases(file).map(checkDdl));
const run = outcomes.filter(({ skipped }) => skipped === undefined);
const different = run.filter(({ faults }) => faults.length > 0);

Deno.test("SQL is in every recorded case what was recorded, but for the open ones", () => {
  const there = new Set(run.map(({ name }) => name));
  const open = openDdl.flatMap(({ names }) => names).filter((name) => there.has(name));
  const failed = different.filter((outcome) => reasonFor("ddl", outcome) === undefined);
  const surprises = failed.filter(({ name }) => !open.includes(name));
  assert.deepEqual(surprises, [], "these worked before");
  const names = failed.map(({ name }) => name);
  assert.deepEqual(open.filter((name) => !names.includes(name)), [], "these are open no more");
  assert.ok(run.length > 450);
});

Deno.test("every difference about SQL that is meant occurs", () => {
  const reasons = new Set(different.map((outcome) => reasonFor("ddl", outcome)));
  const skipped = outcomes.filter((outcome) => outcome.skipped !== undefined);
  const unused = differences.filter(({ kind, names, reason }) =>
    kind === "ddl" && !reasons.has(reason) && !skipped.some(({ name }) => names.test(name))
  );
  assert.deepEqual(unused, []);
});
