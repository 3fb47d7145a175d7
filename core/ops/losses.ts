/**
 * What a list of ops destroys, in the names that hold before the first of them.
 *
 * @module
 */
import { tableKey, type TableName } from "../schema/mod.ts";
import { type Op, spec } from "./mod.ts";
import { type Loss, target } from "./op.ts";

/** A rename that ops before have done. */
export interface Rename {
  /** The table, by its name before. */
  readonly table: TableName;
  /** The new name. */
  readonly to: string;
  /** The column; absent: the table itself. */
  readonly column?: string;
}

/** A table, or a column of it. */
export interface Named {
  /** The table. */
  readonly table: TableName;
  /** The column; absent: the table itself. */
  readonly column?: string;
}

/**
 * The losses of ops in a row. A column that was renamed before it is dropped is lost under its first
 * name, which is the one that a database knows before the run.
 *
 * ```ts
 * import { op } from "@retort/core";
 * import { lossesOf } from "@retort/core/ops";
 *
 * lossesOf([op.renameColumn("users", "name", "n"), op.dropColumn("users", "n")]);
 * // [{ table: { name: "users" }, column: "name" }]
 * ```
 */
export function lossesOf(ops: readonly Op[]): readonly Loss[] {
  const renames: Rename[] = [];
  const losses: Loss[] = [];
  for (const op of flat(ops)) {
    const found = spec(op).destroys?.(op) ?? [];
    for (const loss of Array.isArray(found) ? found : [found]) {
      losses.push(beforeRenames(loss, renames));
    }
    const rename = renameOf(op);
    if (rename) renames.push(rename);
  }
  return losses;
}

/** The ops with those of batches in their place. */
export function flat(ops: readonly Op[]): readonly Op[] {
  return ops.flatMap((op) => op.kind === "batchAlterTable" && "ops" in op ? flat(op.ops) : [op]);
}

/** What an op renames, if it does. */
export function renameOf(op: Op): Rename | undefined {
  if (op.kind === "renameTable" && "to" in op) {
    return { table: target(op.name, op.schema), to: op.to };
  }
  if (op.kind === "renameColumn" && "to" in op) {
    return { table: target(op.table, op.schema), to: op.to, column: op.column };
  }
  if (op.kind === "alterColumn" && "set" in op && op.set.name !== undefined) {
    return { table: target(op.table, op.schema), to: op.set.name, column: op.column };
  }
  return undefined;
}

/** Something under the name that it had before these renames. */
export function beforeRenames<T extends Named>(item: T, renames: readonly Rename[]): T {
  return renames.reduceRight<T>((current, rename) => {
    if (rename.column === undefined) {
      const renamed = { ...rename.table, name: rename.to };
      if (tableKey(current.table) !== tableKey(renamed)) return current;
      return { ...current, table: rename.table };
    }
    const same = tableKey(current.table) === tableKey(rename.table);
    return same && current.column === rename.to ? { ...current, column: rename.column } : current;
  }, item);
}
