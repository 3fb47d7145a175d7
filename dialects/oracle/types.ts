/**
 * The types that only Oracle has.
 *
 * ```ts
 * import { MetaData, varchar } from "@retort/core/schema";
 * import { number, nvarchar2 } from "@retort/oracle/types";
 *
 * const metadata = new MetaData();
 * metadata.table("articles", {
 *   id: number(12).identity().primaryKey(),
 *   title: nvarchar2(200).notNull(),
 *   code: varchar(10),
 * });
 * ```
 *
 * @module
 */
import { ColumnBuilder, type Json } from "@retort/core/schema";

const from = "@retort/oracle/types";

function make(name: string, ...args: readonly (Json | undefined)[]): ColumnBuilder {
  const given = args.filter((arg) => arg !== undefined);
  return new ColumnBuilder({
    type: given.length === 0 ? { name, from } : { name, args: given, from },
  });
}

/** `NUMBER(precision, scale)`. */
export function number(precision?: number, scale?: number): ColumnBuilder {
  return make("number", precision, scale);
}

/** `NVARCHAR2(length)`: text in the national character set. */
export function nvarchar2(length: number): ColumnBuilder {
  return make("nvarchar2", length);
}

/** `NCHAR(length)`: text in the national character set, padded to its length. */
export function nchar(length?: number): ColumnBuilder {
  return make("nchar", length);
}

/** `NCLOB`: text of any length in the national character set. */
export function nclob(): ColumnBuilder {
  return make("nclob");
}

/** `FLOAT(digits)`: a number with so many binary digits. */
export function float(digits?: number): ColumnBuilder {
  return make("oracle float", digits);
}

/** `BINARY_FLOAT`: a 32-bit floating point number. */
export function binaryFloat(): ColumnBuilder {
  return make("binary_float");
}

/** `BINARY_DOUBLE`: a 64-bit floating point number. */
export function binaryDouble(): ColumnBuilder {
  return make("binary_double");
}

/** `TIMESTAMP WITH LOCAL TIME ZONE`: a moment, shown in the session's time zone. */
export function timestampltz(precision?: number): ColumnBuilder {
  return make("timestampltz", precision);
}

/** `INTERVAL YEAR TO MONTH`. */
export function intervalYearToMonth(): ColumnBuilder {
  return make("interval year to month");
}

/** `BOOLEAN`, from 23ai on; `boolean()` is `NUMBER(1)`. */
export function nativeBoolean(): ColumnBuilder {
  return make("native boolean");
}

/** `ROWID`: the address of a row. */
export function rowid(): ColumnBuilder {
  return make("rowid");
}

/** `LONG`, which new tables shouldn't have; use `text()`. */
export function long(): ColumnBuilder {
  return make("long");
}
