/**
 * Operations on tables.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  type ColumnNames,
  type Columns,
  compact,
  type Constraint,
  displayName,
  freeze,
  hangsOn,
  isUnknown,
  objectKey,
  renameTable as renameInSchema,
  type Schema,
  type Table,
  tableKey,
  type TableName,
  tableOf,
  type TableOptions,
  withoutTable,
  withTable,
} from "../schema/mod.ts";
import { needBuilder, needConstraints } from "./need_builder.ts";
import { enumsOf } from "./enum_values.ts";
import { findTable, needTable, type OpSpec, target, trailing, writes } from "./op.ts";
import { tableArgs } from "./source_args.ts";

/** Creates a table with its columns, constraints and indexes. */
export interface CreateTable {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createTable";
  /** The table. */
  readonly table: Table;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** Drops a table. */
export interface DropTable {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropTable";
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
  /** Why losing the rows is right; reviewed with the revision. */
  readonly allowLoss?: string;
}

/** Renames a table. */
export interface RenameTable {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "renameTable";
  /** The name. */
  readonly name: string;
  /** The new name. */
  readonly to: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
}

/**
 * Creates a table.
 *
 * ```ts
 * import { integer, op, varchar } from "@retort/core";
 *
 * op.createTable("users", { id: integer().primaryKey(), name: varchar(50) });
 * ```
 */
export function createTable<C extends Columns>(
  name: string,
  columns: C,
  constraints: readonly Constraint<NoInfer<ColumnNames<C>>>[] = [],
  options: TableOptions & { readonly ifNotExists?: boolean } = {},
): CreateTable {
  const { ifNotExists, ...rest } = options;
  const list = Array.isArray(columns.columnList) ? columns.columnList : Object.entries(columns);
  for (const [column, builder] of list) needBuilder("createTable", column, builder);
  needConstraints("createTable", constraints);
  const table = tableOf({ name, columns, constraints, options: rest });
  return freeze(compact({ kind: "createTable", table, ifNotExists })) as CreateTable;
}

/** Drops a table: `op.dropTable("users")`. */
export function dropTable(
  name: string,
  options: Pick<DropTable, "schema" | "ifExists" | "allowLoss"> = {},
): DropTable {
  return freeze({ kind: "dropTable", name, ...compact(options) }) as DropTable;
}

/** Renames a table: `op.renameTable("users", "people")`. */
export function renameTable(
  name: string,
  to: string,
  options: Pick<RenameTable, "schema"> = {},
): RenameTable {
  return freeze({ kind: "renameTable", name, to, ...compact(options) }) as RenameTable;
}

function exists(schema: Schema, name: TableName): boolean {
  return schema.tables.has(tableKey(name)) && !isUnknown(schema, name);
}

/** Behaviour of `createTable`. */
export const createTableSpec: OpSpec<CreateTable> = {
  describe: (op) => `create table ${displayName(op.table)}`,
  reverse(op, before) {
    // With ifNotExists it is only known to have done something where the state is known.
    if (op.ifNotExists && (isUnknown(before, op.table) || exists(before, op.table))) return null;
    return dropTable(op.table.name, compact({ schema: op.table.schema }));
  },
  apply(op, schema) {
    if (exists(schema, op.table)) {
      if (op.ifNotExists) return schema;
      const name = displayName(op.table);
      throw new RetortError("op/exists", { op: this.describe(op), noun: "table", name });
    }
    return withTable(schema, op.table);
  },
  args: (op) => tableArgs(op.table, compact({ ifNotExists: op.ifNotExists })),
  touches({ table }) {
    const { schema, columns, foreignKeys } = table;
    const reads = foreignKeys.map((k) => target(k.references.table, k.references.schema));
    const enums = enumsOf(columns.map((column) => column.type));
    const uses = [
      ...(schema === undefined ? [] : [objectKey("schema", { name: schema })]),
      ...enums.map((name) => objectKey("enum", name)),
    ];
    return { ...writes(table, reads), ...(uses.length > 0 ? { uses } : {}) };
  },
};

/** Behaviour of `dropTable`. */
export const dropTableSpec: OpSpec<DropTable> = {
  describe: (op) => `drop table ${displayName(target(op.name, op.schema))}`,
  reverse(op, before) {
    const name = target(op.name, op.schema);
    const table = findTable(before, name);
    // What plugins hung on the table goes with it, and no op on tables brings that back.
    const bears = [...before.plugins?.values() ?? []].some((item) => hangsOn(item, name));
    return table === undefined || bears ? null : { kind: "createTable", table };
  },
  apply(op, schema) {
    const name = target(op.name, op.schema);
    if (op.ifExists && !exists(schema, name)) return schema;
    needTable(schema, name, this.describe(op));
    return withoutTable(schema, name);
  },
  args: ({ name, schema, ifExists, allowLoss }) => [
    name,
    ...trailing({ schema, ifExists, allowLoss }),
  ],
  touches: (op) => writes(target(op.name, op.schema)),
  destroys: (op) => compact({ table: target(op.name, op.schema), allowed: op.allowLoss }),
};

/** Behaviour of `renameTable`. */
export const renameTableSpec: OpSpec<RenameTable> = {
  describe: (op) => `rename table ${displayName(target(op.name, op.schema))} to ${op.to}`,
  reverse: (op) => renameTable(op.to, op.name, compact({ schema: op.schema })),
  apply(op, schema) {
    needTable(schema, target(op.name, op.schema), this.describe(op));
    if (exists(schema, target(op.to, op.schema))) {
      throw new RetortError("op/exists", { op: this.describe(op), noun: "table", name: op.to });
    }
    return renameInSchema(schema, target(op.name, op.schema), op.to);
  },
  args: ({ name, to, schema }) => [name, to, ...trailing({ schema })],
  touches: (op) => ({
    reads: [],
    writes: [tableKey(target(op.name, op.schema)), tableKey(target(op.to, op.schema))],
  }),
};
