/**
 * Changes that SQLite makes by building a table anew: "move and copy".
 *
 * A new table is created, the rows are copied, the old table is dropped and the new one takes its
 * name; then its indexes and triggers are made again. Foreign keys are off meanwhile, since dropping
 * a table deletes its rows, and with them the rows of other tables that cascade.
 *
 * Columns are renamed by SQLite itself after the rebuild, which also renames them in views, triggers,
 * checks and the keys of other tables.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import type { Rebuild, RenderContext, Statement } from "@retort/core/dialect";
import { findTable, needTable, type Op, spec } from "@retort/core/ops";
import { same, type Schema, type Table, type TableName } from "@retort/core/schema";
import { addNeedsRebuild, dropNeedsRebuild } from "./columns.ts";
import { renameInTable, tokenMentions } from "./dependents.ts";
import { native, parts } from "./native.ts";
import { copyStatements } from "./rebuild_copy.ts";
import { type Batch, batches, type Rename } from "./rebuild_renames.ts";
import { applyOne, changedTable, targetOf } from "./rebuild_target.ts";

/** Whether an op can't be done by SQLite itself. */
function needed(op: Op, cx: RenderContext): boolean {
  switch (op.kind) {
    case "addConstraint":
    case "dropConstraint":
      return true;
    case "alterColumn":
      return Object.keys(op.set).some((key) => key !== "comment");
    case "addColumn":
      return addNeedsRebuild(op);
    case "dropColumn": {
      const name = changedTable(op);
      return dropNeedsRebuild(op, name && findTable(cx.before, name));
    }
    default:
      return false;
  }
}

/** Foreign keys can only be switched outside a transaction; the other switch is put back in any case. */
const around: readonly Statement[] = [
  { sql: "PRAGMA foreign_keys = OFF", transaction: "forbidden", around: "before" },
  { sql: "PRAGMA legacy_alter_table = OFF", transaction: "forbidden", around: "after" },
  { sql: "PRAGMA foreign_keys = ON", transaction: "forbidden", around: "after" },
];

function render(ops: readonly Op[], cx: RenderContext): readonly Statement[] {
  const [first] = ops;
  const name = first && changedTable(first);
  if (!first || !name) return [];
  const table = needTable(cx.before, name, spec(first).describe(first));
  const found: Statement[] = [];
  const renamed: Rename[] = [];
  let before = cx.before;
  let rebuilt = false;
  for (const batch of batches(ops, table)) {
    const statements = renderBatch(name, batch, { cx: { ...cx, before }, renamed });
    if (statements.rebuilt) rebuilt = true;
    found.push(...statements.list);
    before = afterBatch(name, batch, before);
    renamed.push(...batch.renames);
  }
  const when = (side: Statement["around"]): readonly Statement[] =>
    around.filter((item) => rebuilt && item.around === side);
  return [...when("before"), ...found, ...when("after")];
}

interface Batched {
  readonly list: readonly Statement[];
  readonly rebuilt: boolean;
}

function renderBatch(
  name: TableName,
  batch: Batch,
  at: { readonly cx: RenderContext; readonly renamed: readonly Rename[] },
): Batched {
  const renames = batch.renames.map((rename) => renameStatement(name, rename));
  const body = renderBody(name, batch.ops, at);
  return { list: [...body.list, ...renames], rebuilt: body.rebuilt };
}

function renameStatement(name: TableName, { from, to }: Rename): Statement {
  const { writer } = parts;
  const names = `${writer.name(from)} TO ${writer.name(to)}`;
  return { sql: `ALTER TABLE ${writer.table(name)} RENAME COLUMN ${names}`, cost: "catalog" };
}

function renderBody(
  name: TableName,
  ops: readonly Op[],
  { cx, renamed }: { readonly cx: RenderContext; readonly renamed: readonly Rename[] },
): Batched {
  let before = cx.before;
  let must = false;
  const list: Statement[] = [];
  for (const op of ops) {
    const now = { ...cx, before };
    must ||= needed(op, now);
    if (!must) list.push(...renderNative(op, now));
    before = applyOne(op, before);
  }
  if (!must) return { list, rebuilt: false };
  const target = targetOf(name, ops, cx.before);
  if (same(target.before, target.after)) return { list: [], rebuilt: false };
  refuseStaleTriggers(target.before, renamed);
  const comment = ops.map((op) => spec(op).describe(op)).join(", ");
  const [create, ...rest] = copyStatements(parts, target, cx);
  return { list: create ? [{ ...create, comment }, ...rest] : [], rebuilt: true };
}

/** One op by SQLite itself; the table of renderers and the op agree by the op's kind. */
export function renderNative(op: Op, cx: RenderContext): readonly Statement[] {
  const renderers: Readonly<Record<string, unknown>> = { ...native };
  const found = renderers[op.kind] as (op: Op, cx: RenderContext) => readonly Statement[];
  return found(op, cx);
}

/** SQLite has rewritten these triggers a moment ago, and their new text is not known. */
function refuseStaleTriggers(table: Table, renamed: readonly Rename[]): void {
  const trigger = (table.triggers ?? []).find((item) =>
    renamed.some(({ from }) => tokenMentions(item.sql, from))
  );
  if (!trigger) return;
  unsupported(
    "sqlite",
    `rebuild "${table.name}" twice around a renamed column that trigger "${trigger.name}" mentions`,
    "put the ops after the rename into a revision of their own",
  );
}

function afterBatch(name: TableName, batch: Batch, before: Schema): Schema {
  let schema = batch.ops.reduce((state, op) => applyOne(op, state), before);
  for (const { from, to } of batch.renames) schema = renameInTable(schema, name, { from, to });
  return schema;
}

/**
 * SQLite's rebuild.
 *
 * Rows that break a foreign key of the table, or one that points at it, undo the transaction;
 * rows that were broken before count too, since they can't be told apart. Keys between other tables
 * are not looked at.
 */
export const rebuild: Rebuild = { table: changedTable, needed, around, render };
