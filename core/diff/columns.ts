/**
 * Comparing columns: type, nullability, default, collation and comment.
 *
 * @module
 */
import {
  type AddColumn,
  type AlterColumn,
  type ColumnChanges,
  dropColumn,
  type Op,
} from "../ops/mod.ts";
import { called } from "../errors/called.ts";
import { type Column, compact, freeze, mentionsColumn, same, type Table } from "../schema/mod.ts";
import type { ColumnPair, DiffContext, TablePair } from "./comparator.ts";
import { columnsWithKeys, keysAdded } from "./numbered.ts";

/** The columns that both sides have and that get another type. */
export function retypedColumns(
  from: Table,
  to: Table,
  differ: (from: Column["type"], to: Column["type"]) => boolean,
): ReadonlySet<string> {
  const after = new Map(to.columns.map((column) => [column.name, column]));
  const found = from.columns.filter(({ name, type }) => {
    const next = after.get(name);
    // Most types are equal word for word, and that is soon seen.
    return next !== undefined && !same(type, next.type) && differ(type, next.type);
  });
  return new Set(found.map(({ name }) => name));
}

/**
 * The columns that only dropping and adding again can change: computed ones, which hold no data, and
 * those that are computed from them or from a column whose type is frozen by them.
 */
export function recreatedColumns(
  from: Table,
  to: Table,
  frozen: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const before = new Map(from.columns.map((column) => [column.name, column]));
  const found = new Set(
    to.columns.flatMap((column) => {
      const old = before.get(column.name);
      return old && !same(old.computed, column.computed) ? [column.name] : [];
    }),
  );
  const uses = ({ name, computed }: Column): boolean =>
    computed !== undefined && !found.has(name) &&
    [found, frozen].some((names) => mentionsColumn(computed.expression, names));
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
export interface ColumnOps {
  /** Numbering that ends: before the key that it may need goes. */
  readonly unnumbers: readonly Op[];
  /** All other changes. */
  readonly changes: readonly Op[];
  /** Numbering that begins: after the key that it may need has come. */
  readonly numbers: readonly Op[];
}

/** Compares the columns of a table. */
export function compareColumns(pair: TablePair, cx: DiffContext): ColumnOps {
  const { from, to, written } = pair;
  const place = compact({ table: to.name, schema: to.schema });
  const before = new Map(from.columns.map((column) => [column.name, column]));
  const after = new Map(to.columns.map((column) => [column.name, column]));
  const own = new Map(written.columns.map((column) => [column.name, column]));
  const isNew = (name: string): boolean => !before.has(name) || pair.recreated.has(name);
  const drops = droppedColumns(pair, (name) => after.has(name));
  const adds = addedColumns(pair, to.columns.filter(({ name }) => isNew(name)));
  const kept = to.columns.flatMap((column) => {
    const old = before.get(column.name);
    return !old || isNew(column.name) ? [] : [{ from: old, to: column }];
  });
  const alter = (column: string, set: ColumnChanges): readonly AlterColumn[] =>
    Object.keys(set).length === 0 ? [] : [freeze({ kind: "alterColumn", ...place, column, set })];
  const alters = kept.flatMap((item) => {
    const author = own.get(item.to.name) ?? item.to;
    return alter(item.to.name, changes({ table: pair.to, ...item }, author, cx));
  });
  const numbered = kept.filter((item) => !item.from.identity && item.to.identity);
  const unnumbered = kept.filter((item) => item.from.identity && !item.to.identity);
  const making = adds.some(({ constraints }) => constraints !== undefined);
  const keyed = making ? columnsWithKeys(pair) : new Set<string>();
  // A computed column must go before another can take its name, and a key before another comes.
  const early = drops.filter(({ column }) =>
    pair.recreated.has(column) || before.get(column)?.computed !== undefined || keyed.has(column)
  );
  const late = drops.filter((op) => !early.includes(op));
  // Some servers change no column that a computed one uses: it goes before that, and comes after.
  const { plain = [], computed = [] } = Object.groupBy(adds, kindOf);
  return {
    unnumbers: unnumbered.flatMap((item) => alter(item.to.name, { identity: null })),
    changes: [...early, ...plain, ...alters, ...computed, ...late],
    numbers: numbered.flatMap(({ to: column }) => {
      const identity = own.get(column.name)?.identity ?? column.identity;
      return alter(column.name, compact({ identity }));
    }),
  };
}

/** The columns that go: a computed one before those that it is computed from. */
function droppedColumns(
  { from, to, recreated }: TablePair,
  stays: (name: string) => boolean,
): readonly ReturnType<typeof dropColumn>[] {
  return inComputedOrder(from.columns)
    .filter(({ name }) => !stays(name) || recreated.has(name))
    .toReversed()
    .map(({ name }) => dropColumn(to.name, name, compact({ schema: to.schema })));
}

function kindOf({ column }: AddColumn): "plain" | "computed" {
  return column.computed === undefined ? "plain" : "computed";
}

/** The columns that come, numbered ones with their key. */
function addedColumns(pair: TablePair, columns: readonly Column[]): readonly AddColumn[] {
  const { to, written } = pair;
  const own = new Map(written.columns.map((column) => [column.name, column]));
  const place = compact({ table: to.name, schema: to.schema });
  return inComputedOrder(columns).map((column) => {
    const author = own.get(column.name) ?? column;
    const keys = compact({ constraints: keysAdded(pair, column.name) });
    return freeze({ kind: "addColumn", ...place, column: author, ...keys });
  });
}

/** What of a column changes where it stands; where numbering begins or ends is an op of its own. */
function changes(pair: ColumnPair, written: Column, cx: DiffContext): ColumnChanges {
  const { from, to } = pair;
  const differs = {
    type: !cx.types.same(from.type, to.type),
    default: !same(from.default, to.default),
  };
  const renumbered = from.identity && to.identity && !same(from.identity, to.identity);
  return compact({
    type: asked(cx, "compareType", { pair, differs: differs.type }) ? written.type : undefined,
    nullable: from.nullable === to.nullable ? undefined : to.nullable,
    default: asked(cx, "compareDefault", { pair, differs: differs.default })
      ? written.default ?? null
      : undefined,
    identity: renumbered ? written.identity ?? to.identity : undefined,
    collation: from.collation === to.collation ? undefined : to.collation ?? null,
    comment: !cx.comments || from.comment === to.comment ? undefined : to.comment ?? null,
    options: same(from.options, to.options) ? undefined : written.options ?? null,
  });
}

/** What the user's own comparison says, if there is one and it knows; else the usual one. */
function asked(
  cx: DiffContext,
  name: "compareType" | "compareDefault",
  { pair, differs }: { readonly pair: ColumnPair; readonly differs: boolean },
): boolean {
  const own = cx[name];
  if (typeof own === "function") return called(name, () => own(pair)) ?? differs;
  return own === false ? false : differs;
}
