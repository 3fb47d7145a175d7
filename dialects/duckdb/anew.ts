/**
 * Tables built anew, in one transaction: what ALTER TABLE can't do. The tables whose foreign keys lead
 * to the table are built anew with it, for DuckDB drops no table that others point at.
 *
 * @module
 */
import {
  createTableSql,
  indexStatement,
  tableComments,
  tableLines,
  unsupported,
} from "@retort/ansi";
import type { RenderContext, Statement } from "@retort/core/dialect";
import { applyAll, type Op } from "@retort/core/ops";
import {
  creationOrder,
  displayName,
  type Schema,
  type Table,
  tableKey,
  type TableName,
} from "@retort/core/schema";
import { parts } from "./parts.ts";
import { createSequences, dropSequences, numbered, sequencesOf } from "./sequences.ts";
import { writer } from "./writer.ts";

/** A change of a table. */
export interface Anew {
  /** The table before. */
  readonly table: Table;
  /** The table after. */
  readonly after: Table;
  /** What changes it; other tables may change with it. */
  readonly op: Op;
  /** New names of columns, by the old ones. */
  readonly renames?: Readonly<Record<string, string>>;
  /** The SQL that gives a column its values, by its new name. */
  readonly using?: Readonly<Record<string, string>>;
}

/** Whether a foreign key of a table leads to another. */
function pointsAt(table: Table, to: TableName): boolean {
  return table.foreignKeys.some(({ references }) =>
    references.table === to.name && references.schema === to.schema
  );
}

/**
 * Whether DuckDB lets a table be altered: it has no index, and nothing points at it. Indexes could be
 * dropped and made again, but not in one transaction: DuckDB may still find the old ones there.
 */
export function mayAlter(table: Table, { before }: RenderContext): boolean {
  return table.indexes.length === 0 &&
    ![...before.tables.values()].some((other) => pointsAt(other, table));
}

/** One table of those that are built anew. */
interface Pair {
  readonly old: Table;
  readonly next: Table;
  /** The table that keeps the rows meanwhile. */
  readonly aside: string;
}

/** The statements that build a table anew, and all that point at it. */
export function anew(change: Anew, cx: RenderContext): readonly Statement[] {
  const pairs = pairsOf(change, cx.before);
  const order = creationOrder(pairs.map(({ next }) => next));
  const sorted = order.tables.flatMap((table) => pairs.filter(({ next }) => next === table));
  for (const { next } of sorted) refuseCircle(next, order.cyclic);
  const names = cx.names;
  const gone = goneSequences(sorted);
  return [
    ...sorted.map(({ old, aside }) => keepAside(old, aside)),
    ...sorted.toReversed().map(({ old }) => rewrite(`DROP TABLE ${writer.table(old)}`)),
    ...sorted.flatMap(({ old, next }) => newSequences(old, next)),
    ...sorted.map(({ next }) => {
      const lines = tableLines(parts, numbered(next), names);
      return rewrite(createTableSql(parts, next, { lines }));
    }),
    ...sorted.map((pair) => fill(pair, pair.old === change.table ? change : undefined)),
    ...sorted.map(({ aside }) => rewrite(`DROP TABLE ${aside}`)),
    ...sorted.flatMap(({ next }) =>
      next.indexes.map((index) => indexStatement(parts, next, { index }))
    ),
    ...sorted.flatMap(({ next }) => tableComments(parts, next)),
    ...dropSequences(gone),
  ].map((statement): Statement => ({ ...statement, transaction: "required" }));
}

function rewrite(sql: string): Statement {
  return { sql, cost: "rewrite" };
}

/** The table, and those that lead to it, also by others. */
function pairsOf({ table, after, op }: Anew, before: Schema): readonly Pair[] {
  const found = new Map<string, Table>([[tableKey(table), table]]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [key, other] of before.tables) {
      if (found.has(key)) continue;
      if (![...found.values()].some((one) => pointsAt(other, one))) continue;
      found.set(key, other);
      grown = true;
    }
  }
  const later = applyAll([op], before);
  return [...found.values()].map((old, n): Pair => {
    const next = old === table ? after : later.tables.get(tableKey(old)) ?? old;
    return { old, next, aside: `retort_aside_${n}` };
  });
}

/** Rows that point at rows of their own table can't be put in at once: each looks for the other. */
function refuseCircle(table: Table, cyclic: ReadonlySet<string>): void {
  if (!pointsAt(table, table) && !cyclic.has(tableKey(table))) return;
  const what = `build table ${displayName(table)} anew, whose foreign keys lead back to it`;
  unsupported("duckdb", what, "drop that foreign key before, and add it again in an empty table");
}

function keepAside(old: Table, aside: string): Statement {
  return rewrite(`CREATE TEMP TABLE ${aside} AS SELECT * FROM ${writer.table(old)}`);
}

function fill({ old, next, aside }: Pair, change: Anew | undefined): Statement {
  const { renames = {}, using = {} } = change ?? {};
  const former = new Map(Object.entries(renames).map(([from, to]) => [to, from]));
  const copied = next.columns.flatMap((column) => {
    if (column.computed) return [];
    const name = former.get(column.name) ?? column.name;
    const before = old.columns.find((item) => item.name === name && !item.computed);
    if (!before) return [];
    const plain = writer.name(name);
    const same = parts.types.same(before.type, column.type);
    const cast = same ? plain : `CAST(${plain} AS ${parts.types.format(column.type)})`;
    return [[writer.name(column.name), using[column.name] ?? cast] as const];
  });
  const columns = copied.map(([name]) => name).join(", ");
  const values = copied.map(([, value]) => value).join(", ");
  return rewrite(`INSERT INTO ${writer.table(next)} (${columns}) SELECT ${values} FROM ${aside}`);
}

function newSequences(old: Table, next: Table): readonly Statement[] {
  const had = new Set(sequencesOf(old).map(tableKey));
  const columns = next.columns.filter((column) =>
    column.identity &&
    !sequencesOf({ ...next, columns: [column] }).every((s) => had.has(tableKey(s)))
  );
  return createSequences({ ...next, columns });
}

function goneSequences(pairs: readonly Pair[]): readonly TableName[] {
  const kept = new Set(pairs.flatMap(({ next }) => sequencesOf(next).map(tableKey)));
  return pairs.flatMap(({ old }) => sequencesOf(old)).filter((item) => !kept.has(tableKey(item)));
}
