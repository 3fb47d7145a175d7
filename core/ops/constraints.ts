/**
 * Operations on constraints: primary keys, uniques, foreign keys and checks.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  check,
  compact,
  type Constraint,
  type ConstraintData,
  type ConstraintOptions,
  type DialectOptions,
  displayName,
  exclude,
  type ExcludeOptions,
  foreignKey,
  freeze,
  primaryKey,
  type ReferenceOptions,
  type Sql,
  type Table,
  unique,
  withTable,
} from "../schema/mod.ts";
import { needEnds } from "./need_builder.ts";
import { findTable, needTable, type OpSpec, target, trailing, writes } from "./op.ts";
import { addToTable, findConstraint, withoutConstraint } from "./table_constraints.ts";

/** The constraints that are no index. */
export type ConstraintKind = "primaryKey" | "unique" | "foreignKey" | "check" | "exclude";

/** Adds a constraint to a table. */
export interface AddConstraint {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "addConstraint";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The constraint. */
  readonly constraint: Exclude<ConstraintData, { readonly kind: "index" }>;
}

/** Drops a constraint by name. */
export interface DropConstraint {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "dropConstraint";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The name. */
  readonly name: string;
  /** What it is; some databases must be told. */
  readonly type?: ConstraintKind;
  /** Whether it is no error if it is not there. */
  readonly ifExists?: boolean;
}

/**
 * Adds a constraint.
 *
 * ```ts
 * import { op, unique } from "@retort/core";
 *
 * op.addConstraint("users", unique(["email"], { name: "uq_users_email" }));
 * ```
 */
export function addConstraint(
  table: string,
  constraint: Constraint,
  options: { readonly schema?: string } = {},
): AddConstraint {
  const data = constraint.constraint;
  if (data.kind === "index") {
    const problem = "an index is not a constraint: use op.createIndex";
    throw new RetortError("op/bad-argument", { op: "addConstraint", problem });
  }
  return freeze({ kind: "addConstraint", table, constraint: data, ...compact(options) });
}

/** Adds a primary key: `op.createPrimaryKey("pk_lines", "lines", ["order_id", "line"])`. */
export function createPrimaryKey(
  name: string | undefined,
  table: string,
  columns: readonly string[],
  options: { readonly schema?: string; readonly options?: DialectOptions } = {},
): AddConstraint {
  const { schema, ...rest } = options;
  return addConstraint(table, primaryKey(columns, named(name, rest)), compact({ schema }));
}

/** Adds a unique constraint: `op.createUniqueConstraint("uq_users_email", "users", ["email"])`. */
export function createUniqueConstraint(
  name: string | undefined,
  table: string,
  columns: readonly string[],
  options: Omit<ConstraintOptions, "name"> & { readonly schema?: string } = {},
): AddConstraint {
  const { schema, ...rest } = options;
  return addConstraint(table, unique(columns, named(name, rest)), compact({ schema }));
}

/** What a foreign key connects. */
export interface ForeignKeyEnds extends Omit<ReferenceOptions, "name"> {
  /** The columns, in order. */
  readonly columns: readonly string[];
  /** What it points at. */
  readonly references: { readonly table: string; readonly schema?: string };
  /** The columns it points at. */
  readonly referencedColumns: readonly string[];
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
}

/**
 * Adds a foreign key.
 *
 * ```ts
 * import { op } from "@retort/core";
 *
 * op.createForeignKey("fk_posts_author_users", "posts", {
 *   columns: ["author"],
 *   references: { table: "users" },
 *   referencedColumns: ["id"],
 *   onDelete: "cascade",
 * });
 * ```
 */
export function createForeignKey(
  name: string | undefined,
  table: string,
  ends: ForeignKeyEnds,
): AddConstraint {
  needEnds("createForeignKey", ends);
  const { columns, references, referencedColumns, schema, ...rest } = ends;
  const key = foreignKey(columns).references(references, referencedColumns, named(name, rest));
  return addConstraint(table, key, compact({ schema }));
}

/** Adds a check: ``op.createCheckConstraint("age_positive", "users", sql`age > 0`)``. */
export function createCheckConstraint(
  name: string | undefined,
  table: string,
  expression: Sql,
  options: { readonly schema?: string; readonly options?: DialectOptions } = {},
): AddConstraint {
  const { schema, ...rest } = options;
  return addConstraint(table, check(name, expression, rest), compact({ schema }));
}

/**
 * Adds an exclusion constraint, on databases that have them.
 *
 * ```ts
 * import { op } from "@retort/core";
 *
 * op.createExcludeConstraint("no_overlap", "bookings", [["room", "="], ["during", "&&"]], {
 *   using: "gist",
 * });
 * ```
 */
export function createExcludeConstraint(
  name: string | undefined,
  table: string,
  elements: readonly (readonly [string | Sql, string])[],
  options: ExcludeOptions & { readonly schema?: string } = {},
): AddConstraint {
  const { schema, ...rest } = options;
  return addConstraint(table, exclude(name, elements, rest), compact({ schema }));
}

/** Drops a constraint: `op.dropConstraint("users", "uq_users_email", { type: "unique" })`. */
export function dropConstraint(
  table: string,
  name: string,
  options: Pick<DropConstraint, "schema" | "type" | "ifExists"> = {},
): DropConstraint {
  if (options.type !== undefined && !Object.hasOwn(words, options.type)) {
    const problem = `"${options.type}" is no type of constraint: ${Object.keys(words).join(", ")}`;
    throw new RetortError("op/bad-argument", { op: "dropConstraint", problem });
  }
  return freeze({ kind: "dropConstraint", table, name, ...compact(options) }) as DropConstraint;
}

function named<T extends object>(name: string | undefined, rest: T): T & { name?: string } {
  return name === undefined ? rest : { name, ...rest };
}

const words: Readonly<Record<ConstraintKind, string>> = {
  primaryKey: "primary key",
  unique: "unique constraint",
  foreignKey: "foreign key",
  check: "check constraint",
  exclude: "exclusion constraint",
};

/** Behaviour of `addConstraint`. */
export const addConstraintSpec: OpSpec<AddConstraint> = {
  describe(op) {
    const name = op.constraint.name === undefined ? "" : ` ${op.constraint.name}`;
    return `add ${words[op.constraint.kind]}${name} on ${displayName(target(op.table, op.schema))}`;
  },
  reverse(op, before) {
    const { name, kind } = op.constraint;
    if (name === undefined) return null;
    const table = findTable(before, target(op.table, op.schema));
    if (op.constraint.kind === "primaryKey") {
      // Making a nullable column a key takes its nullability away; one op cannot give it back.
      const { columns } = op.constraint;
      if (!table || table.columns.some((c) => c.nullable && columns.includes(c.name))) return null;
    }
    return dropConstraint(op.table, name, compact({ type: kind, schema: op.schema }));
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    return withTable(schema, addToTable(table, op.constraint, this.describe(op)));
  },
  args: (op) => [op.table, { constraint: op.constraint }, ...trailing({ schema: op.schema })],
  touches(op) {
    const { constraint: item } = op;
    const reads = item.kind === "foreignKey"
      ? [target(item.references.table, item.references.schema)]
      : [];
    return writes(target(op.table, op.schema), reads);
  },
};

/** What goes; a table has one primary key, which MariaDB calls PRIMARY whatever it was called. */
function findDropped(
  table: Table,
  { name, type }: DropConstraint,
): AddConstraint["constraint"] | undefined {
  const found = findConstraint(table, name);
  if (found || type !== "primaryKey" || !table.primaryKey) return found;
  return { kind: type, ...table.primaryKey };
}

/** Behaviour of `dropConstraint`. */
export const dropConstraintSpec: OpSpec<DropConstraint> = {
  describe: (op) =>
    `drop ${op.type ? words[op.type] : "constraint"} ${op.name} on ${
      displayName(target(op.table, op.schema))
    }`,
  reverse(op, before) {
    const table = findTable(before, target(op.table, op.schema));
    const constraint = table && findDropped(table, op);
    if (!constraint) return null;
    const { table: name, schema } = op;
    return freeze(compact({ kind: "addConstraint", table: name, schema, constraint }));
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    if (findConstraint(table, op.name)) return withTable(schema, withoutConstraint(table, op.name));
    if (findDropped(table, op)) {
      const { primaryKey: _key, ...rest } = table;
      return withTable(schema, rest);
    }
    if (op.ifExists) return schema;
    const { primaryKey: key, uniques, foreignKeys, checks, excludes = [] } = table;
    const known = [key, ...uniques, ...foreignKeys, ...checks, ...excludes]
      .flatMap((item) => item?.name ?? []);
    const noun = "constraint";
    throw new RetortError("op/missing", { op: this.describe(op), noun, name: op.name, known });
  },
  args: ({ table, name, schema, type, ifExists }) => [
    table,
    name,
    ...trailing({ type, schema, ifExists }),
  ],
  touches: (op) => writes(target(op.table, op.schema)),
};
