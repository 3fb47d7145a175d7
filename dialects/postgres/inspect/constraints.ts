/**
 * Constraints in the catalog.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import {
  type Check,
  compact,
  type Deferral,
  type Exclusion,
  type ExclusionPart,
  type ForeignKey,
  type Json,
  type PrimaryKey,
  type ReferentialAction,
  sql,
  type Table,
  type Unique,
} from "@retort/core/schema";
import { ownOptions } from "../options.ts";
import type { TableSource } from "./mod.ts";
import type { ConstraintRow, IndexRow } from "./rows.ts";
import { storageOf } from "./storage.ts";

const actions: Readonly<Record<string, ReferentialAction>> = {
  r: "restrict",
  c: "cascade",
  n: "set null",
  d: "set default",
};

/** The constraints of a table, and the numbers of the indexes behind them. */
export interface FoundConstraints {
  /** The constraints. */
  readonly found: Pick<Table, "primaryKey" | "uniques" | "foreignKeys" | "checks" | "excludes">;
  /** The indexes behind keys, which are no indexes of their own. */
  readonly backing: ReadonlySet<number>;
}

/** What reading constraints needs. */
export interface ConstraintSource extends TableSource {
  /** The names of the table's columns, by number. */
  readonly names: ReadonlyMap<number, string>;
}

/** Reads the constraints of a table; by name, since the catalog keeps no order. */
export function readConstraints(oid: number, source: ConstraintSource): FoundConstraints {
  const rows = [...source.hangs.constraints.get(oid) ?? []].sort((a, b) =>
    a.name < b.name ? -1 : 1
  );
  const backing = new Set<number>();
  const found: MutableConstraints = { uniques: [], foreignKeys: [], checks: [] };
  for (const row of rows) {
    if (row.type === "c") found.checks.push(readCheck(row));
    else if (row.type === "f") found.foreignKeys.push(readForeignKey(row, source));
    else {
      backing.add(Number(row.index));
      if (row.type === "p") found.primaryKey = readKey(row, source);
      else if (row.type === "u") found.uniques.push(readUnique(row, source));
      else if (row.type === "x") (found.excludes ??= []).push(readExclusion(row, source));
    }
  }
  return { found, backing };
}

interface MutableConstraints {
  primaryKey?: PrimaryKey;
  readonly uniques: Unique[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: Check[];
  excludes?: Exclusion[];
}

/** Names of columns from their numbers as JSON. */
function columnsOf(
  numbers: string | null,
  names: ReadonlyMap<number, string>,
): readonly string[] {
  return listOf(numbers ?? "[]").map((number) => names.get(number) ?? "");
}

/** Most keys are of the first column, or of another one. */
const listOf = remembering((text): readonly number[] => {
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.map(Number) : [];
});

function deferral({ deferrable, deferred }: ConstraintRow): Deferral {
  if (!deferrable) return {};
  return deferred ? { deferrable, initially: "deferred" } : { deferrable };
}

function readKey(row: ConstraintRow, source: ConstraintSource): PrimaryKey {
  return compact({
    name: row.name,
    columns: columnsOf(row.key, source.names),
    options: ownOptions({ ...deferral(row), ...indexOfKey(row, source) }),
  });
}

/** What is said of the index behind a key beside its columns. */
function indexOfKey(
  row: ConstraintRow,
  { names, hangs, notes }: ConstraintSource,
): Readonly<Record<string, Json | undefined>> {
  const indexes: readonly IndexRow[] = hangs.indexes.get(Number(row.rel)) ?? [];
  const index = indexes.find((item) => Number(item.oid) === Number(row.index));
  if (!index) return {};
  const held = index.key.split(" ").slice(index.keys).map((number) => names.get(Number(number)));
  return {
    nullsNotDistinct: index.nullsame ? true : undefined,
    include: held.length === 0 ? undefined : held.map((name) => name ?? ""),
    with: storageOf(index.options),
    tablespace: Number(index.tablespace) === 0
      ? undefined
      : notes.name("tablespace", index.tablespace),
  };
}

function readUnique(row: ConstraintRow, source: ConstraintSource): Unique {
  return compact({
    name: row.name,
    columns: columnsOf(row.key, source.names),
    ...deferral(row),
    options: ownOptions(indexOfKey(row, source)),
  });
}

function readForeignKey(
  row: ConstraintRow,
  { names, places, hangs }: ConstraintSource,
): ForeignKey {
  const parent = places.get(Number(row.frel));
  const theirs = hangs.names.get(Number(row.frel)) ?? new Map();
  const [onDelete = "", onUpdate = "", match] = row.actions;
  return compact({
    name: row.name,
    columns: columnsOf(row.key, names),
    references: compact({
      table: parent?.name ?? "",
      schema: parent?.schema,
      columns: columnsOf(row.fkey, theirs),
    }),
    onDelete: actions[onDelete],
    onUpdate: actions[onUpdate],
    match: match === "f" ? "full" as const : undefined,
    ...deferral(row),
  });
}

/** What is compared stands in the index behind it. */
function readExclusion(row: ConstraintRow, { names, hangs, notes }: ConstraintSource): Exclusion {
  const indexes: readonly IndexRow[] = hangs.indexes.get(Number(row.rel)) ?? [];
  const index = indexes.find((item) => Number(item.oid) === Number(row.index));
  const operators: readonly string[] = JSON.parse(row.operators ?? "[]");
  const texts: readonly string[] = JSON.parse(index?.expressions ?? "[]");
  const numbers = index?.key.split(" ").map(Number) ?? [];
  return compact({
    name: row.name,
    elements: operators.map((operator, n): ExclusionPart => {
      const column = names.get(numbers[n] ?? 0);
      return column === undefined
        ? { expression: sql.raw(texts[n] ?? ""), operator }
        : { column, operator };
    }),
    using: index && notes.name("method", index.method),
    where: index?.pred ? sql.raw(index.pred) : undefined,
    ...deferral(row),
  });
}

function readCheck(row: ConstraintRow): Check {
  return compact({
    name: row.name,
    expression: sql.raw(row.text ?? ""),
    options: ownOptions({ noInherit: row.noinherit ? true : undefined }),
  });
}
