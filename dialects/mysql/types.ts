/**
 * The types that only MariaDB and MySQL have, without a driver behind them.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core/schema";
 * import { mediumtext, mysqlEnum, unsignedBigint } from "@retort/mysql/types";
 *
 * const metadata = new MetaData();
 * metadata.table("posts", {
 *   id: unsignedBigint().identity().primaryKey(),
 *   body: mediumtext().notNull(),
 *   state: mysqlEnum(["draft", "public"]).notNull().default("draft"),
 *   views: integer().notNull().default(0),
 * });
 * ```
 *
 * @module
 */
import { ColumnBuilder, type Json } from "@retort/core/schema";

const from = "@retort/mysql/types";

function make(name: string, ...args: readonly (Json | undefined)[]): ColumnBuilder {
  const given = args.filter((arg) => arg !== undefined);
  return new ColumnBuilder({
    type: given.length === 0 ? { name, from } : { name, args: given, from },
  });
}

/** `TINYINT`: 8 bits. (`TINYINT(1)` is `boolean()`.) */
export function tinyint(): ColumnBuilder {
  return make("tinyint");
}

/** `MEDIUMINT`: 24 bits. */
export function mediumint(): ColumnBuilder {
  return make("mediumint");
}

/** `TINYINT UNSIGNED`: 0 to 255. */
export function unsignedTinyint(): ColumnBuilder {
  return make("unsigned tinyint");
}

/** `SMALLINT UNSIGNED`: 0 to 65,535. */
export function unsignedSmallint(): ColumnBuilder {
  return make("unsigned smallint");
}

/** `MEDIUMINT UNSIGNED`: 0 to 16,777,215. */
export function unsignedMediumint(): ColumnBuilder {
  return make("unsigned mediumint");
}

/** `INTEGER UNSIGNED`: 0 to 4,294,967,295. */
export function unsignedInteger(): ColumnBuilder {
  return make("unsigned integer");
}

/** `BIGINT UNSIGNED`: 0 to 2^64 - 1. */
export function unsignedBigint(): ColumnBuilder {
  return make("unsigned bigint");
}

/** `NUMERIC(precision, scale) UNSIGNED`: an exact number that is not negative. */
export function unsignedNumeric(precision?: number, scale?: number): ColumnBuilder {
  return make("unsigned numeric", precision, scale);
}

/** `FLOAT UNSIGNED`: a 32-bit floating point number that is not negative. */
export function unsignedReal(): ColumnBuilder {
  return make("unsigned real");
}

/** `DOUBLE UNSIGNED`: a 64-bit floating point number that is not negative. */
export function unsignedDoublePrecision(): ColumnBuilder {
  return make("unsigned double precision");
}

/** `TINYTEXT`: at most 255 bytes of text. */
export function tinytext(): ColumnBuilder {
  return make("tinytext");
}

/** `MEDIUMTEXT`: at most 16 MB of text. */
export function mediumtext(): ColumnBuilder {
  return make("mediumtext");
}

/** `LONGTEXT`: at most 4 GB of text. */
export function longtext(): ColumnBuilder {
  return make("longtext");
}

/** `TINYBLOB`: at most 255 bytes. */
export function tinyblob(): ColumnBuilder {
  return make("tinyblob");
}

/** `MEDIUMBLOB`: at most 16 MB. */
export function mediumblob(): ColumnBuilder {
  return make("mediumblob");
}

/** `LONGBLOB`: at most 4 GB. */
export function longblob(): ColumnBuilder {
  return make("longblob");
}

/** `BINARY(length)`: exactly that many bytes. */
export function binary(length?: number): ColumnBuilder {
  return make("binary", length);
}

/** `BIT(length)`: bits, 1 unless said otherwise. */
export function bit(length?: number): ColumnBuilder {
  return make("bit", length);
}

/** `DATETIME(precision)`: date and time without time zone; the same as `timestamp()`. */
export function datetime(precision?: number): ColumnBuilder {
  return make("datetime", precision);
}

/** `YEAR`. */
export function year(): ColumnBuilder {
  return make("year");
}

/** `ENUM(…)`: one of some words; `enumeration()` is the same on several databases. */
export function mysqlEnum(values: readonly string[]): ColumnBuilder {
  return make("mysql enum", [...values]);
}

/** `SET(…)`: any of some words. */
export function set(values: readonly string[]): ColumnBuilder {
  return make("set", [...values]);
}

/** `GEOMETRY`: any shape. */
export function geometry(): ColumnBuilder {
  return make("geometry");
}

/** `POINT`: a shape. */
export function point(): ColumnBuilder {
  return make("point");
}

/** `LINESTRING`: a shape. */
export function linestring(): ColumnBuilder {
  return make("linestring");
}

/** `POLYGON`: a shape. */
export function polygon(): ColumnBuilder {
  return make("polygon");
}

/** `MULTIPOINT`: a shape. */
export function multipoint(): ColumnBuilder {
  return make("multipoint");
}

/** `MULTILINESTRING`: a shape. */
export function multilinestring(): ColumnBuilder {
  return make("multilinestring");
}

/** `MULTIPOLYGON`: a shape. */
export function multipolygon(): ColumnBuilder {
  return make("multipolygon");
}

/** `GEOMETRYCOLLECTION`: a shape. */
export function geometrycollection(): ColumnBuilder {
  return make("geometrycollection");
}
