/**
 * Operations on indexes.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  compact,
  type DialectOptions,
  displayName,
  freeze,
  type Index,
  type IndexColumn,
  indexOf,
  type IndexOptions,
  isUnknown,
  type Schema,
  type Table,
  type TableName,
  withTable,
} from "../schema/mod.ts";
import { findTable, needTable, type OpSpec, target, trailing, writes } from "./op.ts";

/** Creates an index. */
export interface CreateIndex {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "createIndex";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The index. */
  readonly index: Index;
  /** Whether it is no error if it is there already. */
  readonly ifNotExists?: boolean;
}

/** Drops an index. */
export interface DropIndex {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropIndex";
  /** The name. */
  readonly name: string;
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/**
 * Creates an index.
 *
 * ```ts
 * import { op, sql } from "@retort/core";
 *
 * op.createIndex("ix_users_email", "users", ["email"], { unique: true });
 * op.createIndex("ix_users_lower", "users", [sql`lower(email)`], { where: sql`email is not null` });
 * ```
 */
export function createIndex(
  name: string,
  table: string,
  parts: readonly IndexColumn[],
  options: IndexOptions & Pick<CreateIndex, "schema" | "ifNotExists"> = {},
): CreateIndex {
  const { schema, ifNotExists, ...rest } = options;
  const index = indexOf(name, parts, rest);
  return freeze(compact({ kind: "createIndex", table, schema, index, ifNotExists })) as CreateIndex;
}

/** Drops an index: `op.dropIndex("ix_users_email", "users")`. */
export function dropIndex(
  name: string,
  table: string,
  options: Pick<DropIndex, "schema" | "ifExists" | "options"> = {},
): DropIndex {
  return freeze({ kind: "dropIndex", name, table, ...compact(options) }) as DropIndex;
}

function has(table: Table | undefined, name: string): boolean {
  return table?.indexes.some((item) => item.name === name) ?? false;
}

const owner = (op: { table: string; schema?: string }): TableName => target(op.table, op.schema);

function didNothing(op: CreateIndex, before: Schema): boolean {
  if (!op.ifNotExists) return false;
  return isUnknown(before, owner(op)) || has(findTable(before, owner(op)), op.index.name);
}

/** Behaviour of `createIndex`. */
export const createIndexSpec: OpSpec<CreateIndex> = {
  describe: (op) =>
    `create ${op.index.unique ? "unique " : ""}index ${op.index.name} on ${displayName(owner(op))}`,
  reverse(op, before) {
    if (didNothing(op, before)) return null;
    const options = concurrently(op.index.options);
    return dropIndex(op.index.name, op.table, compact({ schema: op.schema, options }));
  },
  apply(op, schema) {
    const table = needTable(schema, owner(op), this.describe(op));
    if (has(table, op.index.name)) {
      if (op.ifNotExists) return schema;
      const { name } = op.index;
      throw new RetortError("op/exists", { op: this.describe(op), noun: "index", name });
    }
    needColumns(table, op.index, this.describe(op));
    return withTable(schema, { ...table, indexes: [...table.indexes, asMade(op.index)] });
  },
  args(op) {
    const { name, parts, unique, ...rest } = op.index;
    const { schema, ifNotExists } = op;
    const plain = parts.map((part) => {
      const [key, ...others] = Object.keys(part);
      return others.length > 0 ? part : key === "column" ? part.column : part.expression;
    });
    const options = { unique: unique ? true : undefined, ...rest, schema, ifNotExists };
    return [name, op.table, plain, ...trailing(options)];
  },
  touches: (op) => writes(owner(op)),
};

function needColumns(table: Table, index: Index, op: string): void {
  const known = table.columns.map((column) => column.name);
  const named = [...index.parts.flatMap((part) => part.column ?? []), ...(index.include ?? [])];
  const name = named.find((column) => !known.includes(column));
  if (name !== undefined) {
    throw new RetortError("op/missing", { op, noun: "column", name, known });
  }
}

/** What says that an index is made without blocking writers; the way back must not block them either. */
function concurrently(options: DialectOptions | undefined): DialectOptions | undefined {
  const found = Object.entries(options ?? {}).filter(([, own]) => own["concurrently"] === true);
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([name]) => [name, { concurrently: true }]));
}

/** How an index is made is no part of what it is. */
function asMade(index: Index): Index {
  if (concurrently(index.options) === undefined) return index;
  const { options = {}, ...rest } = index;
  const left = Object.entries(options).flatMap(([name, own]) => {
    const { concurrently: _concurrently, ...others } = own;
    return Object.keys(others).length > 0 ? [[name, others] as const] : [];
  });
  return left.length > 0 ? { ...rest, options: Object.fromEntries(left) } : rest;
}

function merged(
  options: DialectOptions | undefined,
  more: DialectOptions | undefined,
): DialectOptions | undefined {
  if (options === undefined || more === undefined) return options ?? more;
  const own = Object.entries(more).map(([name, item]) => [name, { ...options[name], ...item }]);
  return { ...options, ...Object.fromEntries(own) };
}

/** Behaviour of `dropIndex`. */
export const dropIndexSpec: OpSpec<DropIndex> = {
  describe: (op) => `drop index ${op.name} on ${displayName(owner(op))}`,
  reverse(op, before) {
    const index = findTable(before, owner(op))?.indexes.find((item) => item.name === op.name);
    if (!index) return null;
    const { table, schema } = op;
    const options = merged(index.options, concurrently(op.options));
    const again = compact({ ...index, options });
    return freeze(compact({ kind: "createIndex", table, schema, index: again })) as CreateIndex;
  },
  apply(op, schema) {
    const table = needTable(schema, owner(op), this.describe(op));
    if (!has(table, op.name)) {
      if (op.ifExists) return schema;
      const known = table.indexes.map((item) => item.name);
      const noun = "index";
      throw new RetortError("op/missing", { op: this.describe(op), noun, name: op.name, known });
    }
    const indexes = table.indexes.filter((item) => item.name !== op.name);
    return withTable(schema, { ...table, indexes });
  },
  args: ({ name, table, schema, ifExists, options }) => [
    name,
    table,
    ...trailing({ schema, ifExists, options }),
  ],
  touches: (op) => writes(owner(op)),
};
