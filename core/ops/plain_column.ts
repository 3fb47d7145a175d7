/**
 * Computed columns that become plain ones: what was computed is put into them.
 *
 * @module
 */
import {
  type Column,
  compact,
  freeze,
  hole,
  mentionsColumn,
  type Schema,
  type Table,
  type Type,
} from "../schema/mod.ts";
import type { AlterColumn } from "./alter_column.ts";
import type { AddColumn } from "./columns.ts";
import type { FillColumn } from "./fill_column.ts";
import type { Op } from "./mod.ts";
import { columnPlace, findTable, target } from "./op.ts";

/** Follows ops, and knows the columns that are gone. */
export class GoneColumns {
  readonly #gone = new Map<string, Column>();
  readonly #same: (a: Type, b: Type) => boolean;

  /** With what tells whether two types are the same to the server. */
  constructor(same: (a: Type, b: Type) => boolean) {
    this.#same = same;
  }

  /**
   * An op that adds a plain column where a computed one was, as steps: add it, fill it with what was
   * computed, and then give it what else it has. `undefined` for all other ops.
   */
  next(op: Op, before: Schema): readonly Op[] | undefined {
    if (op.kind === "dropColumn" && "column" in op && typeof op.column === "string") {
      const table = findTable(before, target(op.table, op.schema));
      const column = table?.columns.find(({ name }) => name === op.column);
      if (column) this.#gone.set(columnPlace({ ...op, column: op.column }), column);
      return undefined;
    }
    if (op.kind !== "addColumn" || !("column" in op) || typeof op.column === "string") {
      return undefined;
    }
    const place = columnPlace({ ...op, column: op.column.name });
    const old = this.#gone.get(place);
    this.#gone.delete(place);
    if (!old?.computed || op.column.computed || op.column.identity) return undefined;
    return steps(op, this.#valueOf(op, old, findTable(before, target(op.table, op.schema))));
  }

  /** The expression, unless what it names is not there any more or its values have another type. */
  #valueOf(op: AddColumn, old: Column, table: Table | undefined): FillColumn["value"] {
    const { computed, name } = old;
    const placeOf = (column: string): string => columnPlace({ ...op, column });
    const gone = [...this.#gone.values()].filter((column) => this.#gone.has(placeOf(column.name)));
    const isThere = computed !== undefined && table !== undefined &&
      !mentionsColumn(computed.expression, new Set(gone.map((column) => column.name)));
    if (isThere && this.#same(old.type, op.column.type)) return computed.expression;
    return hole(`a value of ${placeOf(name)}, which was computed so far`);
  }
}

function steps(op: AddColumn, value: FillColumn["value"]): readonly Op[] {
  const { table, schema, column: { default: given, ...column } } = op;
  const place = compact({ table, schema, column: column.name });
  const set = compact({ nullable: column.nullable ? undefined : false, default: given });
  const fill: FillColumn = { kind: "fillColumn", ...place, value };
  const rest: AlterColumn = { kind: "alterColumn", ...place, set };
  return [
    freeze({ ...op, column: { ...column, nullable: true } }),
    freeze(fill),
    ...(Object.keys(set).length > 0 ? [freeze(rest)] : []),
  ];
}
