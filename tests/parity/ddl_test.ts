import assert from "node:assert/strict";
import { checkDdl } from "./ddl.ts";
import { differences, reasonFor } from "./differences.ts";
import { readCases } from "./outcome.ts";

const file = new URL("./vectors/ddl.json", import.meta.url);
const outcomes = await Promise.all(readCases(file).map(checkDdl));
const run = outcomes.filter(({ skipped }) => skipped === undefined);
const different = run.filter(({ faults }) => faults.length > 0);

Deno.test("SQL is in every recorded case what was recorded, or differs as meant", () => {
  const failed = different.filter((outcome) => reasonFor("ddl", outcome) === undefined);
  assert.deepEqual(failed, []);
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
