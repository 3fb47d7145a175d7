/**
 * What renderers have to know of the database.
 *
 * @module
 */
import type { Op } from "@retort/core/ops";
import type { TableName } from "@retort/core/schema";

/** A table that is changed may be built anew, and all that point at it. */
const changing: ReadonlySet<string> = new Set([
  "renameTable",
  "batchAlterTable",
  "addColumn",
  "dropColumn",
  "alterColumn",
  "renameColumn",
  "addConstraint",
  "dropConstraint",
]);

/** What the renderer of an op has to know. */
export function reads(op: Op): TableName | "everything" | undefined {
  if (changing.has(op.kind)) return "everything";
  if (op.kind !== "dropTable" || !("name" in op)) return undefined;
  return op.schema === undefined ? { name: op.name } : { name: op.name, schema: op.schema };
}
