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
import { called, wanted } from "../errors/called.ts";
import type { DropTrigger, Op } from "../ops/mod.ts";
import {
  compact,
  type ObjectMap,
  objectMaps,
  type Schema,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import { type AllTables, compareTables } from "./all_tables.ts";
import type { DiffContext, ObjectName, Unchangeable } from "./comparator.ts";
import { compareEnums } from "./enums.ts";
import { compareExtensions } from "./extensions.ts";
import { goneColumns, hardChanges } from "./hard.ts";
import type { Sides } from "./objects.ts";
import { inMentionOrder } from "./order.ts";
import { comparePlugins } from "./plugins.ts";
import { recaseColumns } from "./recase.ts";
import { compares } from "./registry.ts";
import { compareRoutines } from "./routines.ts";
import { compareSchemas } from "./schemas.ts";
import { compareSequences } from "./sequences.ts";
import { compareTriggers, type TriggerOps, type TriggerOwners } from "./triggers.ts";
import { compareViews, type ViewOps } from "./views.ts";

export { contextFor } from "./comparator.ts";
export type {
  ColumnComparator,
  ColumnPair,
  DiffContext,
  DoneRenames,
  ObjectName,
  Unchangeable,
} from "./comparator.ts";
export { withConversions } from "./conversions.ts";
export * from "./drift.ts";
export { withFills } from "./fills.ts";
export * from "./registry.ts";
export * from "./renames/mod.ts";

/** What two schemas differ in. */
export interface SchemaDifference {
  /** The ops that turn the first into the second. */
  readonly ops: readonly Op[];
  /** What only the first has and is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
  /** What differs and no op can change. */
  readonly unchangeable: readonly Unchangeable[];
  /** Tables that could not be compared, because it is not known what they look like. */
  readonly skipped: readonly TableName[];
}

/**
 * The ops that turn `is` into `to`; both must have been normalised by the same dialect.
 *
 * Schemas, extensions, enums and sequences come before the tables that use them, and go after them;
 * routines, views and triggers come afterwards, each after what its text names, and go first.
 */
export function diffSchemas(is: Schema, to: Schema, given: DiffContext): SchemaDifference {
  const { from, cx } = recaseColumns(is, to, given);
  const sides = { from: only(from, cx), to: only(to, cx), cx };
  const tables = compareTables(sides);
  const schemas = compareSchemas(sides);
  const extensions = compareExtensions(sides);
  const enums = compareEnums(sides);
  const sequences = compareSequences(sides);
  const routines = compareRoutines(sides);
  const hard = hardChanges(tables, enums, sides);
  const views = compareViews(sides, sides.cx.frozenViews ? hard : goneColumns(tables));
  const plugins = comparePlugins(sides);
  const triggers = triggersOf(sides, tables, { ...views, hard });
  const before = [...schemas.creates, ...extensions.creates, ...enums.before, ...sequences.before];
  const sources = inMentionOrder([...routines.creates, ...views.creates]);
  return {
    ops: [
      ...leading(sides, triggers, views),
      ...plugins.drops,
      ...routines.dropsBefore,
      ...before,
      ...routines.before,
      ...tables.ops,
      ...sequences.owners,
      ...routines.dropsAfter,
      ...sequences.after,
      ...enums.after,
      ...sources.flatMap(({ ops }) => ops),
      ...triggers.creates,
      ...plugins.creates,
      ...extensions.drops,
      ...schemas.drops,
      ...ownChanges({ from, to, cx }),
    ],
    unmanaged: [tables, schemas, extensions, enums, sequences, routines, views, triggers, plugins]
      .flatMap(({ unmanaged }) => unmanaged),
    unchangeable: [...enums.unchangeable, ...extensions.unchangeable],
    skipped: tables.skipped,
  };
}

/** What goes before all else; what hangs on a renamed table goes by its new name. */
function leading({ from, cx }: Sides, triggers: TriggerOps, views: ViewOps): readonly Op[] {
  const renames = cx.renames?.ops ?? [];
  if (renames.length === 0) return [...triggers.drops, ...views.drops];
  const onView = (op: Op): boolean => {
    const { table, schema } = op as DropTrigger;
    return from.views?.has(tableKey(compact({ name: table, schema }))) ?? false;
  };
  return [
    ...triggers.drops.filter(onView),
    ...views.drops,
    ...renames,
    ...triggers.drops.filter((op) => !onView(op)),
  ];
}

/** What comparators beside retort's own found. */
function ownChanges({ from, to, cx }: Sides): readonly Op[] {
  return (cx.compare ?? []).filter(({ name }) => compares(cx, name))
    .flatMap((item) =>
      called(
        `compare of the comparator "${item.name}"`,
        () => item.compare(from, to, cx),
        wanted.ops,
      )
    );
}

/** The schema without the objects that are not compared. */
function only(schema: Schema, cx: DiffContext): Schema {
  const entries = Object.entries(schema).filter(([key]) => {
    // Each noun of a plugin is chosen by itself.
    if (key === "plugins") return true;
    return !objectMaps.some((map) => map === key) || compares(cx, key as ObjectMap);
  });
  return Object.fromEntries(entries) as unknown as Schema;
}

function triggersOf(
  sides: Sides,
  tables: AllTables,
  { gone, remade, hard }: TriggerOwners,
): TriggerOps {
  if (!compares(sides.cx, "triggers")) return { drops: [], creates: [], unmanaged: [] };
  const dropped = new Set([...tables.removed.map(tableKey), ...gone]);
  return compareTriggers(sides, { gone: dropped, remade, hard });
}
