/**
 * Columns whose names change in nothing but their case, where that is one name to the database.
 *
 * @module
 */
import { type Op, type RenameColumn, renameColumn, spec } from "../ops/mod.ts";
import { compact, editTable, isUnknown, type Schema, type Table } from "../schema/mod.ts";
import type { DiffContext } from "./comparator.ts";

/** Whether two tables have columns of the same names in the same order: none of them is renamed. */
export function sameColumnNames({ columns }: Table, { columns: others }: Table): boolean {
  return columns.length === others.length &&
    columns.every(({ name }, index) => name === others[index]?.name);
}

/** The new names by the old ones of columns that differ in nothing but the case of their names. */
export function recasedNames(from: Table, to: Table): ReadonlyMap<string, string> {
  const before = new Set(from.columns.map(({ name }) => name));
  const after = new Set(to.columns.map(({ name }) => name));
  const come = to.columns.filter(({ name }) => !before.has(name));
  const byFold = new Map(come.map(({ name }) => [fold(name), name]));
  const found = from.columns.flatMap(({ name }): readonly [string, string][] => {
    const next = after.has(name) ? undefined : byFold.get(fold(name));
    return next === undefined ? [] : [[name, next]];
  });
  return new Map(found);
}

/** Servers agree on the case of these letters only; with others a rename is a question as elsewhere. */
function fold(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * Renames such columns before all else is compared. Nothing has to be asked: the old and the new
 * name can't be those of two columns, so dropping one and adding the other is impossible.
 */
export function recaseColumns(
  from: Schema,
  to: Schema,
  cx: DiffContext,
): { readonly from: Schema; readonly cx: DiffContext } {
  if (!cx.caselessColumns) return { from, cx };
  const ops: Op[] = [];
  const former = new Map(cx.renames?.former);
  let renamed = from;
  for (const [key, table] of to.tables) {
    const before = from.tables.get(key);
    if (!before || sameColumnNames(before, table)) continue;
    if (isUnknown(from, table) || isUnknown(to, table)) continue;
    for (const [old, name] of recasedNames(before, table)) {
      const op = renameColumn(table.name, old, name, compact({ schema: table.schema }));
      renamed = renameIn(renamed, op);
      former.set(name, [...former.get(name) ?? [], old]);
      ops.push(op);
    }
  }
  if (ops.length === 0) return { from, cx };
  return {
    from: renamed,
    cx: { ...cx, renames: { ops: [...cx.renames?.ops ?? [], ...ops], former } },
  };
}

/** A trigger's text means the same column as before, so nothing of its table becomes unknown. */
function renameIn(schema: Schema, op: RenameColumn): Schema {
  const place = compact({ name: op.table, schema: op.schema });
  let triggers: Table["triggers"];
  const bare = editTable(schema, place, ({ triggers: own, ...table }) => {
    triggers = own;
    return table;
  });
  const renamed = spec(op).apply(op, bare);
  return triggers ? editTable(renamed, place, (table) => compact({ ...table, triggers })) : renamed;
}
