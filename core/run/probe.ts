/**
 * Whether an op has taken effect: asked of the catalog, after a run that nobody saw the end of.
 *
 * An effect counts only as a whole. A column that is there with another default is not the column
 * that the op adds, so undoing and doing the op on what is there must lead back to just that.
 *
 * @module
 */
import { contextFor, diffSchemas } from "../diff/mod.ts";
import { echoViews, normalizeByEcho } from "../dialect/mod.ts";
import { isRetortError } from "../errors/mod.ts";
import {
  asMeant,
  effectsOf,
  flat,
  isGone,
  isNameless,
  type Op,
  spec,
  undoings,
} from "../ops/mod.ts";
import { objectKey, same, type Schema, tableKey, tableOfKey } from "../schema/mod.ts";
import { runDatabase } from "./database.ts";
import { withShortNames } from "./short_names.ts";
import { inspectLive, type Session } from "./standing.ts";
import { namesOf } from "./version.ts";

/** How far the effects of ops are there. */
export type Effect =
  /** All of them, as a whole. */
  | "whole"
  /** None of them, or not as the ops would have it. */
  | "other"
  /** The catalog does not show what they are about, such as a view in another database. */
  | "unseen";

/** Whether all effects of ops are in the database. */
export async function effectOf(ops: readonly Op[], session: Session): Promise<Effect> {
  const effects = ops.flatMap(effectsOf);
  if (effects.length === 0 || !session.dialect.inspect) return "other";
  let live: Schema | undefined;
  for (const op of effects) {
    const told = await spec(op).probe?.(op, runDatabase(session));
    if (told === false) return "other";
    if (told) continue;
    live ??= await readAll(effects, session);
    if (!isSeen(op, live)) return "unseen";
    const named = withShortNames(op, session.dialect);
    if (!await isInPlace(named, live, session) && !await areInPlace(named, live, session)) {
      return "other";
    }
  }
  return "whole";
}

/** Tables in another schema are asked for by name: not every server shows them all. */
async function readAll(ops: readonly Op[], session: Session): Promise<Schema> {
  const { dialect } = session;
  const all = await inspectLive(session, dialect.can.schemas ? { schemas: "all" } : {});
  const keys = ops.flatMap((op) => {
    const { writes, reads } = spec(op).touches(op);
    return [...writes, ...reads];
  });
  const asked = [...new Set(keys)].map(tableOfKey).filter((table) =>
    table.schema !== undefined && !all.tables.has(tableKey(table))
  );
  if (asked.length === 0) return dialect.normalize(all, namesOf(session));
  const more = await inspectLive(session, { tables: asked });
  const tables = new Map([...all.tables, ...more.tables]);
  return dialect.normalize({ ...all, tables }, namesOf(session));
}

/** Whether the catalog shows what an op is about: schemas, and what is in those that it shows. */
function isSeen(op: Op, live: Schema): boolean {
  const { objects = [] } = spec(op).touches(op);
  const schemaKey = objectKey("schema", { name: "" });
  return objects.every((key) => {
    const { name, schema } = tableOfKey(key.slice(key.indexOf(":") + 1));
    const place = key.startsWith(schemaKey) ? name : schema;
    return place === undefined || (live.schemas?.has(place) ?? false);
  });
}

/** Whether the full effect of an op is there. */
async function isInPlace(op: Op, live: Schema, session: Session): Promise<boolean> {
  const meant = asMeant(op, live);
  const after = attempt(() => spec(op).apply(op, meant));
  // What can be done still, and changes nothing, is done.
  if (after && await isSame(after, live, session)) return true;
  if (after && !isNameless(op)) return false;
  for (const undo of attempt(() => undoings(op, meant)) ?? []) {
    const redone = attempt(() => spec(op).apply(op, spec(undo).apply(undo, meant)));
    if (redone && await isSame(redone, live, session)) return true;
  }
  return isGone(op, meant);
}

/** Whether the effects of all ops of a batch are there: some may have been taken away. */
async function areInPlace(op: Op, live: Schema, session: Session): Promise<boolean> {
  const ops = flat([op]);
  if (ops.length === 1 && ops[0] === op) return false;
  for (const item of ops) if (!await isInPlace(item, live, session)) return false;
  return ops.length > 0;
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (isRetortError(error)) return undefined;
    throw error;
  }
}

/** Whether two schemas are the same to the server. */
async function isSame(wanted: Schema, live: Schema, session: Session): Promise<boolean> {
  const { dialect, db } = session;
  const tables = await normalizeByEcho({ dialect, db }, live, wanted);
  const spelled = await echoViews(session, { live, wanted: tables });
  const { ops, unchangeable } = diffSchemas(live, spelled, contextFor(session.dialect));
  return ops.length === 0 && unchangeable.length === 0 && isSameStrictly(spelled, live);
}

/** Whether also what a comparison with models leaves alone is the same: order, and options not named. */
function isSameStrictly(wanted: Schema, live: Schema): boolean {
  return [...wanted.tables].every(([key, { columns, options }]) => {
    const there = live.tables.get(key);
    const names = there?.columns.map(({ name }) => name);
    return same(columns.map(({ name }) => name), names) && same(options, there?.options);
  });
}
