/**
 * Changes that a view or a trigger can be in the way of.
 *
 * @module
 */
import { enumColumns } from "../ops/mod.ts";
import type { AllTables } from "./all_tables.ts";
import type { TablePair } from "./comparator.ts";
import type { EnumOps } from "./enums.ts";
import type { Sides } from "./objects.ts";
import type { HardChange } from "./views.ts";

/** The columns that go, get another type or are made anew, by table. */
export function hardChanges(
  { pairs, removed }: Pick<AllTables, "pairs" | "removed">,
  { shrunk }: Pick<EnumOps, "shrunk">,
  { from, cx }: Sides,
): readonly HardChange[] {
  if (!cx.frozenViews) return [];
  const hard = goneColumns({ pairs, removed }, cx.types.same);
  const converted = shrunk.flatMap((type) => enumColumns(from, type)).map(({ table, column }) => {
    return { table: table.name, columns: new Set([column.name]) };
  });
  return [...converted, ...hard];
}

/**
 * The columns that go or are made anew, by table, and those whose type is not the same any more. Also
 * where views freeze nothing, one that names a column cannot be made without it.
 */
export function goneColumns(
  { pairs, removed }: Pick<AllTables, "pairs" | "removed">,
  sameType: Sides["cx"]["types"]["same"] = () => true,
): readonly HardChange[] {
  const gone = removed.map(({ name, columns }) => {
    return { table: name, columns: new Set(columns.map((column) => column.name)) };
  });
  const changed = pairs.filter(({ equal }) => !equal).map((pair): HardChange => {
    return { table: pair.from.name, columns: hardColumns(pair, sameType) };
  });
  return [...gone, ...changed].filter(({ columns }) => columns.size > 0);
}

function hardColumns(
  { from, to, recreated }: TablePair,
  sameType: Sides["cx"]["types"]["same"],
): ReadonlySet<string> {
  const after = new Map(to.columns.map((column) => [column.name, column]));
  const hard = from.columns.filter(({ name, type }) => {
    const next = after.get(name);
    return !next || recreated.has(name) || !sameType(type, next.type);
  });
  return new Set(hard.map(({ name }) => name));
}
