/**
 * What a list of ops destroys, in the names that hold before the first of them.
 *
 * @module
 */
import { tableKey, type TableName } from "../schema/mod.ts";
import { type Op, spec } from "./mod.ts";
import { type Loss, target } from "./op.ts";

/** A rename that ops before the loss have done. */
interface Rename {
  readonly table: TableName;
  readonly to: string;
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
    for (const loss of Array.isArray(found) ? found : [found]) losses.push(original(loss, renames));
    const rename = renameOf(op);
    if (rename) renames.push(rename);
  }
  return losses;
}

function flat(ops: readonly Op[]): readonly Op[] {
  return ops.flatMap((op) => op.kind === "batchAlterTable" && "ops" in op ? flat(op.ops) : [op]);
}

function renameOf(op: Op): Rename | undefined {
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

function original(loss: Loss, renames: readonly Rename[]): Loss {
  return renames.reduceRight((current, rename) => {
    if (rename.column === undefined) {
      const renamed = { ...rename.table, name: rename.to };
      if (tableKey(current.table) !== tableKey(renamed)) return current;
      return { ...current, table: rename.table };
    }
    const same = tableKey(current.table) === tableKey(rename.table);
    return same && current.column === rename.to ? { ...current, column: rename.column } : current;
  }, loss);
}
