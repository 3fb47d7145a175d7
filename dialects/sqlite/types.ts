/**
 * SQLite's types: column types that only SQLite has, without a driver behind them.
 *
 * ```ts
 * import { MetaData } from "@retort/core/schema";
 * import { any, datetime, untyped } from "@retort/sqlite/types";
 *
 * const metadata = new MetaData();
 * metadata.table("events", { at: datetime().notNull(), payload: any(), note: untyped() });
 * ```
 *
 * @module
 */
import { ColumnBuilder } from "@retort/core/schema";

const from = "@retort/sqlite/types";

/** `DATETIME`: what other tools call a timestamp on SQLite. */
export function datetime(): ColumnBuilder {
  return new ColumnBuilder({ type: { name: "datetime", from } });
}

/** `ANY`: takes any value as it is in a STRICT table. */
export function any(): ColumnBuilder {
  return new ColumnBuilder({ type: { name: "any", from } });
}

/** No type at all: SQLite keeps each value as it comes. */
export function untyped(): ColumnBuilder {
  return new ColumnBuilder({ type: { name: "untyped", from } });
}
