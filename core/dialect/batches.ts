/**
 * The port to walking through a table in batches, by a key.
 *
 * @module
 */
import type { Backfill } from "../ops/mod.ts";
import type { Column, Literal, TableName } from "../schema/mod.ts";
import type { Connection } from "./connection.ts";
import type { Query } from "./statement.ts";

/** A place in a table: everything behind a key, in the order of that key. */
export interface Walk {
  /** The table. */
  readonly table: TableName;
  /** The columns of the key, in order. */
  readonly key: readonly Column[];
  /** The key of the row before; absent at the beginning. */
  readonly after?: readonly Literal[];
}

/** How a database walks through a table in batches. */
export interface Batches {
  /** Why a column can't be part of a key, such as that what is read does not compare as it is stored. */
  refuses(column: Column): string | undefined;
  /** The query for the key of the last of the next so many rows; it has no row where fewer are left. */
  last(walk: Walk, batch: number): Query;
  /** The key in the row of {@link last}. */
  keyOf(row: Readonly<Record<string, unknown>>, key: readonly Column[]): readonly Literal[];
  /** The query for how many rows are left, as `n`. */
  left(walk: Walk): Query;
  /** The statement that changes rows up to a key and with it, or all that are left. */
  change(op: Backfill, walk: Walk, to: readonly Literal[] | undefined): Query;
  /** About how many rows a table has, without counting them where that takes long. */
  estimate(db: Connection, table: TableName): Promise<number>;
}
