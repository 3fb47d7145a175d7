/**
 * Tables from columns and constraints: what models and `op.createTable` share.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type ColumnBuilder, type ColumnSpec, toColumn } from "./column.ts";
import type { Constraint, ConstraintData } from "./constraint.ts";
import { compact, freeze } from "./data.ts";
import {
  type Check,
  type Column,
  type DialectOptions,
  displayName,
  type ForeignKey,
  type Index,
  type PrimaryKey,
  type Table,
  type Unique,
} from "./model.ts";
import type { Exclusion } from "./exclusion.ts";

/** The columns of a table by name; {@link columns} for names that an object can't keep in order. */
export type Columns = Readonly<Record<string, ColumnBuilder>> | ColumnList;

/** Columns in order, as pairs. */
export interface ColumnList {
  /** Names and columns, in order. */
  readonly columnList: readonly (readonly [string, ColumnBuilder])[];
}

/**
 * Columns as pairs, for names like `"1"` (which JavaScript would sort first) and `"__proto__"`.
 *
 * ```ts
 * import { columns, integer } from "@retort/core/schema";
 *
 * columns([["id", integer().primaryKey()], ["2024", integer()]]);
 * ```
 */
export function columns(
  list: readonly (readonly [string, ColumnBuilder])[],
): ColumnList {
  return { columnList: list };
}

/** What else a table may have. */
export interface TableOptions {
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** A comment kept in the database. */
  readonly comment?: string;
  /** Schema, comment and options. */
  readonly options?: DialectOptions;
}

/** The names of the columns of `C`. */
export type ColumnNames<C extends Columns> = C extends ColumnList ? string : keyof C & string;

/** A table's name, columns, constraints and options, before they are one {@link Table}. */
export interface TableInput {
  /** The name. */
  readonly name: string;
  /** The columns, in order. */
  readonly columns: Columns;
  /** The constraints. */
  readonly constraints?: readonly Constraint[];
  /** Schema, comment and options. */
  readonly options?: TableOptions;
}

/** How indexes without a name are treated: in metadata the naming convention names them. */
export type Unnamed = "refuse" | ((columns: readonly string[]) => string);

interface Draft {
  readonly table: string;
  readonly columns: Column[];
  primaryKey: PrimaryKey | undefined;
  readonly uniques: Unique[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: Check[];
  readonly excludes: Exclusion[];
  readonly indexes: Index[];
}

/** A table as data, constraints of columns gathered; those of one plain column come in column order. */
export function tableOf(input: TableInput, unnamed: Unnamed = "refuse"): Table {
  const table = displayName(compact({ name: input.name, schema: input.options?.schema }));
  const draft: Draft = {
    table,
    columns: [],
    primaryKey: undefined,
    uniques: [],
    foreignKeys: [],
    checks: [],
    excludes: [],
    indexes: [],
  };
  for (const [name, builder] of columnPairs(input.columns)) addColumn(draft, name, builder.spec);
  for (const item of input.constraints ?? []) addConstraint(draft, item.constraint);
  for (const [name, builder] of columnPairs(input.columns)) {
    const index = columnIndex(draft.table, { name, spec: builder.spec, unnamed });
    if (index) draft.indexes.push(index);
  }
  checkColumns(draft);
  return freeze(finish(draft, input));
}

/** The columns as pairs, whatever way they were written. */
export function columnPairs(input: Columns): readonly (readonly [string, ColumnBuilder])[] {
  return isColumnList(input) ? input.columnList : Object.entries(input);
}

function isColumnList(input: Columns): input is ColumnList {
  return Array.isArray(input.columnList);
}

/** The constraints that are written at a column, in the form they have in a table. */
export function columnConstraints(name: string, spec: ColumnSpec): readonly ConstraintData[] {
  const found: ConstraintData[] = [];
  if (spec.primaryKey) found.push({ kind: "primaryKey", columns: [name], ...spec.primaryKey });
  if (spec.unique) found.push({ kind: "unique", columns: [name], ...spec.unique });
  if (spec.references) {
    const { to, ...rest } = spec.references;
    const references = compact({ table: to.table, schema: to.schema, columns: [to.column] });
    found.push({ kind: "foreignKey", columns: [name], references, ...rest });
  }
  return found;
}

function addColumn(draft: Draft, name: string, spec: ColumnSpec): void {
  if (draft.columns.some((column) => column.name === name)) {
    throw new RetortError("schema/duplicate-column", { table: draft.table, column: name });
  }
  draft.columns.push(toColumn(name, spec));
  for (const item of columnConstraints(name, spec)) addConstraint(draft, item);
}

function addConstraint(draft: Draft, data: ConstraintData): void {
  const { kind: _kind, ...rest } = data;
  switch (data.kind) {
    case "primaryKey":
      if (draft.primaryKey) {
        throw new RetortError("schema/two-primary-keys", { table: draft.table });
      }
      draft.primaryKey = rest as PrimaryKey;
      return;
    case "unique":
      draft.uniques.push(rest as Unique);
      return;
    case "foreignKey":
      draft.foreignKeys.push(rest as ForeignKey);
      return;
    case "check":
      draft.checks.push(rest as Check);
      return;
    case "exclude":
      draft.excludes.push(rest as Exclusion);
      return;
    case "index":
      draft.indexes.push(rest as Index);
      return;
  }
}

function columnIndex(
  table: string,
  { name: column, spec, unnamed }: {
    readonly name: string;
    readonly spec: ColumnSpec;
    readonly unnamed: Unnamed;
  },
): Index | undefined {
  if (!spec.index) return undefined;
  const name = spec.index.name ?? (unnamed === "refuse" ? undefined : unnamed([column]));
  if (name === undefined) {
    throw new RetortError("schema/unnamed-index", { table, columns: [column] });
  }
  return { name, parts: [{ column }], unique: false };
}

function checkColumns(draft: Draft): void {
  const known = new Set(draft.columns.map((column) => column.name));
  const named = [
    ...(draft.primaryKey?.columns ?? []),
    ...draft.uniques.flatMap((item) => item.columns),
    ...draft.foreignKeys.flatMap((item) => item.columns),
    ...draft.excludes.flatMap((item) => item.elements.flatMap((part) => part.column ?? [])),
    ...draft.indexes.flatMap((item) => [
      ...item.parts.flatMap((part) => part.column ?? []),
      ...(item.include ?? []),
    ]),
  ];
  const missing = named.find((name) => !known.has(name));
  if (missing === undefined) return;
  throw new RetortError("schema/unknown-column", {
    table: draft.table,
    column: missing,
    columns: [...known],
  });
}

/** The constraints that can stand at their column first, in column order; so printing keeps the order. */
function inColumnOrder<T extends { readonly columns: readonly string[] }>(
  items: readonly T[],
  order: ReadonlyMap<string, number>,
): readonly T[] {
  const single = items.filter((item) => item.columns.length === 1);
  const rank = (item: T): number => order.get(item.columns[0] ?? "") ?? 0;
  single.sort((a, b) => rank(a) - rank(b));
  return [...single, ...items.filter((item) => item.columns.length !== 1)];
}

function finish(draft: Draft, input: TableInput): Table {
  const key = new Set(draft.primaryKey?.columns);
  const order = new Map(draft.columns.map((column, index) => [column.name, index]));
  return compact({
    name: input.name,
    ...compact(input.options ?? {}),
    columns: draft.columns.map((c) =>
      key.has(c.name) && c.nullable ? { ...c, nullable: false } : c
    ),
    primaryKey: draft.primaryKey,
    uniques: inColumnOrder(draft.uniques, order),
    foreignKeys: inColumnOrder(draft.foreignKeys, order),
    checks: draft.checks,
    excludes: draft.excludes.length > 0 ? draft.excludes : undefined,
    indexes: draft.indexes,
  }) as Table;
}
