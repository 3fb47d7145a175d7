/**
 * Consecutive ops on one table as one batch.
 *
 * @module
 */
import { compact } from "../schema/mod.ts";
import { batchAlterTable, type BatchedOp } from "./batch.ts";
import type { Op } from "./mod.ts";

const batched: { readonly [K in BatchedOp["kind"]]: true } = {
  addColumn: true,
  dropColumn: true,
  alterColumn: true,
  renameColumn: true,
  createIndex: true,
  dropIndex: true,
  addConstraint: true,
  dropConstraint: true,
  commentTable: true,
  alterTable: true,
};

function isBatched(op: Op): op is BatchedOp {
  return Object.hasOwn(batched, op.kind) && "table" in op && op.table !== undefined;
}

/**
 * The ops with each run of those that change one table in an `op.batchAlterTable`; others are as they
 * were, and so is the order.
 *
 * ```ts
 * import { op, text } from "@retort/core";
 * import { inBatches } from "@retort/core/ops";
 *
 * inBatches([op.addColumn("a", "x", text()), op.dropColumn("a", "y"), op.dropTable("b")]).length; // 2
 * ```
 */
export function inBatches(ops: readonly Op[]): readonly Op[] {
  const found: Op[] = [];
  let run: BatchedOp[] = [];
  const flush = (): void => {
    const [first] = run;
    if (first === undefined) return;
    const { table = "", schema } = first;
    found.push(batchAlterTable(table, compact({ schema }), run));
    run = [];
  };
  for (const op of ops) {
    const [first] = run;
    const same = first !== undefined && isBatched(op) && op.table === first.table &&
      op.schema === first.schema;
    if (!same) flush();
    if (isBatched(op)) run.push(op);
    else found.push(op);
  }
  flush();
  return found;
}
