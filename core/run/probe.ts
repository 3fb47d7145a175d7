/**
 * Whether an op has taken effect: asked of the catalog, after a run that nobody saw the end of.
 *
 * An effect counts only as a whole. A column that is there with another default is not the column
 * that the op adds, so undoing and doing the op on what is there must lead back to just that.
 *
 * @module
 */
import { contextFor, diffSchemas } from "../diff/mod.ts";
import { normalizeByEcho } from "../dialect/mod.ts";
import { isRetortError } from "../errors/mod.ts";
import { effectsOf, type Op, spec } from "../ops/mod.ts";
import type { Schema } from "../schema/mod.ts";
import { runDatabase } from "./database.ts";
import { inspectLive, type Session } from "./standing.ts";
import { namesOf } from "./version.ts";

/** How far the effects of ops are there. */
export type Effect =
  /** All of them, as a whole. */
  | "whole"
  /** None of them, or not as the ops would have it. */
  | "other";

/** Whether all effects of ops are in the database. */
export async function effectOf(ops: readonly Op[], session: Session): Promise<Effect> {
  const effects = ops.flatMap(effectsOf);
  if (effects.length === 0 || !session.dialect.inspect) return "other";
  let live: Schema | undefined;
  for (const op of effects) {
    const told = await spec(op).probe?.(op, runDatabase(session));
    const there = told ?? await isInPlace(op, live ??= await readAll(session), session);
    if (!there) return "other";
  }
  return "whole";
}

async function readAll(session: Session): Promise<Schema> {
  const { dialect } = session;
  const live = await inspectLive(session, dialect.can.schemas ? { schemas: "all" } : {});
  return dialect.normalize(live, namesOf(session));
}

/** Whether the full effect of an op is there. */
async function isInPlace(op: Op, live: Schema, session: Session): Promise<boolean> {
  const after = attempt(() => spec(op).apply(op, live));
  // What can be done still, and changes nothing, is done.
  if (after.schema) return await isSame(after.schema, live, session);
  const undo = attempt(() => undone(op, live));
  // What can't be done because what it needs is gone, and can't be undone either, has been taken away.
  if (undo.schema === undefined) return after.code === "op/missing";
  const redone = undo.schema;
  const again = attempt(() => spec(op).apply(op, redone));
  return again.schema !== undefined && await isSame(again.schema, live, session);
}

/** The schema without what an op made; nothing where it can't be told from the schema after it. */
function undone(op: Op, live: Schema): Schema | undefined {
  const reverse = spec(op).reverse(op, live);
  return reverse === null ? undefined : spec(reverse).apply(reverse, live);
}

interface Attempt {
  readonly schema?: Schema;
  /** The code of the error. */
  readonly code?: string;
}

function attempt(work: () => Schema | undefined): Attempt {
  try {
    const schema = work();
    return schema === undefined ? {} : { schema };
  } catch (error) {
    if (isRetortError(error)) return { code: error.code };
    throw error;
  }
}

/** Whether two schemas are the same to the server. */
async function isSame(wanted: Schema, live: Schema, session: Session): Promise<boolean> {
  const { dialect, db } = session;
  const spelled = await normalizeByEcho({ dialect, db }, live, wanted);
  const { ops, unchangeable } = diffSchemas(live, spelled, contextFor(session.dialect));
  return ops.length === 0 && unchangeable.length === 0;
}
