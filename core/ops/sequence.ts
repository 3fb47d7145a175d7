/**
 * Ops in a row: applying and reversing them together.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { Layered } from "../schema/layered.ts";
import { forget, type Schema } from "../schema/mod.ts";
import { type Op, spec } from "./mod.ts";
import type { Touches } from "./op.ts";

/** The schema after these ops. */
export function applyAll(ops: readonly Op[], schema: Schema): Schema {
  return ops.reduce((state, op) => spec(op).apply(op, state), schema);
}

/** The ops that undo these, in the right order; `null` where one of them loses information. */
export function reverseAll(ops: readonly Op[], before: Schema): readonly Op[] | null {
  const found = findReverse(ops, before);
  return found.irreversible === undefined ? found.ops : null;
}

/** The reverse of some ops, or the op that has none. */
export type Reverse =
  | { readonly ops: readonly Op[]; readonly irreversible?: undefined }
  | { readonly irreversible: Op };

/**
 * The ops that undo these, or the first op from the end that cannot be undone.
 *
 * ```ts
 * import { op } from "@retort/core";
 * import { findReverse } from "@retort/core/ops";
 * import { unknownSchema } from "@retort/core/schema";
 *
 * findReverse([op.renameTable("a", "b")], unknownSchema); // { ops: [op.renameTable("b", "a")] }
 * ```
 */
export function findReverse(ops: readonly Op[], before: Schema): Reverse {
  const reversed: Op[] = [];
  let state = before;
  for (const op of ops) {
    const undo = spec(op).reverse(op, state);
    if (undo === null) return { irreversible: op };
    reversed.push(undo);
    state = advance(state, op);
  }
  return { ops: reversed.reverse() };
}

/** The state after some ops; none of the states between is kept, so that thousands are soon done. */
export function advanceAll(state: Schema, ops: Iterable<Op>): Schema {
  let current = state;
  for (const op of ops) {
    const { tables } = current;
    if (!(tables instanceof Layered)) current = { ...current, tables: new Layered(tables) };
    current = advance(current, op);
  }
  const { tables } = current;
  return tables instanceof Layered ? { ...current, tables: tables.plain() } : current;
}

/** The state after an op; where it can't be applied, what it touches becomes unknown. */
export function advance(state: Schema, op: Op): Schema {
  try {
    return spec(op).apply(op, state);
  } catch (error) {
    if (!isRetortError(error)) throw error;
    const { writes, all } = spec(op).touches(op);
    if (all) return forget(state);
    const tables = new Set([...state.unknown.tables, ...writes]);
    return { ...state, unknown: { ...state.unknown, tables } };
  }
}

/** What ops touch together. */
export function touchesOf(ops: readonly Op[]): Touches {
  const all = ops.map((op) => spec(op).touches(op));
  const once = (key: "reads" | "writes" | "objects" | "uses"): readonly string[] => [
    ...new Set(all.flatMap((item) => item[key] ?? [])),
  ];
  const [objects, uses] = [once("objects"), once("uses")];
  return {
    reads: once("reads"),
    writes: once("writes"),
    ...(objects.length > 0 ? { objects } : {}),
    ...(uses.length > 0 ? { uses } : {}),
    ...(all.some((item) => item.all) ? { all: true } : {}),
  };
}
