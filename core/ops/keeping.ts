/**
 * Keeping a column or a table instead of dropping it, and giving it back: the ops for both.
 *
 * @module
 */
import {
  applyNaming,
  type Column,
  compact,
  type ConstraintData,
  defaultNaming,
  type DialectOptions,
  freeze,
  isSql,
  mentionsColumn,
  same,
  schemaOf,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import type { AlterColumn, ColumnChanges } from "./alter_column.ts";
import { inBatches } from "./batch_groups.ts";
import { dropConstraint } from "./constraints.ts";
import { enumsOf } from "./enum_values.ts";
import { fillColumn } from "./fill_column.ts";
import { dropIndex } from "./indexes.ts";
import { flat } from "./losses.ts";
import { type Op, spec } from "./mod.ts";
import { type Loss, target } from "./op.ts";
import { constraintColumns, constraintsOf } from "./table_constraints.ts";

/** What an op makes that may have been kept. */
export interface Given {
  /** The table. */
  readonly table: TableName;
  /** The column as it shall be; absent: the op makes the table. */
  readonly column?: Column;
  /** The constraints and indexes that come with it. */
  readonly items: readonly ConstraintData[];
}

/** A constraint or an index, and the name by which it can be dropped. */
export interface NamedItem {
  /** As it is. */
  readonly item: ConstraintData;
  /** Its name, or the one that it would be given. */
  readonly name: string;
}

/** The table or column that an op drops; batches are asked op by op. */
export function takenBy(op: Op): Loss | undefined {
  const [only, ...others] = [spec(op).destroys?.(op) ?? []].flat();
  return others.length > 0 || only?.bySql ? undefined : only;
}

/** The table or column that an op makes. */
export function givenBy(op: Op): Given | undefined {
  if (op.kind === "createTable" && "columns" in op.table) {
    const { name, schema } = op.table;
    return { table: target(name, schema), items: itemsOf(op.table) };
  }
  if (op.kind !== "addColumn" || !("column" in op)) return undefined;
  return { table: target(op.table, op.schema), column: op.column, items: op.constraints ?? [] };
}

/** The constraints and indexes of a table. */
export function itemsOf(table: Table): readonly ConstraintData[] {
  const indexes = table.indexes.map((item) => ({ kind: "index" as const, ...item }));
  return [...constraintsOf(table), ...indexes];
}

/** The same with the names by which they can be dropped; a check without a name has none. */
export function namedItems(table: Table): readonly NamedItem[] {
  const named = applyNaming(schemaOf([table]), defaultNaming).tables.get(tableKey(table)) ?? table;
  const names = itemsOf(named).map(({ name }) => name);
  return itemsOf(table).flatMap((item, at) => {
    const name = item.kind === "check" ? item.name : item.name ?? names[at];
    return name === undefined ? [] : [{ item, name }];
  });
}

/** Whether a constraint or an index is about a column. */
export function isAbout(item: ConstraintData, column: string): boolean {
  const only = new Set([column]);
  if (item.kind === "check") return mentionsColumn(item.expression, only);
  if (item.kind === "index") {
    const { parts, include = [], where } = item;
    return include.includes(column) || (where !== undefined && mentionsColumn(where, only)) ||
      parts.some((part) =>
        part.column === column ||
        (part.expression !== undefined && mentionsColumn(part.expression, only))
      );
  }
  return constraintColumns(item).includes(column);
}

/** The op that drops a constraint or an index. */
export function dropItem({ name: table, schema }: TableName, { item, name }: NamedItem): Op {
  const at = compact({ schema });
  if (item.kind === "index") return dropIndex(name, table, at);
  return dropConstraint(table, name, { type: item.kind, ...at });
}

/** The op that makes a constraint or an index. */
export function addItem({ name: table, schema }: TableName, item: ConstraintData): Op {
  if (item.kind !== "index") {
    return freeze(compact({ kind: "addConstraint", table, schema, constraint: item })) as Op;
  }
  const { kind: _kind, ...index } = item;
  return freeze(compact({ kind: "createIndex", table, schema, index })) as Op;
}

/** Those items that a table has not got; one of the same name is the same. */
export function missingItems(
  table: Table,
  items: readonly ConstraintData[],
): readonly ConstraintData[] {
  const columns = new Set(table.columns.map(({ name }) => name));
  const live = itemsOf(table);
  return items.filter((item) =>
    columnsOf(item).every((name) => columns.has(name)) &&
    !isAmong(item, live)
  );
}

function columnsOf(item: ConstraintData): readonly string[] {
  if (item.kind !== "index") return constraintColumns(item);
  return [...item.parts.flatMap(({ column }) => column ?? []), ...item.include ?? []];
}

function isSame(a: ConstraintData, b: ConstraintData): boolean {
  if (a.kind === "primaryKey" && b.kind === "primaryKey") return true;
  // A unique constraint and a unique index are read as one or the other; the index that MariaDB makes
  // for a foreign key only shares its name.
  const stands = (item: ConstraintData): boolean => item.kind === "index" || item.kind === "unique";
  if (a.kind !== b.kind && !(stands(a) && stands(b))) return false;
  if (a.name !== undefined && b.name !== undefined) return a.name === b.name;
  if (a.kind !== b.kind) return false;
  if (a.kind === "index" && b.kind === "index") return same(a.parts, b.parts);
  if (a.kind === "check" && b.kind === "check") return same(a.expression, b.expression);
  if (a.kind === "foreignKey" && b.kind === "foreignKey") {
    return same([a.columns, a.references], [b.columns, b.references]);
  }
  return same(constraintColumns(a), constraintColumns(b));
}

/** The items that ops make on a table by themselves. */
export function itemsMade(ops: readonly Op[], table: TableName): readonly ConstraintData[] {
  return flat(ops).flatMap((op): readonly ConstraintData[] => {
    const given = givenBy(op);
    if (given) return tableKey(given.table) === tableKey(table) ? given.items : [];
    const item = itemMade(op);
    return item && tableKey(target(item.table, item.schema)) === tableKey(table) ? [item.item] : [];
  });
}

function itemMade(
  op: Op,
): { readonly table: string; readonly schema?: string; readonly item: ConstraintData } | undefined {
  if (op.kind === "addConstraint" && "constraint" in op) return { ...op, item: op.constraint };
  if (op.kind !== "createIndex" || !("index" in op)) return undefined;
  return { ...op, item: { kind: "index", ...op.index } };
}

/** Whether an item is the same as one of a list. */
export function isAmong(item: ConstraintData, items: readonly ConstraintData[]): boolean {
  return items.some((other) => isSame(other, item));
}

/** The items of a list that no item of another list is the same as. */
export function withoutItems(
  items: readonly ConstraintData[],
  others: readonly ConstraintData[],
): readonly ConstraintData[] {
  return items.filter((item) => !isAmong(item, others));
}

/** The op that changes a column; none where nothing changes. */
export function changeColumn(
  { name: table, schema }: TableName,
  column: string,
  set: ColumnChanges,
): readonly AlterColumn[] {
  if (Object.keys(set).length === 0) return [];
  return [freeze(compact({ kind: "alterColumn", table, schema, column, set })) as AlterColumn];
}

/** What makes room for NOT NULL where rows have come meanwhile: the default, as a new row gets it. */
export function fillDefault({ name, schema }: TableName, column: Column): readonly Op[] {
  const value = column.default;
  if (value === undefined || column.nullable) return [];
  return [fillColumn(name, column.name, isSql(value) ? value : value.value, compact({ schema }))];
}

/** The options of a column without those that change values while nobody writes them. */
export function stillOptions(options: DialectOptions): DialectOptions | null {
  const left = Object.entries(options).flatMap(([dialect, own]) => {
    const { onUpdate: _onUpdate, ...rest } = own;
    return Object.keys(rest).length === 0 ? [] : [[dialect, rest] as const];
  });
  return left.length === 0 ? null : Object.fromEntries(left);
}

/** The ops on one table joined, so that a database that builds tables anew does so once. */
export function joined(ops: readonly Op[]): readonly Op[] {
  return inBatches(ops).map((op) => "ops" in op ? freeze({ ...op, naming: {} }) : op);
}

/** An op of a batch, or one that is in none. */
export interface SingleOp {
  /** The op. */
  readonly op: Op;
  /** The same as it is run by itself: under the names that its batch gives. */
  readonly alone: Op;
}

/** The ops of a batch one by one, with those that add its constraints behind them; else the op. */
export function singly(op: Op): readonly SingleOp[] {
  if (op.kind !== "batchAlterTable" || !("ops" in op)) return [{ op, alone: op }];
  const { table, schema, naming, tableArgs = [] } = op;
  const added = tableArgs.map((item) => addItem(target(table, schema), item));
  const alone = (item: Op): Op => {
    const batch = { kind: op.kind, table, schema, naming, ops: [item] };
    return naming === undefined ? item : freeze(compact(batch)) as Op;
  };
  return [...op.ops, ...added].map((item) => ({ op: item, alone: alone(item) }));
}

/** The keys of the enumerated types that ops drop. */
export function enumsDropped(ops: readonly Op[]): ReadonlySet<string> {
  const dropped = ops.flatMap((op) =>
    op.kind === "dropEnum" && "name" in op ? [tableKey(target(op.name, op.schema))] : []
  );
  return new Set(dropped);
}

/** Whether one of these columns has one of these enumerated types. */
export function hasEnum(columns: readonly Column[], enums: ReadonlySet<string>): boolean {
  return enumsOf(columns.map(({ type }) => type)).some((name) => enums.has(tableKey(name)));
}
