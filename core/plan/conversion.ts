/**
 * What becomes of the values of a column that gets another type.
 *
 * @module
 */
import type { Conversion, Dialect, ServerInfo } from "../dialect/mod.ts";
import type { Column, DialectOptions, Table, Type } from "../schema/mod.ts";

/** A column, and the type that it gets. */
export interface Retyping {
  /** The table as it is in the database. */
  readonly table: Table;
  /** The column as it is in the database. */
  readonly column: Column;
  /** The new type. */
  readonly type: Type;
  /** What the op says by dialect. */
  readonly options?: DialectOptions | undefined;
}

/** For whom this is asked. */
export interface ConversionContext {
  /** The dialect. */
  readonly dialect: Dialect;
  /** Which server it is. */
  readonly server: ServerInfo;
  /** The names under which variants stand. */
  readonly names: readonly string[];
}

/** What the dialect says of a change of type, and the type as the database has it. */
export function conversionOf(
  { table, column, type, options }: Retyping,
  { dialect, server, names }: ConversionContext,
): { readonly found: Conversion; readonly type: Type } {
  const wanted = variantOf(type, names);
  if (!dialect.preflight || dialect.types.same(column.type, wanted)) {
    return { found: { kind: "all" }, type: wanted };
  }
  const more = options === undefined ? {} : { options };
  return {
    found: dialect.preflight.conversion({ table, column, type: wanted, server, ...more }),
    type: wanted,
  };
}

function variantOf(type: Type, names: readonly string[]): Type {
  const name = names.find((item) => type.on?.[item] !== undefined);
  return (name === undefined ? undefined : type.on?.[name]) ?? type;
}
