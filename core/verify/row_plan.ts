/**
 * What generated rows of a table are made of, worked out once for the table.
 *
 * @module
 */
import type { Dialect } from "../dialect/mod.ts";
import {
  type Column,
  type ForeignKey,
  mentionsColumn,
  type Sql,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import { candidatesOf } from "./candidates.ts";
import type { ColumnPlan, ParentColumn, RowPlan } from "./generated_row.ts";
import { listed, type Samples, samplesOf } from "./samples.ts";

/** What a plan is made from besides the table. */
export interface PlanContext {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The table at another state; its constraints are kept too, as far as its columns are there. */
  readonly also?: Table | undefined;
  /** How many rows the referenced tables have, by key. */
  readonly parents: ReadonlyMap<string, number>;
}

/** The plan for the rows of a table, or why there can be none. */
export function planRows(table: Table, cx: PlanContext): RowPlan | string {
  const sides = [table, ...(cx.also ? [cx.also] : [])];
  const unique = new Set(sides.flatMap(uniqueColumns));
  const columns: ColumnPlan[] = [];
  for (const column of table.columns) {
    if (column.computed !== undefined) continue;
    const plan = planColumn(column, { sides, cx, unique });
    if (typeof plan === "string") return plan;
    if (plan !== undefined) columns.push(plan);
  }
  if (columns.length === 0) return "it has no column to write";
  return {
    table,
    columns,
    overriding: table.columns.some(({ identity }) => identity?.always === true),
  };
}

interface Planning {
  readonly sides: readonly Table[];
  readonly cx: PlanContext;
  readonly unique: ReadonlySet<string>;
}

/** A column's values; nothing where the server shall choose, a reason where there can be none. */
function planColumn(
  column: Column,
  { sides, cx, unique }: Planning,
): ColumnPlan | string | undefined {
  const { name } = column;
  const nullable = column.nullable && sides.every((side) => allowsNull(side, name));
  const base = { name, nullable, unique: unique.has(name), candidates: [] };
  const parent = parentOf(sides, name, cx);
  if (parent === "empty") {
    if (nullable) return { ...base, samples: listed([null]) };
    return `${name} must point at a row, and there is none`;
  }
  const samples = samplesFor(column, cx.dialect);
  if (parent !== undefined) return { ...base, parent, samples: samples ?? listed([null]) };
  if (samples === undefined) {
    if (nullable || column.default !== undefined) return undefined;
    return `no value is known for ${name} ${cx.dialect.types.format(column.type)}`;
  }
  const texts = sides.flatMap(({ checks }) => checks)
    .filter(({ expression }) => mentionsColumn(expression, new Set([name])))
    .map(({ expression }) => cx.dialect.writer.text(expression));
  return { ...base, samples, candidates: texts.length === 0 ? [] : candidatesOf(texts, samples) };
}

function allowsNull(table: Table, name: string): boolean {
  return table.columns.find((column) => column.name === name)?.nullable ?? true;
}

function samplesFor({ type }: Column, { name, scratch }: Dialect): Samples | undefined {
  const own = scratch?.samples?.(type, 0);
  if (own !== undefined) {
    return { edges: own, tame: (n) => scratch?.samples?.(type, n)?.at(-1) ?? null };
  }
  return samplesOf(type.on?.[name] ?? type);
}

/** The columns whose values no two rows may share. */
function uniqueColumns(table: Table): readonly string[] {
  return [
    ...table.primaryKey?.columns ?? [],
    ...table.uniques.flatMap(({ columns }) => columns),
    ...table.indexes.filter(({ unique }) => unique).flatMap(({ parts }) =>
      parts.flatMap(({ column, expression }) =>
        column ?? (expression ? mentioned(table, expression) : [])
      )
    ),
    ...(table.excludes ?? []).flatMap(({ elements }) =>
      elements.flatMap(({ column }) => column ?? [])
    ),
  ];
}

function mentioned(table: Table, expression: Sql): readonly string[] {
  return table.columns.map(({ name }) => name)
    .filter((name) => mentionsColumn(expression, new Set([name])));
}

/** What a column points at; `empty` where there is no row that it could. */
function parentOf(
  sides: readonly Table[],
  name: string,
  { parents }: PlanContext,
): ParentColumn | "empty" | undefined {
  const keys = sides.flatMap(({ foreignKeys }) => foreignKeys);
  const key = keys.find(({ columns }) => columns.includes(name));
  if (key === undefined) return undefined;
  const table = targetOf(key);
  const column = key.references.columns[key.columns.indexOf(name)] ?? "";
  const self = sides.some((side) => tableKey(side) === tableKey(table));
  if (self) return { table, column, key: key.references.columns, rows: 0, self };
  const rows = parents.get(tableKey(table)) ?? 0;
  return rows === 0 ? "empty" : { table, column, key: key.references.columns, rows, self };
}

function targetOf({ references: { table, schema } }: ForeignKey): TableName {
  return schema === undefined ? { name: table } : { name: table, schema };
}
