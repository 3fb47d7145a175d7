/**
 * The types that only SQL Server has.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core/schema";
 * import { money, nvarchar } from "@retort/mssql/types";
 *
 * const metadata = new MetaData();
 * metadata.table("articles", {
 *   id: integer().identity().primaryKey(),
 *   title: nvarchar(200).notNull(),
 *   price: money(),
 * });
 * ```
 *
 * @module
 */
import { ColumnBuilder, type Json } from "@retort/core/schema";

const from = "@retort/mssql/types";

function make(name: string, ...args: readonly (Json | undefined)[]): ColumnBuilder {
  const given = args.filter((arg) => arg !== undefined);
  return new ColumnBuilder({
    type: given.length === 0 ? { name, from } : { name, args: given, from },
  });
}

/** `NVARCHAR(length)`: text in any script; `NVARCHAR(max)` without a length. */
export function nvarchar(length?: number): ColumnBuilder {
  return make("nvarchar", length);
}

/** `NCHAR(length)`: text in any script, padded to its length. */
export function nchar(length?: number): ColumnBuilder {
  return make("nchar", length);
}

/** `BINARY(length)`: bytes, padded to their length. */
export function binary(length?: number): ColumnBuilder {
  return make("binary", length);
}

/** `TINYINT`: 0 to 255. */
export function tinyint(): ColumnBuilder {
  return make("tinyint");
}

/** `MONEY`: four digits after the point. */
export function money(): ColumnBuilder {
  return make("money");
}

/** `SMALLMONEY`: like `MONEY`, up to 214,748.3647. */
export function smallmoney(): ColumnBuilder {
  return make("smallmoney");
}

/** `DATETIME`: date and time to a 300th of a second; `timestamp()` is `DATETIME2`. */
export function datetime(): ColumnBuilder {
  return make("datetime");
}

/** `SMALLDATETIME`: date and time to the minute. */
export function smalldatetime(): ColumnBuilder {
  return make("smalldatetime");
}

/** `ROWVERSION`: a number that changes with each change of the row. */
export function rowversion(): ColumnBuilder {
  return make("rowversion");
}

/** `XML`. */
export function xml(): ColumnBuilder {
  return make("xml");
}

/** `TEXT`, which new tables shouldn't have; `text()` is `VARCHAR(max)`. */
export function oldText(): ColumnBuilder {
  return make("old text");
}

/** `NTEXT`, which new tables shouldn't have; use `nvarchar()`. */
export function ntext(): ColumnBuilder {
  return make("ntext");
}

/** `IMAGE`, which new tables shouldn't have; `blob()` is `VARBINARY(max)`. */
export function image(): ColumnBuilder {
  return make("image");
}
