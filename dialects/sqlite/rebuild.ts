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
import {
  type AlterTable,
  findTable,
  needTable,
  type Op,
  reorderColumns,
  spec,
  target,
} from "@retort/core/ops";
import { displayName, same, type Schema, type Table, type TableName } from "@retort/core/schema";
import { batchNeeds, isForced, refuseForbidden, type Run, runsOf } from "./batch.ts";
import { around } from "./rebuild_brackets.ts";
import { addNeedsRebuild, dropNeedsRebuild } from "./columns.ts";
import { renameInTable, tokenMentions, triggerText } from "./dependents.ts";
import { native, parts } from "./native.ts";
import { copyStatements } from "./rebuild_copy.ts";
import { type Batch, batches, type Rename } from "./rebuild_renames.ts";
import { applyOne, changedTable, type Target, targetOf } from "./rebuild_target.ts";
import { own } from "./table_options.ts";
import { createTable } from "./tables.ts";

/** Whether an op can't be done by SQLite itself. */
function needed(op: Op, cx: RenderContext): boolean {
  switch (op.kind) {
    case "addConstraint":
    case "dropConstraint":
      return true;
    case "alterTable":
      return changesOptions(op, cx);
    case "alterColumn":
      return Object.keys(op.set).some((key) => key !== "comment" && key !== "name");
    case "addColumn":
      return addNeedsRebuild(op);
    case "dropColumn": {
      const name = changedTable(op);
      return dropNeedsRebuild(op, name && findTable(cx.before, name));
    }
    case "batchAlterTable":
      return batchNeeds(op, cx, needed);
    default:
      return false;
  }
}

/** Whether a table becomes STRICT or WITHOUT ROWID, or is it no more; unknown is in doubt. */
function changesOptions(op: AlterTable, { before }: RenderContext): boolean {
  const table = findTable(before, target(op.table, op.schema));
  return !table || !same(own(table), own({ options: op.set.options ?? {} }));
}

function render(ops: readonly Op[], cx: RenderContext): readonly Statement[] {
  const runs = runsOf(ops, cx.before).map((run) => renderRun(run, cx));
  const rebuilt = runs.some((run) => run.rebuilt);
  const when = (side: Statement["around"]): readonly Statement[] =>
    around.filter((item) => rebuilt && item.around === side);
  return [...when("before"), ...runs.flatMap((run) => run.list), ...when("after")];
}

function renderRun(run: Run, cx: RenderContext): Batched {
  refuseForbidden(run, cx, needed);
  const name = run.table;
  const [first] = run.ops;
  const what = first ? spec(first).describe(first) : "build the table anew";
  const table = needTable(run.before, name, what);
  const list: Statement[] = [];
  const renamed: Rename[] = [];
  let before = run.before;
  let rebuilt = false;
  const all = batches(run.ops, table);
  all.forEach((batch, index) => {
    const last = index === all.length - 1;
    const force = last && isForced(run);
    const order = last ? run.batch?.partialReordering : undefined;
    const at = { cx: { ...cx, before }, renamed, force, order };
    const statements = renderBatch(name, batch, at);
    if (statements.rebuilt) rebuilt = true;
    list.push(...statements.list);
    before = afterBatch(name, batch, before);
    renamed.push(...batch.renames);
  });
  return { list, rebuilt };
}

interface Batched {
  readonly list: readonly Statement[];
  readonly rebuilt: boolean;
}

/** How a batch of ops is rendered. */
interface BatchSettings {
  readonly cx: RenderContext;
  /** The renames before it. */
  readonly renamed: readonly Rename[];
  /** Builds the table anew, needed or not. */
  readonly force: boolean;
  /** The order that columns shall have. */
  readonly order: readonly (readonly string[])[] | undefined;
}

function renderBatch(name: TableName, batch: Batch, at: BatchSettings): Batched {
  const renames = batch.renames.map((rename) => renameStatement(name, rename));
  const old = (column: string): string =>
    batch.renames.find(({ to }) => to === column)?.from ?? column;
  const order = at.order?.map((names) => names.map(old));
  const body = renderBody(name, batch.ops, { ...at, order });
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
  { cx, renamed, force, order = [] }: BatchSettings,
): Batched {
  let before = cx.before;
  let must = force;
  const list: Statement[] = [];
  for (const op of ops) {
    const now = { ...cx, before };
    must ||= needed(op, now);
    if (!must) list.push(...renderNative(op, now));
    before = applyOne(op, before);
  }
  if (!must) return { list, rebuilt: false };
  const found = targetOf(name, ops, cx.before);
  const target = { ...found, after: reorderColumns(found.after, order) };
  if (!force && isUnchanged(target, cx)) return { list: [], rebuilt: false };
  refuseStaleTriggers(target.before, renamed);
  const what = ops.map((op) => spec(op).describe(op)).join(", ");
  const comment = what === "" ? `build table ${displayName(name)} anew` : what;
  const [create, ...rest] = copyStatements(parts, target, cx);
  return { list: create ? [{ ...create, comment }, ...rest] : [], rebuilt: true };
}

/** Whether two shapes are one to SQLite: it numbers integer keys by itself and keeps no comments. */
function isUnchanged({ before, after }: Target, { names }: RenderContext): boolean {
  if (same(before, after)) return true;
  const text = (table: Table): string => createTable(parts, table, { names });
  return same(before.indexes, after.indexes) && text(after) === text(before);
}

/** One op by SQLite itself; the table of renderers and the op agree by the op's kind. */
export function renderNative(op: Op, cx: RenderContext): readonly Statement[] {
  const renderers: Readonly<Record<string, unknown>> = { ...native };
  const found = renderers[op.kind] as (op: Op, cx: RenderContext) => readonly Statement[];
  return found.call(native, op, cx);
}

/** SQLite has rewritten these triggers a moment ago, and their new text is not known. */
function refuseStaleTriggers(table: Table, renamed: readonly Rename[]): void {
  const trigger = (table.triggers ?? []).find((item) =>
    renamed.some(({ from }) => tokenMentions(triggerText(item), from))
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
 * Rows that break a foreign key anywhere and did not before the revision undo the transaction.
 */
export const rebuild: Rebuild = { table: changedTable, needed, around, render };
