/**
 * The operation that gives a value to rows that have none.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  compact,
  displayName,
  freeze,
  type Hole,
  hole,
  isHole,
  isSql,
  type Literal,
  literal,
  type LiteralInput,
  type Sql,
} from "../schema/mod.ts";
import type { AlterColumn } from "./alter_column.ts";
import type { Op } from "./mod.ts";
import { columnPlace, needColumn, needTable, type OpSpec, target, trailing, writes } from "./op.ts";

/** Sets a column where it is null. */
export interface FillColumn {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "fillColumn";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The column. */
  readonly column: string;
  /** What rows get; a hole where a generated file still waits for it. */
  readonly value: Literal | Sql | Hole;
}

/**
 * Sets a column in all rows in which it is null: `op.fillColumn("users", "age", 0)`.
 *
 * Between `addColumn` and `alterColumn(…, { nullable: false })` it makes room for NOT NULL.
 *
 * @throws {RetortError} `op/unfilled` for a {@link Hole} that nobody has filled.
 */
export function fillColumn(
  table: string,
  column: string,
  value: LiteralInput | Sql,
  options: Pick<FillColumn, "schema"> = {},
): FillColumn {
  const given: unknown = value;
  const place = { table, column, ...compact(options) };
  if (isHole(given)) {
    throw new RetortError("op/unfilled", { op: `fill column ${columnPlace(place)}`, ...given });
  }
  const data = isSql(value) ? value : literal(value);
  return freeze({ kind: "fillColumn", ...place, value: data }) as FillColumn;
}

/**
 * An op that adds a column for which rows have no value, in three steps: add it, fill it with a hole,
 * forbid nulls. `undefined` for all other ops.
 */
export function fillSteps(op: Op): readonly Op[] | undefined {
  if (op.kind !== "addColumn" || !("column" in op)) return undefined;
  const { table, schema, column } = op;
  const { nullable, default: given, identity, computed } = column;
  if (nullable || given !== undefined || identity !== undefined || computed !== undefined) {
    return undefined;
  }
  const place = compact({ table, schema, column: column.name });
  const value = hole(`a value of ${columnPlace(place)} for rows that are there`);
  const fill: FillColumn = { kind: "fillColumn", ...place, value };
  const forbid: AlterColumn = { kind: "alterColumn", ...place, set: { nullable: false } };
  return [freeze({ ...op, column: { ...column, nullable: true } }), freeze(fill), freeze(forbid)];
}

/** Behaviour of `fillColumn`. */
export const fillColumnSpec: OpSpec<FillColumn> = {
  describe: (op) => `fill column ${columnPlace(op)}`,
  // Which rows were null is not kept anywhere.
  reverse: () => null,
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    needColumn(table, op.column, `${this.describe(op)} of ${displayName(table)}`);
    return schema;
  },
  args: ({ table, column, value, schema }) => [table, column, value, ...trailing({ schema })],
  touches: (op) => writes(target(op.table, op.schema)),
};
