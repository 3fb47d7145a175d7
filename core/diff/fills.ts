/**
 * Columns that must not be null, on tables that may hold rows.
 *
 * @module
 */
import { fillSteps, type Op } from "../ops/mod.ts";

/**
 * The ops with every new column that rows can't do without in three steps: add it, fill it, forbid
 * nulls. What it is filled with is a hole, since nobody but the author knows.
 *
 * ```ts
 * import { integer, op } from "@retort/core";
 * import { withFills } from "@retort/core/diff";
 *
 * const ops = withFills([op.addColumn("users", "age", integer().notNull())]);
 * ops.map((op) => op.kind); // ["addColumn", "fillColumn", "alterColumn"]
 * ```
 */
export function withFills(ops: readonly Op[]): readonly Op[] {
  return ops.flatMap((op) => fillSteps(op) ?? [op]);
}
