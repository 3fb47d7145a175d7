/**
 * The port to what a database says of rows before a run.
 *
 * @module
 */
import type { Column, DialectOptions, Sql, Type } from "../schema/mod.ts";
import type { Connection, ServerInfo } from "./connection.ts";

/** A column that gets another type. */
export interface TypeChange {
  /** The column as it is in the database. */
  readonly column: Column;
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
}
