/**
 * The operation that changes a column where it stands.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type Column, type ColumnBuilder, columnOf, compact, type Default } from "../schema/mod.ts";
import { defaultOf, type DialectOptions, editColumn, freeze } from "../schema/mod.ts";
import { type LiteralInput, type Sql, type Type, withTable } from "../schema/mod.ts";
import { columnPlace, findTable, needColumn, needTable, type OpSpec } from "./op.ts";
import { target, trailing, writes } from "./op.ts";
import { toBuilder } from "./source_args.ts";

/** What of a column changes; what is absent stays as it is, `null` takes away. */
export interface ColumnChanges {
  /** The type. */
  readonly type?: Type;
  /** Whether it may be null. */
  readonly nullable?: boolean;
  /** What rows get that don't say. */
  readonly default?: Default | null;
  /** The collation, by the server's name for it. */
  readonly collation?: string | null;
  /** A comment kept in the database. */
  readonly comment?: string | null;
}

/** Changes a column. */
export interface AlterColumn {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "alterColumn";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The column. */
  readonly column: string;
  /** The changes. */
  readonly set: ColumnChanges;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** What `op.alterColumn` may change. */
export interface AlterColumnInput {
  /** The type. */
  readonly type?: ColumnBuilder;
  /** Whether it may be null. */
  readonly nullable?: boolean;
  /** What rows get that don't say. */
  readonly default?: LiteralInput | Sql | null;
  /** The collation, by the server's name for it. */
  readonly collation?: string | null;
  /** A comment kept in the database. */
  readonly comment?: string | null;
}

/**
 * Changes a column's type, nullability, default, collation or comment.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 *
 * op.alterColumn("users", "email", { type: varchar(200), nullable: false });
 * op.alterColumn("users", "email", { default: null }); // no default any more
 * ```
 */
export function alterColumn(
  table: string,
  column: string,
  changes: AlterColumnInput,
  options: Pick<AlterColumn, "schema" | "options"> = {},
): AlterColumn {
  const { type, default: value, ...rest } = changes;
  const set = compact({
    ...rest,
    type: type?.spec.type,
    default: value === undefined ? undefined : value === null ? null : defaultOf(value),
  });
  if (Object.keys(set).length === 0) {
    throw new RetortError("op/bad-argument", { op: "alterColumn", problem: "nothing changes" });
  }
  return freeze({ kind: "alterColumn", table, column, set, ...compact(options) }) as AlterColumn;
}

/** Behaviour of `alterColumn`. */
export const alterColumnSpec: OpSpec<AlterColumn> = {
  describe(op) {
    const what = Object.entries(op.set).map(([key, value]) => {
      if (key === "nullable") return value ? "drop not null" : "set not null";
      return value === null ? `drop ${key}` : `set ${key}`;
    });
    return `alter column ${columnPlace(op)}: ${what.join(", ")}`;
  },
  reverse(op, before) {
    const table = findTable(before, target(op.table, op.schema));
    const column = table?.columns.find((item) => item.name === op.column);
    if (!column) return reverseNullable(op);
    const set = Object.fromEntries(
      Object.keys(op.set).map((key) => [key, column[key as keyof ColumnChanges] ?? null]),
    ) as ColumnChanges;
    // A USING expression converts in one direction only.
    const { options: _options, ...rest } = op;
    return freeze({ ...rest, set });
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    needColumn(table, op.column, this.describe(op));
    return withTable(schema, editColumn(table, op.column, (column) => changed(column, op.set)));
  },
  args(op) {
    const { schema, options } = op;
    const { type, ...set } = op.set;
    const changes = type === undefined ? set : { type: typeBuilder(type), ...set };
    return [op.table, op.column, withPlainDefault(changes), ...trailing({ schema, options })];
  },
  touches: (op) => writes(target(op.table, op.schema)),
};

/** Nullability has two values, so its reverse needs no knowledge of the column. */
function reverseNullable(op: AlterColumn): AlterColumn | null {
  const { nullable, ...others } = op.set;
  if (nullable === undefined || Object.keys(others).length > 0) return null;
  return freeze({ ...op, set: { nullable: !nullable } });
}

function changed(column: Column, set: ColumnChanges): Column {
  const next: Record<string, unknown> = { ...column };
  for (const [key, value] of Object.entries(set)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return next as unknown as Column;
}

function typeBuilder(type: Type): ColumnBuilder {
  const builder = columnOf(type.name, ...(type.args ?? []));
  return toBuilder({ ...builder.spec, name: "", nullable: true, type });
}

function withPlainDefault(changes: object): object {
  if (!("default" in changes) || changes.default === null) return changes;
  const value = changes.default as Default;
  return { ...changes, default: "value" in value ? value.value : value };
}
