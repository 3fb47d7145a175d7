/**
 * Ops with the options that a batch gives them.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import type { RenderContext } from "@retort/core/dialect";
import {
  advance,
  type BatchAlterTable,
  batchOps,
  batchStart,
  type Op,
  reorderColumns,
  spec,
  splitRename,
  target,
} from "@retort/core/ops";
import { editTable, type Schema, type TableName } from "@retort/core/schema";
import { applyOne, changedTable } from "./rebuild_target.ts";

/** Consecutive ops on one table that share their options; a batch is a run of its own. */
export interface Run {
  readonly table: TableName;
  readonly ops: readonly Op[];
  /** The schema that the ops begin with. */
  readonly before: Schema;
  readonly batch?: BatchAlterTable;
}

/** The runs that ops on one table fall into, each with the schema before it. */
export function runsOf(ops: readonly Op[], before: Schema): readonly Run[] {
  const found: Run[] = [];
  let plain: Op[] = [];
  const state = (): Schema => {
    const last = found.at(-1);
    return last ? afterRun(last) : before;
  };
  const close = (): void => {
    const [first] = plain;
    const table = first && changedTable(first);
    if (table) found.push({ table, ops: plain.flatMap(split), before: state() });
    plain = [];
  };
  for (const op of ops) {
    if (op.kind !== "batchAlterTable") plain.push(op);
    else {
      close();
      const start = batchStart(op, state());
      const table = target(op.table, op.schema);
      found.push({ table, ops: batchOps(op, start).flatMap(split), before: start, batch: op });
    }
  }
  close();
  return found;
}

function afterRun({ ops, batch, before, table }: Run): Schema {
  const after = ops.reduce((schema, op) => applyOne(op, schema), before);
  const order = batch?.partialReordering;
  return order ? editTable(after, table, (found) => reorderColumns(found, order)) : after;
}

function split(op: Op): readonly Op[] {
  return op.kind === "alterColumn" ? splitRename(op) : [op];
}

/** Whether a batch wants its table built anew, whatever its ops need. */
export function isForced({ batch }: Pick<Run, "batch">): boolean {
  return batch?.recreate === "always" || batch?.partialReordering !== undefined;
}

/** Whether the table of a batch has to be built anew. */
export function batchNeeds(
  op: BatchAlterTable,
  cx: RenderContext,
  needed: (op: Op, cx: RenderContext) => boolean,
): boolean {
  if (isForced({ batch: op })) return true;
  let before = batchStart(op, cx.before);
  return batchOps(op, before).some((item) => {
    const now = { ...cx, before };
    if (needed(item, now)) return true;
    before = advance(before, item);
    return false;
  });
}

/** Refuses a rebuild that a batch forbids. */
export function refuseForbidden(
  { ops, batch, before }: Run,
  cx: RenderContext,
  needed: (op: Op, cx: RenderContext) => boolean,
): void {
  if (batch?.recreate !== "never") return;
  let state = before;
  for (const op of ops) {
    const must = batch.partialReordering !== undefined || needed(op, { ...cx, before: state });
    if (must) {
      const what = `${spec(op).describe(op)} without building the table anew`;
      unsupported("sqlite", what, 'leave recreate: "never" away');
    }
    state = applyOne(op, state);
  }
}
