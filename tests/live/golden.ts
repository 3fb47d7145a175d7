/**
 * Every golden case on a real server: forward, back and forward again, then the same schema.
 *
 * @module
 */
import assert from "node:assert/strict";
import { isRetortError } from "@retort/core";
import { applyAll, type Op, spec } from "@retort/core/ops";
import { canonical } from "@retort/core/schema";
import { type Live, runOps } from "@retort/core/testing";
import type { Case } from "../golden/case.ts";
import { stateOf } from "../golden/golden.ts";

export { type Live, runOps } from "@retort/core/testing";

/** Runs a case; an op that the dialect refuses is as good as one that runs. */
export async function runCase(live: Live, item: Case): Promise<void> {
  try {
    await forwardBackForward(live, item);
  } catch (error) {
    if (!isRetortError(error) || error.code !== "dialect/unsupported") throw error;
  }
}

async function forwardBackForward(live: Live, item: Case): Promise<void> {
  const state = stateOf(item);
  const up = { ops: [item.op], state };
  for (const op of item.before ?? []) await setUp(live, op);
  const before = await schemaText(live);
  await runOps(live, up);
  const undo = spec(item.op).reverse(item.op, state);
  if (undo === null) return;
  const after = await schemaText(live);
  await runOps(live, { ops: [undo], state: applyAll([item.op], state) });
  assert.equal(await schemaText(live), before, "going back gives the schema of before");
  await runOps(live, up);
  assert.equal(await schemaText(live), after, "going forward again gives the same schema");
}

/** Each op of the setting by itself: it refers to nothing but what stands before it. */
async function setUp(live: Live, op: Op): Promise<void> {
  const { unknown } = stateOf({ op });
  await runOps(live, { ops: [op], state: { tables: new Map(), unknown } });
}

async function schemaText({ db, dialect }: Live): Promise<string> {
  return dialect.inspect ? canonical(await dialect.inspect(db)) : "";
}
