import assert from "node:assert/strict";
import { plainText, text } from "../schema/mod.ts";
import { createTable } from "../ops/mod.ts";
import {
  type Checkpoint,
  checkpointOf,
  checkpointOp,
  checkpointText,
  checkpointWrite,
} from "./backfill.ts";
import { bookkeepingOf } from "./bookkeeping.ts";
import { journalOp } from "./own_tables.ts";

const tables = bookkeepingOf({ versionTable: "retort_version", versionSchema: "own" });
const step = { revision: "a", direction: "upgrade", step: 2 };

Deno.test("a checkpoint is kept in ASCII, and read as it was", () => {
  const checkpoint: Checkpoint = {
    by: ["tenant", "naïve"],
    key: [7, "z\u00df\u{1f600}\n\\'\"", { bigint: "9007199254740993" }, { bytes: "00ff" }, true],
    batches: 3,
    rows: 15_000,
    changed: 14_999,
    finished: false,
  };
  const kept = checkpointText(checkpoint);
  assert.match(kept, /^[ -~]+$/);
  assert.deepEqual(checkpointOf(kept), checkpoint);
});

Deno.test("a checkpoint is written in place of the one before, while the lease is held", () => {
  const first = checkpointWrite(tables, { step, before: undefined, after: "x" }, 4);
  assert.match(
    plainText(first),
    /checkpoint IS NULL AND EXISTS \(SELECT 1 FROM "own"."retort_lease"/,
  );
  const next = plainText(checkpointWrite(tables, { step, before: "x", after: "y" }));
  assert.match(next, /step = \? AND checkpoint = \?$/);
});

Deno.test("a journal that is made anew has the column that an older one gets", () => {
  const { columns } = journalOp(tables).table;
  const added = checkpointOp(tables);
  assert.deepEqual(columns.find(({ name }) => name === "checkpoint"), added.column);
  assert.equal(added.schema, "own");
  assert.deepEqual(createTable("t", { checkpoint: text() }).table.columns, [added.column]);
});
