/**
 * Constraints and indexes that are written beside the columns of a table.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { compact, freeze } from "./data.ts";
import type { ReferenceOptions } from "./column.ts";
import type { Exclusion } from "./exclusion.ts";
import type {
  Check,
  Deferral,
  DialectOptions,
  ForeignKey,
  Index,
  IndexPart,
  PrimaryKey,
  Unique,
} from "./model.ts";
import { isSql, type Sql } from "./sql.ts";

/** A constraint or index of a table whose column names are `N`. */
export interface Constraint<N extends string = string> {
  /** The kind and the data, with columns as an array. */
  readonly constraint: ConstraintData;
  /** Only for the type checker: the columns this constraint names. */
  readonly names?: N;
}

/** The data of a {@link Constraint}. */
export type ConstraintData =
  | ({ readonly kind: "primaryKey" } & PrimaryKey)
  | ({ readonly kind: "unique" } & Unique)
  | ({ readonly kind: "foreignKey" } & ForeignKey)
  | ({ readonly kind: "check" } & Check)
  | ({ readonly kind: "exclude" } & Exclusion)
  | ({ readonly kind: "index" } & Omit<Index, "name"> & { readonly name?: string });

/** Options of a constraint. */
export interface ConstraintOptions extends Deferral {
  /** The name. */
  readonly name?: string;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** Options of an index. */
export interface IndexOptions {
  /** Whether no two rows may be equal in it. */
  readonly unique?: boolean;
  /** Only rows for which this holds are in the index. */
  readonly where?: Sql;
  /** Columns kept in the index beside its key. */
  readonly include?: readonly string[];
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/** A part of an index with its order: `{ column: "name", order: "desc" }`. */
export type IndexColumn<N extends string = string> =
  | N
  | Sql
  | (Omit<IndexPart, "column"> & { readonly column?: N });

/** A foreign key that still has to say what it references. */
export interface ForeignKeyBuilder<N extends string> {
  /** The table (`"users"` or `"schema.users"`) and columns that the key points at. */
  references(
    table: string | { readonly table: string; readonly schema?: string },
    columns: readonly string[],
    options?: ReferenceOptions,
  ): Constraint<N>;
}

function make<N extends string>(data: ConstraintData): Constraint<N> {
  return freeze({ constraint: compact(data) as ConstraintData });
}

/** A primary key of several columns: `primaryKey(["order_id", "line"])`. */
export function primaryKey<const N extends string = never>(
  columns: readonly N[],
  options: Omit<ConstraintOptions, keyof Deferral> = {},
): Constraint<N> {
  return make({ kind: "primaryKey", columns: [...columns], ...options });
}

/** A unique constraint over columns: `unique(["tenant", "email"])`. */
export function unique<const N extends string = never>(
  columns: readonly N[],
  options: ConstraintOptions = {},
): Constraint<N> {
  return make({ kind: "unique", columns: [...columns], ...options });
}

/**
 * A foreign key over columns.
 *
 * ```ts
 * import { foreignKey } from "@retort/core/schema";
 *
 * foreignKey(["order_id"]).references("orders", ["id"], { onDelete: "cascade" });
 * ```
 */
export function foreignKey<const N extends string = never>(
  columns: readonly N[],
): ForeignKeyBuilder<N> {
  return {
    references(table, referenced, options = {}): Constraint<N> {
      const references = { ...tableReference(table), columns: [...referenced] };
      return make({ kind: "foreignKey", columns: [...columns], references, ...options });
    },
  };
}

/** A check constraint: ``check("age_positive", sql`age > 0`)``. */
export function check(
  name: string | undefined,
  expression: Sql,
  options: { readonly options?: DialectOptions } = {},
): Constraint<never> {
  return make({ kind: "check", ...(name === undefined ? {} : { name }), expression, ...options });
}

/** Options of an exclusion constraint. */
export interface ExcludeOptions extends Deferral {
  /** The method of the index behind it: `gist`. */
  readonly using?: string;
  /** Only rows for which this holds are compared. */
  readonly where?: Sql;
  /** Options that only some databases know, by dialect. */
  readonly options?: DialectOptions;
}

/**
 * An exclusion constraint: no two rows may give true for all of these comparisons.
 *
 * ```ts
 * import { exclude } from "@retort/core/schema";
 *
 * exclude("no_overlap", [["room", "="], ["during", "&&"]], { using: "gist" });
 * ```
 */
export function exclude<const N extends string = never>(
  name: string | undefined,
  elements: readonly (readonly [N | Sql, string])[],
  options: ExcludeOptions = {},
): Constraint<N> {
  const parts = elements.map(([what, operator]) =>
    isSql(what) ? { expression: what, operator } : { column: what, operator }
  );
  return make({
    kind: "exclude",
    ...(name === undefined ? {} : { name }),
    elements: parts,
    ...options,
  });
}

/** The columns that parts of an index name. */
export type IndexNames<P> = P extends string ? P
  : P extends { readonly column: infer N extends string } ? N
  : never;

/** An index: `index("ix_users_email", ["email"], { unique: true })`. */
export function index<const P extends IndexColumn>(
  name: string,
  parts: readonly P[],
  options: IndexOptions = {},
): Constraint<IndexNames<P>> {
  if (typeof name !== "string" || !Array.isArray(parts)) {
    const problem = 'its name comes first, as in index("ix_users_email", ["email"])';
    throw new RetortError("schema/bad-argument", { of: "index", problem });
  }
  return make({ kind: "index", ...indexOf(name, parts, options) });
}

/** The data of an index. */
export function indexOf(
  name: string,
  parts: readonly IndexColumn[],
  options: IndexOptions = {},
): Index {
  const { unique: isUnique = false, ...rest } = options;
  return freeze(compact({ name, parts: parts.map(indexPart), unique: isUnique, ...rest }));
}

function indexPart(part: IndexColumn): IndexPart {
  if (typeof part === "string") return { column: part };
  return isSql(part) ? { expression: part } : compact(part);
}

/** A table name from `"users"`, `"audit.users"` or an object. */
export function tableReference(
  table: string | { readonly table: string; readonly schema?: string },
): { readonly table: string; readonly schema?: string } {
  if (typeof table !== "string") return compact({ table: table.table, schema: table.schema });
  const dot = table.lastIndexOf(".");
  if (dot <= 0) return { table };
  return { schema: table.slice(0, dot), table: table.slice(dot + 1) };
}
