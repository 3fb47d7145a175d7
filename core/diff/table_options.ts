/**
 * Comparing the options of tables that a database can change.
 *
 * @module
 */
import type { AlterTable, Op } from "../ops/mod.ts";
import { compact, type DialectOptions, freeze, type Json, same } from "../schema/mod.ts";
import type { DiffContext, TablePair } from "./comparator.ts";

type Kind = "bound" | "free" | "said";

/** Whether two tables differ in options that can be changed. */
export function differInOptions(
  { from, to, written }: Pick<TablePair, "from" | "to" | "written">,
  { tableOptions = {} }: Pick<DiffContext, "tableOptions">,
  kinds: readonly Kind[] = ["bound", "free", "said"],
): boolean {
  const counts = (name: string): boolean => {
    const kind = tableOptions[name];
    if (kind === undefined || !kinds.includes(kind)) return false;
    return kind !== "said" || isSaid(written.options, name);
  };
  return !same(pick(from.options, counts), pick(to.options, counts));
}

/** The change of a table's options: to what its author wrote, and to what is there beside it. */
export function compareTableOptions(pair: TablePair, cx: DiffContext): readonly Op[] {
  const { from, to, written } = pair;
  if (!differInOptions(pair, cx)) return [];
  const kept = pick(from.options, (name) => {
    const kind = cx.tableOptions?.[name];
    return kind === undefined || (kind === "said" && !isSaid(written.options, name));
  });
  const place = compact({ table: to.name, schema: to.schema });
  const options = merged(kept, written.options ?? {});
  const set = { options: Object.keys(options).length === 0 ? null : options };
  return [freeze({ kind: "alterTable", ...place, set }) as AlterTable];
}

/** Whether an author says something of an option, for the dialect or for one of its flavours. */
function isSaid(options: DialectOptions | undefined, name: string): boolean {
  return Object.values(options ?? {}).some((own) => own[name] !== undefined);
}

function pick(
  options: DialectOptions | undefined,
  counts: (name: string) => boolean,
): DialectOptions {
  return Object.fromEntries(
    Object.entries(options ?? {}).flatMap(([dialect, own]) => {
      const found = Object.entries(own).filter(([name]) => counts(name));
      return found.length === 0 ? [] : [[dialect, Object.fromEntries(found)]];
    }),
  );
}

function merged(a: DialectOptions, b: DialectOptions): DialectOptions {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    Array.from(names, (name): [string, Readonly<Record<string, Json>>] => {
      return [name, { ...a[name], ...b[name] }];
    }),
  );
}
