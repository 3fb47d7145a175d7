/**
 * Every golden case on a real server: forward, back and forward again, then the same schema.
 *
 * @module
 */
import assert from "node:assert/strict";
import { isRetortError } from "@retort/core";
import type { Connection, Dialect, Statement } from "@retort/core/dialect";
import { applyAll, type Op, spec } from "@retort/core/ops";
import { planOps } from "@retort/core/plan";
import { canonical, type Schema } from "@retort/core/schema";
import type { Case } from "../golden/case.ts";
import { statementsOf, stateOf } from "../golden/golden.ts";

/** A dialect and a connection to a database in which nothing is yet. */
export interface Live {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The connection. */
  readonly db: Connection;
}

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

/**
 * Runs ops like the runner does: what stands around the transaction, then the rest inside it, split
 * around what no transaction may hold, and what only the database knows read from it.
 */
export async function runOps(
  live: Live,
  { ops, state }: { readonly ops: readonly Op[]; readonly state: Schema },
): Promise<void> {
  const { db, dialect } = live;
  const { groups } = planOps(ops, state, { dialect, names: [dialect.name], offline: false });
  const late = groups.find((group) => group.late)?.ops[0]?.index;
  await runStatements(live, statementsOf(ops.slice(0, late), state, dialect));
  if (late === undefined) return;
  assert.ok(dialect.inspect, "the database says what stands before the op");
  const found = await dialect.inspect(db, dialect.can.schemas ? { schemas: "all" } : {});
  const rest = { ops: ops.slice(late), state: found };
  if (late > 0) await runOps(live, rest);
  else await runStatements(live, statementsOf(rest.ops, found, dialect));
}

async function runStatements({ db }: Live, statements: readonly Statement[]): Promise<void> {
  for (const item of statements) if (item.around === "before") await db.execute(item);
  for (const part of parts(statements.filter((item) => item.around === undefined))) {
    const work = async (): Promise<void> => {
      for (const item of part) await runStatement(db, item);
    };
    if (part.some((item) => item.transaction === "forbidden")) await work();
    else await db.transaction(work);
  }
  for (const item of statements) if (item.around === "after") await db.execute(item);
}

function parts(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const found: Statement[][] = [];
  let open = false;
  for (const item of statements) {
    const forbidden = item.transaction === "forbidden";
    if (open && !forbidden) found.at(-1)?.push(item);
    else found.push([item]);
    open = !forbidden;
  }
  return found;
}

async function runStatement(db: Connection, item: Statement): Promise<void> {
  if (item.violations === undefined) await db.execute(item);
  else assert.deepEqual(await db.query(item), [], item.violations);
}
