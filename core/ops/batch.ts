/**
 * The operation that gives several ops on one table common options.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  applyNaming,
  compact,
  type Constraint,
  defaultNaming,
  displayName,
  editTable,
  freeze,
  isUnknown,
  knowTable,
  type NamingConvention,
  same,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import type { AlterColumn } from "./alter_column.ts";
import { reorderColumns } from "./batch_order.ts";
import type { AddColumn, DropColumn, RenameColumn } from "./columns.ts";
import type { AddConstraint, DropConstraint } from "./constraints.ts";
import type { CreateIndex, DropIndex } from "./indexes.ts";
import { type Op, spec } from "./mod.ts";
import { findTable, type OpSpec, target } from "./op.ts";
import { applyAll, reverseAll, touchesOf } from "./sequence.ts";
import { constraintsOf, findConstraint } from "./table_constraints.ts";
import type { CommentTable } from "./table_comments.ts";
import type { AlterTable } from "./table_options.ts";

/** The ops that a batch may hold: those that change one table where it stands. */
export type BatchedOp =
  | AddColumn
  | DropColumn
  | AlterColumn
  | RenameColumn
  | CreateIndex
  | DropIndex
  | AddConstraint
  | DropConstraint
  | CommentTable
  | AlterTable;

/** Changes one table by several ops with common options. */
export interface BatchAlterTable {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "batchAlterTable";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** Whether the table is built anew; absent: where the database can't do it otherwise. */
  readonly recreate?: "always" | "never";
  /** What the table is like, where nothing else says it: in scripts. */
  readonly copyFrom?: Table;
  /** Constraints that the table shall have besides. */
  readonly tableArgs?: readonly AddConstraint["constraint"][];
  /** Names for constraints without one, so that they can be dropped. */
  readonly naming?: Partial<NamingConvention>;
  /** Columns in the order that they shall have, where the table is built anew. */
  readonly partialReordering?: readonly (readonly string[])[];
  /** The changes. */
  readonly ops: readonly BatchedOp[];
}

/** Options of `op.batchAlterTable`. */
export interface BatchOptions {
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** Whether the table is built anew: `auto`, where the database can't do it otherwise. */
  readonly recreate?: "auto" | "always" | "never";
  /** What the table is like, where nothing else says it; `op.createTable(…)` or a declared table. */
  readonly copyFrom?: { readonly table: Table };
  /** Constraints that the table shall have besides. */
  readonly tableArgs?: readonly Constraint[];
  /** Names for constraints without one, so that they can be dropped. */
  readonly naming?: Partial<NamingConvention>;
  /** Columns in the order that they shall have, where the table is built anew. */
  readonly partialReordering?: readonly (readonly string[])[];
}

/**
 * Changes one table by several ops with common options; without options the ops alone do the same.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 *
 * op.batchAlterTable("users", { recreate: "always" }, [
 *   op.addColumn("users", "nick", varchar(20), { after: "name" }),
 *   op.dropColumn("users", "login"),
 * ]);
 * ```
 */
export function batchAlterTable(
  table: string,
  options: BatchOptions,
  ops: readonly BatchedOp[],
): BatchAlterTable {
  const { schema, recreate, copyFrom, tableArgs, ...rest } = options;
  if (recreate !== undefined && !["auto", "always", "never"].includes(recreate)) {
    const problem = `recreate is auto, always or never, not "${recreate}"`;
    throw new RetortError("op/bad-argument", { op: "batchAlterTable", problem });
  }
  const other = ops.find((op) => op.table !== table || op.schema !== schema);
  if (other) {
    const problem = `"${spec<Op>(other).describe(other)}" is about another table`;
    throw new RetortError("op/bad-argument", { op: "batchAlterTable", problem });
  }
  const batch = compact({
    kind: "batchAlterTable",
    table,
    schema,
    recreate: recreate === "auto" ? undefined : recreate,
    copyFrom: copyFrom?.table,
    tableArgs: tableArgs?.map(({ constraint }) => constraint),
    ...rest,
    ops: [...ops],
  });
  return freeze(batch) as BatchAlterTable;
}

const nameOf = (op: BatchAlterTable): TableName => target(op.table, op.schema);

/** The schema that the ops of a batch begin with: what `copyFrom` and `naming` say is known of the table. */
export function batchStart(op: BatchAlterTable, before: Schema): Schema {
  const name = nameOf(op);
  const missing = isUnknown(before, name) || !before.tables.has(tableKey(name));
  const start = op.copyFrom && missing ? knowTable(before, { ...op.copyFrom, ...name }) : before;
  return op.naming ? editTable(start, name, (table) => named(table, op)) : start;
}

/** The table in which the constraints that are dropped have their names. */
function named(table: Table, op: BatchAlterTable): Table {
  const dropped = new Set(
    op.ops.flatMap((item) =>
      item.kind === "dropConstraint" && !findConstraint(table, item.name) ? [item.name] : []
    ),
  );
  if (dropped.size === 0) return table;
  const naming = { ...defaultNaming, ...op.naming };
  const full = applyNaming(schemaOf([table]), naming).tables.get(tableKey(table)) ?? table;
  const only = <T extends { readonly name?: string }>(own: T, item: T | undefined): T =>
    item?.name !== undefined && dropped.has(item.name) ? item : own;
  return {
    ...table,
    ...(table.primaryKey ? { primaryKey: only(table.primaryKey, full.primaryKey) } : {}),
    uniques: table.uniques.map((item, index) => only(item, full.uniques[index])),
    checks: table.checks.map((item, index) => only(item, full.checks[index])),
    foreignKeys: table.foreignKeys.map((item, index) => only(item, full.foreignKeys[index])),
  };
}

/** The ops of a batch with those that its table arguments stand for; `start` is {@link batchStart}. */
export function batchOps(op: BatchAlterTable, start: Schema): readonly BatchedOp[] {
  const { table, schema, tableArgs = [] } = op;
  const known = findTable(start, nameOf(op));
  const has = known ? constraintsOf(known) : [];
  const adds = tableArgs.filter((item) => !has.some((own) => same(own, item)))
    .map((constraint): AddConstraint =>
      freeze(compact({ kind: "addConstraint", table, schema, constraint })) as AddConstraint
    );
  return [...adds, ...op.ops];
}

/** Behaviour of `batchAlterTable`. */
export const batchAlterTableSpec: OpSpec<BatchAlterTable> = {
  describe(op) {
    const how = op.recreate === undefined ? "" : ` (recreate ${op.recreate})`;
    const what = op.ops.map((item) => spec<Op>(item).describe(item));
    const list = what.length === 0 ? "" : `: ${what.join("; ")}`;
    return `batch on table ${displayName(nameOf(op))}${how}${list}`;
  },
  reverse(op, before) {
    const start = batchStart(op, before);
    const known = before.tables.get(tableKey(nameOf(op)));
    // A constraint without a name would come back with one.
    if (known && !isUnknown(before, nameOf(op)) && !same(known, findTable(start, nameOf(op)))) {
      return null;
    }
    const ops = reverseAll(batchOps(op, start), start);
    if (ops === null) return null;
    const { kind, table, schema, recreate } = op;
    return freeze(compact({ kind, table, schema, recreate, ops })) as BatchAlterTable;
  },
  apply(op, schema) {
    const start = batchStart(op, schema);
    const after = applyAll(batchOps(op, start), start);
    const { partialReordering: order } = op;
    if (!order) return after;
    return editTable(after, nameOf(op), (table) => reorderColumns(table, order));
  },
  args({ table, schema, recreate, copyFrom, tableArgs, naming, partialReordering, ops }) {
    const options = compact({
      schema,
      recreate,
      copyFrom: copyFrom && { kind: "createTable", table: copyFrom },
      tableArgs: tableArgs?.map((constraint) => ({ constraint })),
      naming,
      partialReordering,
    });
    return [table, options, ops];
  },
  touches(op) {
    const { reads, writes, ...others } = touchesOf(batchOps(op, schemaOf([])));
    return { reads, writes: [...new Set([tableKey(nameOf(op)), ...writes])], ...others };
  },
  destroys(op) {
    const losses = op.ops.flatMap((item) => spec<Op>(item).destroys?.(item) ?? []);
    return losses.length > 0 ? losses : undefined;
  },
};
