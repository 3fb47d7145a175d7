/**
 * Every kind of op: forward, back and forward again on the server, or refused by its code.
 *
 * @module
 */
import { applyAll, type CoreOp, opKinds, reverseAll, spec } from "../ops/mod.ts";
import { emptySchema, type Schema } from "../schema/mod.ts";
import { cases } from "./cases.ts";
import { type Live, runOps } from "./execute.ts";
import { expect, expectEqual, isUnsupported } from "./expect.ts";
import { bringTo, expectIs, type Ground, type OpCase, type Place, schemaText } from "./ground.ts";
import type { Check } from "./suite.ts";

/** One check for each kind of op that has cases. */
export function opChecks(own: Ground["options"]["cases"] = {}): readonly Check[] {
  return opKinds().flatMap((kind): readonly Check[] => {
    const items = own[kind] ?? cases[kind];
    if (items.length === 0) return [];
    return [{ group: "ops", name: kind, run: (ground) => runKind(ground, kind, items) }];
  });
}

async function runKind(
  ground: Ground,
  kind: CoreOp["kind"],
  items: readonly OpCase[],
): Promise<void> {
  let place: Place | undefined;
  let ran = 0;
  const failures: string[] = [];
  for (const item of items) {
    place ??= await ground.database();
    try {
      await runCase(place.live, item);
      ran++;
      if (!await isCleared(place.live)) place = undefined;
    } catch (error) {
      place = undefined;
      const what = spec(item.op).describe(item.op);
      if (isUnsupported(error)) ground.note(`not supported: ${what} (${error.message})`);
      else failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  expect(failures.length === 0, `${kind} goes forward, back and forward again`, failures);
  ground.note(`${ran} of ${items.length} cases ran`);
}

async function runCase(live: Live, item: OpCase): Promise<void> {
  const { before = [], op } = item;
  const state = applyAll(before, emptySchema);
  let done: Schema = emptySchema;
  for (const step of before) {
    await runOps(live, { ops: [step], state: done });
    done = applyAll([step], done);
  }
  const start = await schemaText(live);
  await runOps(live, { ops: [op], state });
  const changed = applyAll([op], state);
  await expectIs(live, changed, "an op does to the database what it does to the schema");
  const undo = spec(op).reverse(op, state);
  if (undo === null) return;
  const end = await schemaText(live);
  await runOps(live, { ops: [undo], state: changed });
  expectEqual(await schemaText(live), start, "going back gives the schema of before");
  await runOps(live, { ops: [op], state });
  expectEqual(await schemaText(live), end, "going forward again gives the same schema");
  await runOps(live, { ops: [undo], state: changed });
  // What no inspection finds, such as a schema that is another database, has to go by its name.
  const gone = reverseAll(before, emptySchema);
  if (gone) await runOps(live, { ops: gone, state });
}

/** Whether the database is as good as new; where that can't be, the next case gets another. */
async function isCleared(live: Live): Promise<boolean> {
  try {
    await bringTo(live, emptySchema);
    const left = await live.dialect.inspect?.(live.db);
    return left !== undefined && left.tables.size === 0 &&
      Object.values(left).every((item) => !(item instanceof Map) || item.size === 0);
  } catch {
    return false;
  }
}
