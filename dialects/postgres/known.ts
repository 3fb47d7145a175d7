/**
 * What has to be known of the database before an op can be written.
 *
 * @module
 */
import type { AlterColumn, AlterTable, BatchAlterTable, Op } from "@retort/core/ops";
import type { TableName } from "@retort/core/schema";
import { tableOfOp } from "@retort/ansi";

/**
 * What an op's renderer wants to know as it is, for `Dialect.reads`: the column whose type, collation
 * or numbering changes, since a default, a sequence or a type may have to go along; the table whose
 * options change, since those that are gone are reset; and all tables where a value of an enum goes,
 * since any may have columns of it. Ops that say all that is needed cost no query.
 */
export function reads(op: Op): TableName | "everything" | undefined {
  switch (op.kind) {
    case "alterColumn": {
      const { set } = op as AlterColumn;
      const needy = [set.type, set.collation, set.identity].some((item) => item !== undefined);
      return needy ? tableOfOp(op as AlterColumn) : undefined;
    }
    case "alterTable":
      return tableOfOp(op as AlterTable);
    case "batchAlterTable":
      return tableOfOp(op as BatchAlterTable);
    case "removeEnumValue":
      return "everything";
    default:
      return undefined;
  }
}
