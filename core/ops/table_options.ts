/**
 * The operation on the options of a table.
 *
 * @module
 */
import { compact, type DialectOptions, displayName, freeze, withTable } from "../schema/mod.ts";
import { findTable, needTable, type OpSpec, target, trailing, writes } from "./op.ts";

/** Gives a table other options. */
export interface AlterTable {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "alterTable";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The changes. */
  readonly set: TableChanges;
}

/** What of a table changes. */
export interface TableChanges {
  /** The options of the table itself, by dialect; all of them. `null` takes them away. */
  readonly options: DialectOptions | null;
}

/**
 * Gives a table other options than it has, all of them.
 *
 * ```ts
 * import { op } from "@retort/core";
 *
 * op.alterTable("jobs", { options: { postgres: { unlogged: true, with: { fillfactor: 70 } } } });
 * op.alterTable("jobs", { options: null }); // none any more
 * ```
 */
export function alterTable(
  table: string,
  changes: TableChanges,
  options: Pick<AlterTable, "schema"> = {},
): AlterTable {
  return freeze({ kind: "alterTable", table, ...compact(options), set: changes }) as AlterTable;
}

/** Behaviour of `alterTable`. */
export const alterTableSpec: OpSpec<AlterTable> = {
  describe: (op) => `alter table ${displayName(target(op.table, op.schema))}: set options`,
  reverse(op, before) {
    const table = findTable(before, target(op.table, op.schema));
    return table ? freeze({ ...op, set: { options: table.options ?? null } }) : null;
  },
  apply(op, schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    const { options: _old, ...rest } = table;
    const { options } = op.set;
    return withTable(schema, options === null ? rest : { ...rest, options });
  },
  args: ({ table, set, schema }) => [table, set, ...trailing({ schema })],
  touches: (op) => writes(target(op.table, op.schema)),
};
