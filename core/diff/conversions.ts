/**
 * Columns that get another type, on tables that may hold rows.
 *
 * @module
 */
import type { TypeSystem } from "../dialect/mod.ts";
import { advance, converted, type Op } from "../ops/mod.ts";
import type { Schema } from "../schema/mod.ts";

/**
 * The ops with the conversion of every column that gets another type, where the database wants to be
 * told; a hole stands where nobody but the author knows. Options that are there stay as they are.
 *
 * ```ts
 * import { integer, MetaData, op, text } from "@retort/core";
 * import { withConversions } from "@retort/core/diff";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { age: text() });
 * const types = { conversion: () => ({ postgres: { using: "age::integer" } }) };
 * const ops = [op.alterColumn("users", "age", { type: integer() })];
 * withConversions(ops, metadata.schema(), types); // with options: { postgres: { using: … } }
 * ```
 */
export function withConversions(
  ops: readonly Op[],
  before: Schema,
  { conversion }: Pick<TypeSystem, "conversion">,
): readonly Op[] {
  if (conversion === undefined) return ops;
  let state = before;
  return ops.map((op) => {
    const next = converted(op, state, conversion);
    state = advance(state, op);
    return next;
  });
}
