/**
 * Columns that rows need a value for: those that must not be null, and those that were computed.
 *
 * @module
 */
import type { TypeSystem } from "../dialect/mod.ts";
import { advance, fillSteps, GoneColumns, type Op } from "../ops/mod.ts";
import type { Schema } from "../schema/mod.ts";

/**
 * The ops with every new column that rows can't do without in three steps: add it, fill it, forbid
 * nulls. What it is filled with is a hole, since nobody but the author knows. A column that was
 * computed, and is plain from now on, is filled with what was computed.
 *
 * ```ts
 * import { integer, op } from "@retort/core";
 * import { withFills } from "@retort/core/diff";
 * import { emptySchema, same } from "@retort/core/schema";
 *
 * const ops = withFills([op.addColumn("users", "age", integer().notNull())], emptySchema, { same });
 * ops.map((op) => op.kind); // ["addColumn", "fillColumn", "alterColumn"]
 * ```
 */
export function withFills(
  ops: readonly Op[],
  before: Schema,
  { same }: Pick<TypeSystem, "same">,
): readonly Op[] {
  const gone = new GoneColumns(same);
  let state = before;
  return ops.flatMap((op) => {
    const steps = gone.next(op, state) ?? fillSteps(op) ?? [op];
    state = advance(state, op);
    return steps;
  });
}
