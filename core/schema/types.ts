/**
 * The standard column types; dialects add theirs in `@retort/<dialect>/types`.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type ColumnBuilder, columnOf } from "./column.ts";
import type { Type } from "./model.ts";
import type { EnumType } from "./objects.ts";

/** `integer`: 32 bits (64 on SQLite). */
export function integer(): ColumnBuilder {
  return columnOf("integer");
}

/** `bigint`: 64 bits. */
export function bigint(): ColumnBuilder {
  return columnOf("bigint");
}

/** `smallint`: 16 bits. */
export function smallint(): ColumnBuilder {
  return columnOf("smallint");
}

/** `numeric(precision, scale)`: an exact number. */
export function numeric(precision?: number, scale?: number): ColumnBuilder {
  return sized("numeric", precision, scale);
}

/** `real`: a 32-bit floating point number. */
export function real(): ColumnBuilder {
  return columnOf("real");
}

/** `double precision`: a 64-bit floating point number. */
export function doublePrecision(): ColumnBuilder {
  return columnOf("double precision");
}

/** `boolean`. */
export function boolean(): ColumnBuilder {
  return columnOf("boolean");
}

/** `varchar(length)`: text of at most `length` characters. */
export function varchar(length?: number): ColumnBuilder {
  return sized("varchar", length);
}

/** `char(length)`: text padded to `length` characters. */
export function char(length?: number): ColumnBuilder {
  return sized("char", length);
}

/** `text`: text of any length. */
export function text(): ColumnBuilder {
  return columnOf("text");
}

/** `date`. */
export function date(): ColumnBuilder {
  return columnOf("date");
}

/** `time(precision)`: time of day; precision in digits after the seconds. */
export function time(precision?: number): ColumnBuilder {
  return sized("time", precision);
}

/** `timestamp(precision)`: date and time without time zone. */
export function timestamp(precision?: number): ColumnBuilder {
  return sized("timestamp", precision);
}

/** `timestamp with time zone`: a moment. */
export function timestamptz(precision?: number): ColumnBuilder {
  return sized("timestamptz", precision);
}

/** `interval`: a span of time. */
export function interval(): ColumnBuilder {
  return columnOf("interval");
}

/** `blob`: bytes of any length. */
export function blob(): ColumnBuilder {
  return columnOf("blob");
}

/** `varbinary(length)`: at most `length` bytes. */
export function varbinary(length?: number): ColumnBuilder {
  return sized("varbinary", length);
}

/** `uuid`. */
export function uuid(): ColumnBuilder {
  return columnOf("uuid");
}

/** `json`. */
export function json(): ColumnBuilder {
  return columnOf("json");
}

/**
 * One of some words, under a type name of its own where the database has one.
 *
 * ```ts
 * import { enumeration } from "@retort/core/schema";
 *
 * const mood = enumeration("mood", ["happy", "sad"]).notNull();
 * ```
 *
 * Where types have names, `op.createEnum` makes the type that such a column needs.
 */
export function enumeration(
  name: string,
  values: readonly string[],
  options: { readonly schema?: string } = {},
): ColumnBuilder {
  const { schema } = options;
  return columnOf("enumeration", name, [...values], schema === undefined ? undefined : { schema });
}

/** The enum that a type names, if it is one: its name, schema and values. */
export function enumOf(type: Type): EnumType | undefined {
  if (type.name !== "enumeration") return undefined;
  const [name, values, options] = type.args ?? [];
  if (typeof name !== "string" || !Array.isArray(values)) return undefined;
  const schema = typeof options === "object" && options !== null && "schema" in options
    ? String(options.schema)
    : undefined;
  return { name, ...(schema === undefined ? {} : { schema }), values: values.map(String) };
}

/** A type by its SQL text, for what has no function here: `sqlType("geometry(Point, 4326)")`. */
export function sqlType(type: string): ColumnBuilder {
  return columnOf("sql type", type);
}

/** A type with sizes; models are not always type-checked before they are read. */
function sized(name: string, ...sizes: readonly (number | undefined)[]): ColumnBuilder {
  const wrong = sizes.find((size) => size !== undefined && !Number.isInteger(size));
  if (wrong === undefined) return columnOf(name, ...sizes);
  const problem = `it takes whole numbers, not ${JSON.stringify(wrong)}`;
  throw new RetortError("schema/bad-argument", { of: name, problem });
}
