/**
 * Comparing all tables of two schemas, with everything that hangs on them.
 *
 * @module
 */
import type { Op } from "../ops/mod.ts";
import {
  compact,
  isUnknown,
  type Schema,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import { compareColumns, recreatedColumns, retypedColumns } from "./columns.ts";
import { type DiffContext, type ObjectName, sameTable, type TablePair } from "./comparator.ts";
import { compareConstraints, goingKeys, pointsAtRekeyed } from "./constraints.ts";
import { compareIndexes } from "./indexes.ts";
import { byName, objectName, type Sides } from "./objects.ts";
import { compares } from "./registry.ts";
import { compareTableOptions, differInOptions } from "./table_options.ts";
import { compareTableComment, createTables, dropTables } from "./tables.ts";

/** The ops on tables, and what they are about. */
export interface AllTables {
  /** The ops, in an order in which they can run. */
  readonly ops: readonly Op[];
  /** Tables that go. */
  readonly removed: readonly Table[];
  /** Tables that stay. */
  readonly pairs: readonly TablePair[];
  /** Tables that only the first has and that are nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
  /** Tables that could not be compared, because it is not known what they look like. */
  readonly skipped: readonly TableName[];
}

/**
 * Compares all tables.
 *
 * Foreign keys go first and come last; tables are created before what points at them and dropped
 * after it; a cycle of foreign keys is broken by adding one of them afterwards.
 */
export function compareTables(sides: Sides): AllTables {
  const { cx } = sides;
  const { removed, created, pairs, skipped } = sortTables(sides);
  const come = compares(cx, "tables");
  const managed = (table: Table): boolean => cx.managed?.(objectName("table", table)) ?? true;
  const going = come ? removed.filter(managed) : [];
  const gone = dropTables(going);
  const comes = createTables(
    come ? created.map((table) => withoutTriggers(cx.written?.(table) ?? table)) : [],
  );
  const changes = pairs.map((pair) => tableChanges(pair, sides));
  return {
    ops: [
      ...gone.keys,
      ...changes.flatMap((item) => item.dropKeys),
      ...gone.drops,
      ...changes.flatMap((item) => item.inside),
      ...comes.creates,
      ...comes.keys,
      ...changes.flatMap((item) => item.addKeys),
    ],
    removed: going,
    pairs,
    unmanaged: removed.filter((table) => !managed(table)).map((item) => objectName("table", item)),
    skipped,
  };
}

interface TableChanges {
  /** Foreign keys that go: before anything they point at. */
  readonly dropKeys: readonly Op[];
  /** Changes in the table itself. */
  readonly inside: readonly Op[];
  /** Foreign keys that come: after all they point at. */
  readonly addKeys: readonly Op[];
}

function tableChanges(pair: TablePair, { cx }: Sides): TableChanges {
  // Most tables are as they shall be, and that is soon seen; hooks have to be asked all the same.
  const hooks = typeof cx.compareType === "function" || typeof cx.compareDefault === "function";
  if (!hooks && pair.equal) return { dropKeys: [], inside: [], addKeys: [] };
  const none = { dropKeys: [], drops: [], adds: [], addKeys: [] };
  const constraints = compares(cx, "constraints") ? compareConstraints(pair) : none;
  const indexes = compares(cx, "indexes") ? compareIndexes(pair) : { drops: [], creates: [] };
  const columns = compares(cx, "columns")
    ? compareColumns(pair, cx)
    : { unnumbers: [], changes: [], numbers: [] };
  const inside: readonly Op[] = [
    ...columns.unnumbers,
    ...indexes.drops,
    ...constraints.drops,
    ...columns.changes,
    ...constraints.adds,
    ...columns.numbers,
    ...indexes.creates,
    ...compareTableOptions(pair, cx),
    ...compareTableComment(pair, cx),
  ];
  return { dropKeys: constraints.dropKeys, inside, addKeys: constraints.addKeys };
}

interface SortedTables {
  readonly removed: readonly Table[];
  readonly created: readonly Table[];
  readonly pairs: readonly TablePair[];
  readonly skipped: readonly TableName[];
}

function sortTables({ from, to, cx }: Sides): SortedTables {
  const skipped: TableName[] = [];
  const created: Table[] = [];
  const pairs: TablePair[] = [];
  for (const table of byName(to.tables).map(withoutTriggers)) {
    const old = findTable(from, table);
    if (isUnknown(from, table)) skipped.push(nameOf(table));
    else if (old === undefined) created.push(table);
    else {
      const equal = sameTable(old, table);
      const written = cx.written?.(table) ?? table;
      const changed = equal ? unchanged : changedColumns(old, table, cx);
      pairs.push({ from: old, to: table, written, equal, ...changed });
    }
  }
  const removed = byName(from.tables)
    .filter((table) => findTable(to, table) === undefined && !isUnknown(from, table));
  return { removed, created, pairs: withRekeyed(withReoptioned(pairs, cx), cx), skipped };
}

/** A table whose foreign keys point at what changes has to be looked at, if it changes or not. */
function withRekeyed(pairs: readonly TablePair[], { types }: DiffContext): readonly TablePair[] {
  const bound = types.binds !== undefined || types.bindsKeys !== undefined;
  const changed = bound ? pairs.filter(({ equal }) => equal !== true) : [];
  const rekeyed = changed.map((pair) => [tableKey(pair.to), pair.rekeyed] as const);
  const going = changed.map((pair) => [tableKey(pair.to), goingKeys(pair)] as const);
  const rekeyedIn = new Map(rekeyed.filter(([, columns]) => columns.size > 0));
  const goingIn = new Map(going.filter(([, keys]) => keys.length > 0));
  if (rekeyedIn.size === 0 && goingIn.size === 0) return pairs;
  return pairs.map((pair) => {
    const isBound = pair.to.foreignKeys.some((key) => pointsAtRekeyed(key, { rekeyedIn, goingIn }));
    return { ...pair, rekeyedIn, goingIn, ...(isBound ? { equal: false } : {}) };
  });
}

/** A permanent table can't reference an unlogged one, not even until both have changed. */
function withReoptioned(pairs: readonly TablePair[], cx: DiffContext): readonly TablePair[] {
  const found = pairs.filter((pair) => differInOptions(pair, cx, ["bound"]));
  if (found.length < 2) return pairs;
  const reoptioned = new Set(found.map(({ to }) => tableKey(to)));
  return pairs.map((pair) => found.includes(pair) ? { ...pair, reoptioned } : pair);
}

const none: ReadonlySet<string> = new Set();
const nowhere: Pick<TablePair, "rekeyedIn" | "goingIn"> = {
  rekeyedIn: new Map(),
  goingIn: new Map(),
};
const apart = { reoptioned: none, ...nowhere };
const unchanged = { recreated: none, retyped: none, rekeyed: none, ...apart };

/** The columns that are made anew, and those with which more is made anew than they. */
function changedColumns(
  from: Table,
  to: Table,
  { types, frozenViews }: DiffContext,
): Pick<TablePair, keyof typeof unchanged> {
  // Where views freeze the types of columns, computed columns do too.
  const frozen = frozenViews ? retypedColumns(from, to, (a, b) => !types.same(a, b)) : undefined;
  const { binds = () => false, bindsKeys = binds } = types;
  const retyped = retypedColumns(from, to, binds);
  const rekeyed = bindsKeys === binds ? retyped : retypedColumns(from, to, bindsKeys);
  return { recreated: recreatedColumns(from, to, frozen), retyped, rekeyed, ...apart };
}

/** Triggers are compared by themselves, and are made by ops of their own. */
function withoutTriggers(table: Table): Table {
  if (table.triggers === undefined) return table;
  const { triggers: _triggers, ...rest } = table;
  return rest;
}

function findTable({ tables }: Schema, table: Table): Table | undefined {
  return tables.get(tableKey(table));
}

function nameOf({ name, schema }: Table): TableName {
  return compact({ name, schema });
}
