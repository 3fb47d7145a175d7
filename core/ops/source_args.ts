/**
 * From data back to what a user writes: columns and constraints as builder calls.
 *
 * @module
 */
import {
  type Column,
  ColumnBuilder,
  type Columns,
  columns as columnList,
  type ColumnSpec,
  compact,
  type Constraint,
  type ConstraintData,
  type ForeignKey,
  type Table,
  type Unique,
} from "../schema/mod.ts";
import { trailing } from "./op.ts";

/** Constraints that are written at a column rather than beside the columns. */
interface AtColumn {
  readonly primaryKey?: NonNullable<ColumnSpec["primaryKey"]>;
  readonly unique?: NonNullable<ColumnSpec["unique"]>;
  readonly references?: NonNullable<ColumnSpec["references"]>;
}

/** The arguments that rebuild `op.createTable`. */
export function tableArgs(table: Table, more: object = {}): readonly unknown[] {
  const atColumn = new Map<string, AtColumn>();
  const beside: ConstraintData[] = [];
  const { primaryKey } = table;
  const [only] = primaryKey?.columns ?? [];
  if (primaryKey && only !== undefined && primaryKey.columns.length === 1 && !primaryKey.options) {
    atColumn.set(only, { primaryKey: compact({ name: primaryKey.name }) });
  } else if (primaryKey) beside.push({ kind: "primaryKey", ...primaryKey });
  placeUniques(table.uniques, atColumn, beside);
  placeForeignKeys(table.foreignKeys, atColumn, beside);
  beside.push(...table.checks.map((item) => ({ kind: "check" as const, ...item })));
  beside.push(...(table.excludes ?? []).map((item) => ({ kind: "exclude" as const, ...item })));
  beside.push(...table.indexes.map((item) => ({ kind: "index" as const, ...item })));
  const pairs = table.columns.map((column): [string, ColumnBuilder] => [
    column.name,
    toBuilder(column, atColumn.get(column.name)),
  ]);
  const { schema, comment, options } = table;
  const last = trailing({ schema, comment, options, ...more });
  const constraints: readonly Constraint[] = beside.map((constraint) => ({ constraint }));
  const middle = constraints.length > 0 || last.length > 0 ? [constraints] : [];
  return [table.name, toColumns(pairs), ...middle, ...last];
}

/** The builder that describes a column. */
export function toBuilder(column: Column, at: AtColumn = {}): ColumnBuilder {
  const { name: _name, nullable, ...rest } = column;
  const implied = nullable || at.primaryKey !== undefined;
  return new ColumnBuilder({ ...rest, ...at, ...(implied ? {} : { notNull: true }) });
}

function toColumns(pairs: readonly [string, ColumnBuilder][]): Columns {
  const plain = pairs.every(([name]) => !/^(?:0|[1-9]\d*)$/.test(name) && name !== "__proto__");
  return plain ? Object.fromEntries(pairs) : columnList(pairs);
}

function placeUniques(
  items: readonly Unique[],
  atColumn: Map<string, AtColumn>,
  beside: ConstraintData[],
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const [column, second] = item.columns;
    const plain = item.deferrable === undefined && item.initially === undefined && !item.options;
    if (column === undefined || second !== undefined || !plain || seen.has(column)) {
      beside.push({ kind: "unique", ...item });
    } else {
      atColumn.set(column, { ...atColumn.get(column), unique: compact({ name: item.name }) });
    }
    if (column !== undefined && second === undefined) seen.add(column);
  }
}

function placeForeignKeys(
  items: readonly ForeignKey[],
  atColumn: Map<string, AtColumn>,
  beside: ConstraintData[],
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const [column, second] = item.columns;
    const [to] = item.references.columns;
    if (column === undefined || second !== undefined || to === undefined || seen.has(column)) {
      beside.push({ kind: "foreignKey", ...item });
    } else {
      atColumn.set(column, { ...atColumn.get(column), references: referenceSpec(item, to) });
    }
    if (column !== undefined && second === undefined) seen.add(column);
  }
}

/** A foreign key of one column as it is written at the column. */
export function referenceSpec(
  item: ForeignKey,
  column: string,
): NonNullable<ColumnSpec["references"]> {
  const { columns: _columns, references, ...rest } = item;
  const { table, schema } = references;
  return { to: compact({ table, schema, column }), ...rest };
}
