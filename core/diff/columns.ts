/**
 * Comparing columns: type, nullability, default, collation and comment.
 *
 * @module
 */
import { type AddColumn, type AlterColumn, type ColumnChanges, dropColumn } from "../ops/mod.ts";
import type { Op } from "../ops/mod.ts";
import { type Column, compact, freeze, mentionsColumn, same, type Table } from "../schema/mod.ts";
import type { DiffContext, TablePair } from "./comparator.ts";

/**
 * The columns that only dropping and adding again can change: computed ones, which hold no data, and
 * those that are computed from them.
 */
export function recreatedColumns(from: Table, to: Table): ReadonlySet<string> {
  const before = new Map(from.columns.map((column) => [column.name, column]));
  const found = new Set(
    to.columns.flatMap((column) => {
      const old = before.get(column.name);
      return old && !same(old.computed, column.computed) ? [column.name] : [];
    }),
  );
  const uses = ({ name, computed }: Column): boolean =>
    computed !== undefined && !found.has(name) && mentionsColumn(computed.expression, found);
  const both = [...from.columns, ...to.columns];
  for (let next = both.find(uses); next; next = both.find(uses)) found.add(next.name);
  return new Set([...found].filter((name) => before.has(name)));
}

/** Columns in an order in which each comes after those that it is computed from. */
function inComputedOrder(columns: readonly Column[]): readonly Column[] {
  const ordered: Column[] = [];
  let left = columns;
  while (left.length > 0) {
    const waiting = new Set(left.map((column) => column.name));
    const ready = left.filter(({ name, computed }) => {
      if (computed === undefined) return true;
      const others = new Set([...waiting].filter((other) => other !== name));
      return !mentionsColumn(computed.expression, others);
    });
    // Columns that need each other are the server's to refuse.
    const next = ready.length > 0 ? ready : left;
    ordered.push(...next);
    left = left.filter((column) => !next.includes(column));
  }
  return ordered;
}

/** The ops that make the columns of a table what they shall be. */
export function compareColumns(pair: TablePair, cx: DiffContext): readonly Op[] {
  const { from, to, written } = pair;
  const place = compact({ table: to.name, schema: to.schema });
  const before = new Map(from.columns.map((column) => [column.name, column]));
  const after = new Map(to.columns.map((column) => [column.name, column]));
  const own = new Map(written.columns.map((column) => [column.name, column]));
  const isNew = (name: string): boolean => !before.has(name) || pair.recreated.has(name);
  const drops = inComputedOrder(from.columns)
    .filter(({ name }) => !after.has(name) || pair.recreated.has(name))
    .toReversed()
    .map(({ name }) => dropColumn(to.name, name, compact({ schema: to.schema })));
  const added = inComputedOrder(to.columns).filter(({ name }) => isNew(name));
  const adds = added.map((column): AddColumn => {
    return freeze({ kind: "addColumn", ...place, column: own.get(column.name) ?? column });
  });
  const alters = to.columns.flatMap((column): readonly AlterColumn[] => {
    const old = before.get(column.name);
    if (!old || isNew(column.name)) return [];
    const set = changes(old, column, { cx, written: own.get(column.name) ?? column });
    if (Object.keys(set).length === 0) return [];
    return [freeze({ kind: "alterColumn", ...place, column: column.name, set })];
  });
  // A computed column must go before another can take its name.
  const recreated = drops.filter((op) => pair.recreated.has(op.column));
  const gone = drops.filter((op) => !pair.recreated.has(op.column));
  return [...recreated, ...adds, ...alters, ...gone];
}

function changes(
  from: Column,
  to: Column,
  { cx, written }: { readonly cx: DiffContext; readonly written: Column },
): ColumnChanges {
  return compact({
    type: cx.types.same(from.type, to.type) ? undefined : written.type,
    nullable: from.nullable === to.nullable ? undefined : to.nullable,
    default: same(from.default, to.default) ? undefined : written.default ?? null,
    collation: from.collation === to.collation ? undefined : to.collation ?? null,
    comment: !cx.comments || from.comment === to.comment ? undefined : to.comment ?? null,
  });
}
