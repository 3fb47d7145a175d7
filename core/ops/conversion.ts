/**
 * How rows get from one type to another, where a server wants to be told.
 *
 * @module
 */
import {
  type DialectOptions,
  freeze,
  type Hole,
  type Json,
  type Schema,
  type Type,
} from "../schema/mod.ts";
import type { Op } from "./mod.ts";
import { columnPlace, findTable, target } from "./op.ts";

/** A column that gets another type. */
export interface TypeChange {
  /** The column's name. */
  readonly column: string;
  /** The column as it is shown to people: `users.age`. */
  readonly place: string;
  /** The type that it has. */
  readonly from: Type;
  /** The type that it gets. */
  readonly to: Type;
}

/** Options of an op, by dialect; a hole stands where nobody but the author knows. */
export type Conversion = Readonly<Record<string, Readonly<Record<string, Json | Hole>>>>;

/**
 * An op that gives a column another type, with the options that say how its values become that type;
 * the op itself where there is nothing to say, or where it says something already.
 */
export function converted(
  op: Op,
  before: Schema,
  conversion: (change: TypeChange) => Conversion | undefined,
): Op {
  if (op.kind !== "alterColumn" || !("set" in op)) return op;
  const { type: to } = op.set;
  const table = findTable(before, target(op.table, op.schema));
  const column = table?.columns.find(({ name }) => name === op.column);
  // A computed column is computed anew.
  if (to === undefined || op.options !== undefined || !column || column.computed) return op;
  const found = conversion({ column: op.column, place: columnPlace(op), from: column.type, to });
  // A hole is printed as a call that no op takes.
  return found === undefined ? op : freeze({ ...op, options: found as DialectOptions });
}
