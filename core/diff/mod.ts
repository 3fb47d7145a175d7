/**
 * The difference of two schemas as ops, in an order in which they can run.
 *
 * ```ts
 * import { diffSchemas } from "@retort/core/diff";
 * import { emptySchema, integer, MetaData, same } from "@retort/core/schema";
 *
 * const metadata = new MetaData();
 * metadata.table("users", { id: integer().primaryKey() });
 * const found = diffSchemas(emptySchema, metadata.schema(), { types: { same }, comments: true });
 * found.ops.map((op) => op.kind); // ["createTable"]
 * ```
 *
 * @module
 */
import type { Op } from "../ops/mod.ts";
import { displayName, isUnknown, type Schema, type Table, type TableName } from "../schema/mod.ts";
import { compareColumns, recreatedColumns } from "./columns.ts";
import type { DiffContext, TablePair } from "./comparator.ts";
import { compareConstraints } from "./constraints.ts";
import { compareIndexes } from "./indexes.ts";
import { compareEnums } from "./enums.ts";
import { createTables, dropTables } from "./tables.ts";

export type { DiffContext } from "./comparator.ts";
export { withFills } from "./fills.ts";
export * from "./renames/mod.ts";

/** What two schemas differ in. */
export interface SchemaDifference {
  /** The ops that turn the first into the second. */
  readonly ops: readonly Op[];
  /** Tables that only the first has and that are nobody's to drop. */
  readonly unmanaged: readonly TableName[];
  /** Tables that could not be compared, because it is not known what they look like. */
  readonly skipped: readonly TableName[];
}

/**
 * The ops that turn `from` into `to`; both must have been normalised by the same dialect.
 *
 * Foreign keys go first and come last; tables are created before what points at them and dropped
 * after it; a cycle of foreign keys is broken by adding one of them afterwards.
 */
export function diffSchemas(from: Schema, to: Schema, cx: DiffContext): SchemaDifference {
  const { removed, created, pairs, skipped } = sortTables(from, to, cx);
  const enums = compareEnums(from, to, cx);
  const managed = cx.managed ?? (() => true);
  const gone = dropTables(removed.filter(managed));
  const comes = createTables(created.map((table) => cx.written?.(table) ?? table));
  const changes = pairs.map((pair) => {
    const constraints = compareConstraints(pair);
    const indexes = compareIndexes(pair);
    const inside: readonly Op[] = [
      ...indexes.drops,
      ...constraints.drops,
      ...compareColumns(pair, cx),
      ...constraints.adds,
      ...indexes.creates,
    ];
    return { ...constraints, inside };
  });
  return {
    ops: [
      ...enums.before,
      ...gone.keys,
      ...changes.flatMap((item) => item.dropKeys),
      ...gone.drops,
      ...changes.flatMap((item) => item.inside),
      ...comes.creates,
      ...comes.keys,
      ...changes.flatMap((item) => item.addKeys),
      ...enums.after,
    ],
    unmanaged: removed.filter((table) => !managed(table)).map(nameOf),
    skipped,
  };
}

interface SortedTables {
  readonly removed: readonly Table[];
  readonly created: readonly Table[];
  readonly pairs: readonly TablePair[];
  readonly skipped: readonly TableName[];
}

function sortTables(from: Schema, to: Schema, cx: DiffContext): SortedTables {
  const skipped: TableName[] = [];
  const created: Table[] = [];
  const pairs: TablePair[] = [];
  for (const [key, table] of byName(to)) {
    const old = from.tables.get(key);
    if (isUnknown(from, table)) skipped.push(nameOf(table));
    else if (old === undefined) created.push(table);
    else {
      const recreated = recreatedColumns(old, table);
      pairs.push({ from: old, to: table, written: cx.written?.(table) ?? table, recreated });
    }
  }
  const removed = byName(from)
    .filter(([key, table]) => !to.tables.has(key) && !isUnknown(from, table))
    .map(([, table]) => table);
  return { removed, created, pairs, skipped };
}

/** By name, so that the order of declarations and of catalogs doesn't show. */
function byName(schema: Schema): readonly (readonly [string, Table])[] {
  return [...schema.tables].sort(([, a], [, b]) => (displayName(a) < displayName(b) ? -1 : 1));
}

function nameOf({ name, schema }: Table): TableName {
  return schema === undefined ? { name } : { name, schema };
}
