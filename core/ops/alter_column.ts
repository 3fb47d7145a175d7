/**
 * The operation that changes a column where it stands.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  type Column,
  type ColumnBuilder,
  columnOf,
  compact,
  type Default,
  defaultOf,
  type DialectOptions,
  editColumn,
  freeze,
  type Identity,
  isHole,
  type LiteralInput,
  objectKey,
  renameColumn,
  type Sql,
  type Type,
  withTable,
} from "../schema/mod.ts";
import type { RenameColumn } from "./columns.ts";
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
  /** Numbered by the server. */
  readonly identity?: Identity | null;
  /** The options of the column itself, by dialect; all of them. */
  readonly options?: DialectOptions | null;
  /** The new name. */
  readonly name?: string;
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
  /** Why values that do not fit the new type may be changed; without it an upgrade refuses to. */
  readonly allowLoss?: string;
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
  /** Numbered by the server. */
  readonly identity?: Partial<Identity> | null;
  /** The options of the column itself, by dialect: `{ mysql: { onUpdate: "current_timestamp" } }`. */
  readonly options?: DialectOptions | null;
  /** The new name. */
  readonly name?: string;
}

/**
 * Changes a column's type, nullability, default, collation, comment, numbering or name.
 *
 * ```ts
 * import { integer, op, varchar } from "@retort/core";
 *
 * op.alterColumn("users", "email", { type: varchar(200), nullable: false });
 * op.alterColumn("users", "email", { default: null }); // no default any more
 * op.alterColumn("users", "age", { type: integer() }, {
 *   options: { postgres: { using: "age::integer" } }, // how rows get there
 * });
 * ```
 *
 * @throws {RetortError} `op/unfilled` for options in which nobody has filled a hole.
 */
export function alterColumn(
  table: string,
  column: string,
  changes: AlterColumnInput,
  options: Pick<AlterColumn, "schema" | "options" | "allowLoss"> = {},
): AlterColumn {
  const { type, default: value, identity, name, ...rest } = changes;
  const set = compact({
    ...rest,
    type: type?.spec.type,
    default: value === undefined ? undefined : value === null ? null : defaultOf(value),
    identity: identity && { always: false, ...compact(identity) } || identity,
    name,
  });
  if (Object.keys(set).length === 0) {
    throw new RetortError("op/bad-argument", { op: "alterColumn", problem: "nothing changes" });
  }
  const made = freeze({
    kind: "alterColumn",
    table,
    column,
    set,
    ...compact(options),
  }) as AlterColumn;
  refuseHole(made);
  return made;
}

function refuseHole(op: AlterColumn): void {
  for (const value of Object.values(op.options ?? {}).flatMap((own) => Object.values(own))) {
    const given: unknown = value;
    if (!isHole(given)) continue;
    throw new RetortError("op/unfilled", { op: alterColumnSpec.describe(op), hole: given.hole });
  }
}

/** Behaviour of `alterColumn`. */
export const alterColumnSpec: OpSpec<AlterColumn> = {
  describe(op) {
    const what = Object.entries(op.set).map(([key, value]) => {
      if (key === "nullable") return value ? "drop not null" : "set not null";
      if (key === "name") return `rename to ${value}`;
      return value === null ? `drop ${key}` : `set ${key}`;
    });
    return `alter column ${columnPlace(op)}: ${what.join(", ")}`;
  },
  reverse(op, before) {
    const table = findTable(before, target(op.table, op.schema));
    const column = table?.columns.find((item) => item.name === op.column);
    if (!column) return reverseUnknown(op);
    const set = Object.fromEntries(
      Object.keys(op.set).map((key) => [key, column[key as keyof ColumnChanges] ?? null]),
    ) as ColumnChanges;
    // A USING expression converts in one direction only, and what may be lost is said of one.
    const { options: _options, allowLoss: _allowed, ...rest } = op;
    return freeze({ ...rest, column: op.set.name ?? op.column, set });
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    needColumn(table, op.column, this.describe(op));
    const { name = op.column, ...set } = op.set;
    const next = editColumn(table, op.column, (column) => changed(column, set));
    const changes = withTable(schema, next);
    if (name === op.column) return changes;
    if (table.columns.some((column) => column.name === name)) {
      throw new RetortError("op/exists", { op: this.describe(op), noun: "column", name });
    }
    return renameColumn(changes, target(op.table, op.schema), { from: op.column, to: name });
  },
  args(op) {
    const { schema, options, allowLoss } = op;
    const { type, ...set } = op.set;
    const changes = type === undefined ? set : { type: typeBuilder(type), ...set };
    return [
      op.table,
      op.column,
      withPlainDefault(changes),
      ...trailing({ schema, options, allowLoss }),
    ];
  },
  touches(op) {
    const own = writes(target(op.table, op.schema));
    const uses = enumsOf(op.set.type ? [op.set.type] : []).map((name) => objectKey("enum", name));
    return uses.length > 0 ? { ...own, uses } : own;
  },
};

/** A name says its own reverse; whether a change of anything else changed something is not known. */
function reverseUnknown(op: AlterColumn): AlterColumn | null {
  const { name, ...others } = op.set;
  if (name === undefined || Object.keys(others).length > 0) return null;
  return freeze({ ...op, column: name, set: { name: op.column } });
}

/**
 * A change with a rename as two ops: databases rename a column by a statement of its own.
 *
 * ```ts
 * import { op } from "@retort/core";
 * import { splitRename } from "@retort/core/ops";
 *
 * splitRename(op.alterColumn("users", "name", { nullable: false, name: "full_name" })).length; // 2
 * ```
 */
export function splitRename(op: AlterColumn): readonly (AlterColumn | RenameColumn)[] {
  const { name, ...set } = op.set;
  if (name === undefined) return [op];
  const { table, schema, column } = op;
  const rename = compact({ kind: "renameColumn", table, schema, column, to: name }) as RenameColumn;
  return Object.keys(set).length === 0 ? [rename] : [{ ...op, set }, rename];
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
