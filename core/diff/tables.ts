/**
 * Comparing tables: which come, which go, and in what order.
 *
 * @module
 */
import { commentTable, type CreateTable, dropConstraint, dropTable, type Op } from "../ops/mod.ts";
import {
  compact,
  creationOrder,
  type ForeignKey,
  freeze,
  type Table,
  tableKey,
} from "../schema/mod.ts";
import type { DiffContext, TablePair } from "./comparator.ts";
import { addConstraint } from "./constraints.ts";

/** The creation of tables, and the foreign keys that have to wait until all are there. */
export function createTables(
  tables: readonly Table[],
): { readonly creates: readonly Op[]; readonly keys: readonly Op[] } {
  const { tables: ordered } = creationOrder(tables);
  const place = new Map(ordered.map((table, index) => [tableKey(table), index]));
  const creates: CreateTable[] = [];
  const keys: Op[] = [];
  ordered.forEach((table, index) => {
    // Two tables that point at each other can't both come second: one key is added afterwards.
    const waits = (key: ForeignKey): boolean => (place.get(target(key)) ?? -1) > index;
    const foreignKeys = table.foreignKeys.filter((key) => !waits(key));
    creates.push(freeze({ kind: "createTable", table: { ...table, foreignKeys } }));
    const owner = compact({ table: table.name, schema: table.schema });
    for (const key of table.foreignKeys.filter(waits)) {
      keys.push(addConstraint(owner, { kind: "foreignKey", ...key }));
    }
  });
  return { creates, keys };
}

/** The dropping of tables, after the foreign keys that would be in the way. */
export function dropTables(
  tables: readonly Table[],
): { readonly keys: readonly Op[]; readonly drops: readonly Op[] } {
  const ordered = creationOrder(tables).tables.toReversed();
  const place = new Map(ordered.map((table, index) => [tableKey(table), index]));
  const keys = ordered.flatMap((table, index) =>
    table.foreignKeys
      .filter((key) => (place.get(target(key)) ?? Infinity) < index)
      .flatMap(({ name }) => {
        const options = compact({ type: "foreignKey" as const, schema: table.schema });
        return name === undefined ? [] : [dropConstraint(table.name, name, options)];
      })
  );
  const drops = ordered.map((table) => dropTable(table.name, compact({ schema: table.schema })));
  return { keys, drops };
}

/** The change of a table's comment. */
export function compareTableComment({ from, to }: TablePair, cx: DiffContext): readonly Op[] {
  if (!cx.comments || from.comment === to.comment) return [];
  return [commentTable(to.name, to.comment ?? null, compact({ schema: to.schema }))];
}

function target({ references: { table, schema } }: ForeignKey): string {
  return tableKey(schema === undefined ? { name: table } : { name: table, schema });
}
