/**
 * Operations on columns.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  type Column,
  type ColumnBuilder,
  columnConstraints,
  compact,
  type ConstraintData,
  type DialectOptions,
  displayName,
  freeze,
  objectKey,
  renameColumn as renameInSchema,
  type Schema,
  type Table,
  toColumn,
  withTable,
} from "../schema/mod.ts";
import { addToTable, constraintColumns } from "./table_constraints.ts";
import { needBuilder } from "./need_builder.ts";
import { enumsOf } from "./enum_values.ts";
import {
  columnPlace,
  findTable,
  needColumn,
  needTable,
  type OpSpec,
  target,
  trailing,
  writes,
} from "./op.ts";
import { referenceSpec, toBuilder } from "./source_args.ts";

/** Adds a column, with the constraints that are written at it. */
export interface AddColumn {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "addColumn";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The column. */
  readonly column: Column;
  /** The constraints. */
  readonly constraints?: readonly ConstraintData[];
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
  /** The column that it comes before, on databases that can put it there. */
  readonly before?: string;
  /** The column that it comes after, on databases that can put it there. */
  readonly after?: string;
}

/** Drops a column. */
export interface DropColumn {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropColumn";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The column. */
  readonly column: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
  /** Why losing the values is right; reviewed with the revision. */
  readonly allowLoss?: string;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** Renames a column. */
export interface RenameColumn {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "renameColumn";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The column. */
  readonly column: string;
  /** The new name. */
  readonly to: string;
}

/** Adds a column: `op.addColumn("users", "dob", date())`. */
export function addColumn(
  table: string,
  name: string,
  column: ColumnBuilder,
  options: Pick<AddColumn, "schema" | "ifNotExists" | "before" | "after"> = {},
): AddColumn {
  needBuilder("addColumn", name, column);
  if (column.spec.index) {
    throw new RetortError("op/bad-argument", {
      op: "addColumn",
      problem: "an index is an op of its own: op.createIndex",
    });
  }
  if (options.before !== undefined && options.after !== undefined) {
    const problem = "a column comes before or after another, not both";
    throw new RetortError("op/bad-argument", { op: "addColumn", problem });
  }
  const constraints = columnConstraints(name, column.spec);
  return freeze(compact({
    kind: "addColumn",
    table,
    column: toColumn(name, column.spec),
    constraints: constraints.length > 0 ? constraints : undefined,
    ...options,
  })) as AddColumn;
}

/**
 * Drops a column: `op.dropColumn("users", "dob")`.
 *
 * SQL Server drops no column that a check or a foreign key is about. Those that are known are dropped
 * first; `options: { mssql: { dropCheck: true, dropForeignKey: true } }` looks them up on the server.
 */
export function dropColumn(
  table: string,
  column: string,
  options: Pick<DropColumn, "schema" | "ifExists" | "allowLoss" | "options"> = {},
): DropColumn {
  return freeze({ kind: "dropColumn", table, column, ...compact(options) }) as DropColumn;
}

/** Renames a column: `op.renameColumn("users", "name", "full_name")`. */
export function renameColumn(
  table: string,
  column: string,
  to: string,
  options: Pick<RenameColumn, "schema"> = {},
): RenameColumn {
  return freeze({ kind: "renameColumn", table, column, to, ...compact(options) }) as RenameColumn;
}

function has(table: Table, column: string): boolean {
  return table.columns.some((item) => item.name === column);
}

function refuseColumn(table: Table, name: string, op: string): void {
  if (has(table, name)) throw new RetortError("op/exists", { op, noun: "column", name });
}

/** Behaviour of `addColumn`. */
export const addColumnSpec: OpSpec<AddColumn> = {
  describe: (op) => `add column ${displayName(target(op.table, op.schema))}.${op.column.name}`,
  reverse(op, before) {
    if (op.ifNotExists) {
      const table = findTable(before, target(op.table, op.schema));
      if (table === undefined || has(table, op.column.name)) return null;
    }
    return dropColumn(op.table, op.column.name, compact({ schema: op.schema }));
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    if (op.ifNotExists && has(table, op.column.name)) return schema;
    refuseColumn(table, op.column.name, this.describe(op));
    const wider: Table = { ...table, columns: withColumn(table, op, this.describe(op)) };
    const what = this.describe(op);
    const full = (op.constraints ?? []).reduce((t, item) => addToTable(t, item, what), wider);
    return withTable(schema, full);
  },
  args(op) {
    const { schema, ifNotExists, before, after } = op;
    const options = trailing({ schema, ifNotExists, before, after });
    return [op.table, op.column.name, addedBuilder(op), ...options];
  },
  touches(op) {
    const own = writes(target(op.table, op.schema), referenced(op.constraints ?? []));
    const uses = enumsOf([op.column.type]).map((name) => objectKey("enum", name));
    return uses.length > 0 ? { ...own, uses } : own;
  },
};

/** The columns with a new one at its place: last, unless the op says another. */
function withColumn(table: Table, op: AddColumn, what: string): readonly Column[] {
  const anchor = op.before ?? op.after;
  if (anchor === undefined) return [...table.columns, op.column];
  needColumn(table, anchor, what);
  const index = table.columns.findIndex((column) => column.name === anchor);
  return table.columns.toSpliced(op.before === undefined ? index + 1 : index, 0, op.column);
}

function addedBuilder(op: AddColumn): ColumnBuilder {
  let at: Parameters<typeof toBuilder>[1] = {};
  for (const item of op.constraints ?? []) {
    const name = compact({ name: item.name });
    if (item.kind === "primaryKey") at = { ...at, primaryKey: name };
    if (item.kind === "unique") at = { ...at, unique: name };
    if (item.kind === "foreignKey") {
      const { kind: _kind, ...key } = item;
      at = { ...at, references: referenceSpec(key, key.references.columns[0] ?? "") };
    }
  }
  return toBuilder(op.column, at);
}

function referenced(items: readonly ConstraintData[]): readonly ReturnType<typeof target>[] {
  return items.flatMap((item) =>
    item.kind === "foreignKey" ? [target(item.references.table, item.references.schema)] : []
  );
}

/** Behaviour of `dropColumn`. */
export const dropColumnSpec: OpSpec<DropColumn> = {
  describe: (op) => `drop column ${columnPlace(op)}`,
  reverse(op, before) {
    const table = findTable(before, target(op.table, op.schema));
    const column = table?.columns.find((item) => item.name === op.column);
    if (!table || !column || dependents(table, op.column) > 0) return null;
    return freeze(compact({ kind: "addColumn", table: op.table, schema: op.schema, column }));
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    if (op.ifExists && !has(table, op.column)) return schema;
    needColumn(table, op.column, this.describe(op));
    return withTable(schema, withoutColumn(table, op.column));
  },
  args: ({ table, column, schema, ifExists, allowLoss, options }) => [
    table,
    column,
    ...trailing({ schema, ifExists, allowLoss, options }),
  ],
  touches: (op) => writes(target(op.table, op.schema)),
  destroys: (op) =>
    compact({ table: target(op.table, op.schema), column: op.column, allowed: op.allowLoss }),
};

/** How many keys and indexes would go with a column; then dropping it can't be undone by one op. */
function dependents(table: Table, column: string): number {
  const left = withoutColumn(table, column);
  const size = (t: Table): number =>
    t.uniques.length + t.foreignKeys.length + t.indexes.length + (t.excludes?.length ?? 0) +
    (t.primaryKey ? 1 : 0);
  return size(table) - size(left);
}

function withoutColumn(table: Table, column: string): Table {
  const free = (item: { readonly columns: readonly string[] }): boolean =>
    !item.columns.includes(column);
  const { primaryKey, excludes, ...rest } = table;
  const left =
    excludes?.filter((item) => !constraintColumns({ kind: "exclude", ...item }).includes(column)) ??
      [];
  return {
    ...rest,
    ...(left.length > 0 ? { excludes: left } : {}),
    ...(primaryKey && free(primaryKey) ? { primaryKey } : {}),
    columns: table.columns.filter((item) => item.name !== column),
    uniques: table.uniques.filter(free),
    foreignKeys: table.foreignKeys.filter(free),
    indexes: table.indexes.filter((item) =>
      !item.parts.some((part) => part.column === column) && !item.include?.includes(column)
    ),
  };
}

/** Behaviour of `renameColumn`. */
export const renameColumnSpec: OpSpec<RenameColumn> = {
  describe: (op) => `rename column ${columnPlace(op)} to ${op.to}`,
  reverse: (op) => renameColumn(op.table, op.to, op.column, compact({ schema: op.schema })),
  apply(op, schema: Schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    needColumn(table, op.column, this.describe(op));
    refuseColumn(table, op.to, this.describe(op));
    return renameInSchema(schema, target(op.table, op.schema), { from: op.column, to: op.to });
  },
  args: ({ table, column, to, schema }) => [table, column, to, ...trailing({ schema })],
  touches: (op) => writes(target(op.table, op.schema)),
};
