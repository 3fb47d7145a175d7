/** The time of day may be set while a run is at it. */
import assert from "node:assert/strict";
import { integer, op } from "@retort/core";
import { upgradePath } from "@retort/core/graph";
import { bookkeepingOf, revisionsOf } from "@retort/core/plan";
import { runPath } from "@retort/core/run";
import { sqlite } from "@retort/sqlite";

Deno.test("a clock that goes backwards makes no revision take less than no time", async () => {
  const db = await sqlite.connect?.("sqlite::memory:");
  assert.ok(db);
  const upgrade = [op.createTable("t", { id: integer() })];
  const set = revisionsOf([{ revision: "a", downRevision: null, upgrade }]);
  let hour = 24;
  const { steps } = await runPath(
    { dialect: sqlite, db, tables: bookkeepingOf({ versionTable: "retort_version" }) },
    set,
    {
      path: upgradePath(set.graph, "head", []),
      x: {},
      losses: { allow: [], otherwise: "refuse", allowWith: String, written: true },
      now: () => new Date(Date.UTC(2026, 0, 1, hour--)),
      tool: "test",
    },
  );
  await db.close();
  assert.deepEqual(steps.map(({ ms }) => ms >= 0 && ms < 60_000), [true]);
});
