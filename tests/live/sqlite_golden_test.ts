/** Every golden case on a real SQLite: forward, back and forward again, then the same schema. */
import assert from "node:assert/strict";
import { isRetortError } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";
import { applyAll, type Op, spec } from "@retort/core/ops";
import { canonical, type Schema } from "@retort/core/schema";
import type { Case } from "../golden/case.ts";
import { cases } from "../golden/cases.ts";
import { dialects, statementsOf, stateOf } from "../golden/golden.ts";

const sqlite = (await dialects()).get("sqlite");

/** Runs ops like the runner does: what stands around the transaction, then the rest inside it. */
async function run(
  db: Connection,
  dialect: Dialect,
  step: { ops: readonly Op[]; state: Schema },
): Promise<void> {
  const statements = statementsOf(step.ops, step.state, dialect);
  for (const item of statements) if (item.around === "before") await db.execute(item);
  await db.transaction(async () => {
    for (const item of statements) {
      if (item.around !== undefined) continue;
      if (item.violations === undefined) await db.execute(item);
      else assert.deepEqual(await db.query(item), [], item.violations);
    }
  });
  for (const item of statements) if (item.around === "after") await db.execute(item);
}

async function live(db: Connection, dialect: Dialect): Promise<string> {
  return dialect.inspect ? canonical(await dialect.inspect(db)) : "";
}

async function forwardBackForward(db: Connection, dialect: Dialect, item: Case): Promise<void> {
  const state = stateOf(item);
  const up = { ops: [item.op], state };
  for (const op of item.before ?? []) await setUp(db, dialect, op);
  const before = await live(db, dialect);
  await run(db, dialect, up);
  const undo = spec(item.op).reverse(item.op, state);
  if (undo === null) return;
  const after = await live(db, dialect);
  await run(db, dialect, { ops: [undo], state: applyAll([item.op], state) });
  assert.equal(await live(db, dialect), before, "going back gives the schema of before");
  await run(db, dialect, up);
  assert.equal(await live(db, dialect), after, "going forward again gives the same schema");
}

/** Each op of the setting by itself: it refers to nothing but what stands before it. */
async function setUp(db: Connection, dialect: Dialect, op: Op): Promise<void> {
  const { unknown } = stateOf({ op });
  await run(db, dialect, { ops: [op], state: { tables: new Map(), unknown } });
}

for (const [noun, items] of Object.entries(cases)) {
  for (const [name, item] of Object.entries(items)) {
    Deno.test({
      name: `sqlite runs ${noun}/${name} forward, back and forward`,
      ignore: sqlite?.connect === undefined,
      fn: async () => {
        const db = await sqlite?.connect?.("sqlite::memory:");
        if (!db || !sqlite) return;
        await db.execute({ sql: "attach ':memory:' as audit" });
        try {
          await forwardBackForward(db, sqlite, item);
        } catch (error) {
          if (!isRetortError(error) || error.code !== "dialect/unsupported") throw error;
        } finally {
          await db.close();
        }
      },
    });
  }
}
