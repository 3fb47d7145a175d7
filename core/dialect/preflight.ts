/**
 * The port to what a database says of rows before a run.
 *
 * @module
 */
import type { EnumColumn, EnumName } from "../ops/mod.ts";
import type { Column, DialectOptions, Schema, Sql, Table, Type } from "../schema/mod.ts";
import type { Connection, ServerInfo } from "./connection.ts";

/** A column that gets another type. */
export interface TypeChange {
  /** The column as it is in the database. */
  readonly column: Column;
  /** The table as it is in the database. */
  readonly table: Table;
  /** The new type, as it is written for this database. */
  readonly type: Type;
  /** What the op says for this dialect. */
  readonly options?: DialectOptions;
  /** Which server it is. */
  readonly server: ServerInfo;
}

/**
 * What a change of type does to values: all are taken, those are refused for which a condition holds,
 * the server refuses the change as a whole, or no query tells. Of those that are taken, some may be
 * `changed` without a word, as by rounding: a condition tells which.
 */
export type Conversion =
  | { readonly kind: "all"; readonly changed?: Sql }
  | { readonly kind: "unless"; readonly condition: Sql; readonly changed?: Sql }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unclear"; readonly why: string };

/** How a dialect looks at rows before a run. */
export interface Preflight {
  /** Works in a transaction that can only read. */
  readOnly<T>(db: Connection, work: () => Promise<T>): Promise<T>;
  /** What becomes of the values of a column that gets another type. */
  conversion(change: TypeChange): Conversion;
  /** Whether rows that are there keep a new column without a default from being NOT NULL. */
  needsValue(column: Column): boolean;
  /** Values of enumerated types; absent where such a type belongs to its column. */
  readonly enums?: EnumValues;
}

/** Where the values of an enumerated type stand. */
export interface EnumValues {
  /** The columns that have the type, or an array of it; `names` are those of variants. */
  columns(name: EnumName, schema: Schema, names: readonly string[]): readonly EnumColumn[];
  /** The condition that a row holds a value in such a column. */
  holds(column: Column, value: string): Sql;
}
