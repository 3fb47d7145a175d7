/**
 * DuckDB's types: column types that only DuckDB has, without a driver behind them.
 *
 * ```ts
 * import { integer, MetaData } from "@retort/core/schema";
 * import { hugeint, list, utinyint } from "@retort/duckdb/types";
 *
 * const metadata = new MetaData();
 * metadata.table("events", { id: hugeint().notNull(), level: utinyint(), tags: list(integer()) });
 * ```
 *
 * @module
 */
import { ColumnBuilder } from "@retort/core/schema";
import { from } from "./type_names.ts";
import { types } from "./type_system.ts";

function own(name: string): ColumnBuilder {
  return new ColumnBuilder({ type: { name, from } });
}

/** `TINYINT`: 8 bits. */
export function tinyint(): ColumnBuilder {
  return own("tinyint");
}

/** `UTINYINT`: 8 bits, no sign. */
export function utinyint(): ColumnBuilder {
  return own("utinyint");
}

/** `USMALLINT`: 16 bits, no sign. */
export function usmallint(): ColumnBuilder {
  return own("usmallint");
}

/** `UINTEGER`: 32 bits, no sign. */
export function uinteger(): ColumnBuilder {
  return own("uinteger");
}

/** `UBIGINT`: 64 bits, no sign. */
export function ubigint(): ColumnBuilder {
  return own("ubigint");
}

/** `HUGEINT`: 128 bits. */
export function hugeint(): ColumnBuilder {
  return own("hugeint");
}

/** `UHUGEINT`: 128 bits, no sign. */
export function uhugeint(): ColumnBuilder {
  return own("uhugeint");
}

/** `BIT`: a string of bits. */
export function bit(): ColumnBuilder {
  return own("bit");
}

/** A list: `INTEGER[]` from `list(integer())`, or from the type's SQL, `list("INTEGER")`. */
export function list(of: ColumnBuilder | string): ColumnBuilder {
  const text = typeof of === "string" ? of : types.format(of.spec.type);
  return new ColumnBuilder({ type: { name: "list", args: [text], from } });
}
