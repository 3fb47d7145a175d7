/**
 * Batches: where no table is built anew, their ops one after another.
 *
 * @module
 */
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import {
  advance,
  type BatchAlterTable,
  type BatchedOp,
  batchOps,
  batchStart,
} from "@retort/core/ops";
import { type Parts, unsupported } from "./parts.ts";

/** The statements of the ops of a batch, each by a dialect's own renderer. */
export function renderBatch(
  table: RenderTable,
  op: BatchAlterTable,
  cx: RenderContext,
): readonly Statement[] {
  let before = batchStart(op, cx.before);
  return batchOps(op, before).flatMap((item) => {
    const render = table[item.kind] as (op: BatchedOp, cx: RenderContext) => readonly Statement[];
    const statements = render.call(table, item, { ...cx, before });
    before = advance(before, item);
    return statements;
  });
}

/**
 * The renderer of batches.
 *
 * The ops inside are rendered by the table it is called on, so that a dialect that spreads this one
 * and replaces others has its own renderers used.
 */
export function batchOp(
  parts: Parts,
  fallback: () => RenderTable,
): Pick<RenderTable, "batchAlterTable"> {
  return {
    batchAlterTable(this: RenderTable | void, op: BatchAlterTable, cx: RenderContext) {
      if (op.partialReordering !== undefined) {
        const what = `put the columns of "${op.table}" in another order`;
        unsupported(parts.dialect, what, "leave partialReordering away; order has no meaning");
      }
      return renderBatch(this ?? fallback(), op, cx);
    },
  };
}
