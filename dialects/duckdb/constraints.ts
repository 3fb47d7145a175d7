/**
 * Constraints: DuckDB takes them with the table only, so it is built anew.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { type AddConstraint, applyAll, type DropConstraint, spec, target } from "@retort/core/ops";
import { anew } from "./anew.ts";
import { droppedName } from "./names.ts";
import { knownTable } from "./parts.ts";
import { refuseTable } from "./tables.ts";

/** The renderers of the ops on constraints. */
export const constraintOps: Pick<RenderTable, "addConstraint" | "dropConstraint"> = {
  addConstraint,
  dropConstraint,
};

function addConstraint(op: AddConstraint, cx: RenderContext): readonly Statement[] {
  const name = target(op.table, op.schema);
  const what = spec(op).describe(op);
  if (op.constraint.kind === "exclude") unsupported("duckdb", what, "check for overlaps yourself");
  const table = knownTable(name, cx, what);
  const after = knownTable(name, { ...cx, before: applyAll([op], cx.before) }, what);
  refuseTable(after);
  return anew({ table, after, op }, cx);
}

function dropConstraint(op: DropConstraint, cx: RenderContext): readonly Statement[] {
  const place = target(op.table, op.schema);
  const what = spec(op).describe(op);
  const table = knownTable(place, cx, what);
  const name = droppedName(op, table);
  if (name === undefined && op.ifExists) return [];
  const named = { ...op, name: name ?? op.name };
  const after = knownTable(place, { ...cx, before: applyAll([named], cx.before) }, what);
  return anew({ table, after, op: named }, cx);
}
