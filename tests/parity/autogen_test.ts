import assert from "node:assert/strict";
import { checkAutogen } from "./autogen.ts";
import { autogenDifferences } from "./autogen/differences.ts";
import { faultsOf } from "./autogen/faults.ts";
import type { AutogenCase } from "./autogen/neutral.ts";
import { readCases } from "./outcome.ts";
import { standingOf } from "./standing.ts";

const cases = readCases(new URL("./vectors/autogen.json", import.meta.url));
const outcomes = await checkAutogen(cases);
const standings = outcomes.map((outcome) => ({ outcome, ...standingOf("autogen", outcome) }));

Deno.test("autogenerate says in every recorded case what was recorded, or differs as meant", () => {
  assert.deepEqual(standings.filter(({ state }) => state === "failed"), []);
  assert.ok(outcomes.filter(({ skipped }) => skipped === undefined).length > 250);
});

Deno.test("autogenerate says nothing where there is nothing", () => {
  const quiet = new Set(
    (cases as readonly AutogenCase[])
      .filter((item) => item.wanted === "no diff" || item.alembicFalsePositive === true)
      .map(({ name }) => name),
  );
  const loud = outcomes.filter(({ name, faults }) => quiet.has(name) && faults.length > 0);
  assert.deepEqual(loud, []);
  assert.ok(quiet.size > 100);
});

Deno.test("every difference of autogenerate that is meant occurs", () => {
  const skipped = outcomes.filter((outcome) => outcome.skipped !== undefined);
  const reasons = new Set(standings.flatMap((item) => item.reasons));
  const unused = autogenDifferences.filter(({ names, reason }) =>
    !reasons.has(reason) && !skipped.some(({ name }) => names.test(name))
  );
  assert.deepEqual(unused, []);
});

Deno.test("faultsOf() tells what is missing and what is too much", () => {
  const place = { table: "t", column: "a" };
  const index = { table: "t", name: "ix", columns: ["a"], unique: true };
  assert.deepEqual(
    faultsOf(
      [{ op: "modifyNullable", ...place, to: true }, { op: "removeIndex", ...index }],
      [{ op: "modifyNullable", ...place, to: false }],
      "sqlite",
    ),
    [
      "missing modifyNullable t.a to true",
      "missing removeIndex unique t ix (a)",
      "extra modifyNullable t.a to false",
    ],
  );
  const constraint = { ...index, op: "removeConstraint", kind: "unique" };
  const both = (db: string): readonly string[] =>
    faultsOf([{ op: "removeIndex", ...index }], [constraint], db);
  assert.deepEqual(both("mariadb"), []);
  assert.equal(both("postgresql").length, 2);
});
