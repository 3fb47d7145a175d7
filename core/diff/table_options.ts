/**
 * Comparing the options of tables that a database can change.
 *
 * @module
 */
import type { AlterTable, Op } from "../ops/mod.ts";
import { compact, type DialectOptions, freeze, same } from "../schema/mod.ts";
import type { DiffContext, TablePair } from "./comparator.ts";

/** Whether two tables differ in options that can be changed. */
export function differInOptions(
  { from, to }: Pick<TablePair, "from" | "to">,
  { tableOptions = {} }: Pick<DiffContext, "tableOptions">,
  kinds: readonly ("bound" | "free")[] = ["bound", "free"],
): boolean {
  const names = Object.keys(tableOptions).filter((name) =>
    kinds.some((kind) => tableOptions[name] === kind)
  );
  return !same(pick(from.options, names), pick(to.options, names));
}

/** The change of a table's options. */
export function compareTableOptions(pair: TablePair, cx: DiffContext): readonly Op[] {
  const { to, written } = pair;
  if (!differInOptions(pair, cx)) return [];
  const place = compact({ table: to.name, schema: to.schema });
  const set = { options: written.options ?? null };
  return [freeze({ kind: "alterTable", ...place, set }) as AlterTable];
}

function pick(options: DialectOptions | undefined, names: readonly string[]): DialectOptions {
  return Object.fromEntries(
    Object.entries(options ?? {}).flatMap(([dialect, own]) => {
      const found = Object.entries(own).filter(([name]) => names.includes(name));
      return found.length === 0 ? [] : [[dialect, Object.fromEntries(found)]];
    }),
  );
}
