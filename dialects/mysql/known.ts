/**
 * What has to be known of a table before an op on it can be written.
 *
 * @module
 */
import { tableOfOp, unsupported } from "@retort/ansi";
import type { RenderContext } from "@retort/core/dialect";
import { type AddColumn, type CreateIndex, findTable, type Op } from "@retort/core/ops";
import type { Table, TableName } from "@retort/core/schema";
import { bothNames, isMariaDb, productOf } from "./flavour.ts";

/** The table as it is, where the server has no IF EXISTS of its own to decide. */
export function knownTable(
  op: { readonly table: string; readonly schema?: string },
  cx: RenderContext,
  what: string,
): Table {
  const table = cx.offline ? undefined : findTable(cx.before, tableOfOp(op));
  if (table) return table;
  return unsupported(
    productOf(cx.names),
    cx.offline ? `${what} in a script` : what,
    "leave ifExists and ifNotExists away",
  );
}

/**
 * The table that an op's renderer wants to know as it is, for `Dialect.reads`: to repeat a column or
 * what names one, to drop what hangs on one, to keep an index under a foreign key, or to decide an IF EXISTS.
 */
export function reads(op: Op, names: readonly string[] = bothNames): TableName | undefined {
  switch (op.kind) {
    case "alterColumn":
    case "alterTable":
    case "dropColumn":
    case "dropConstraint":
    case "dropIndex":
    case "batchAlterTable":
      return tableOfOp(op as TableOp);
    case "renameColumn":
      // MariaDB renames it in checks by itself.
      return isMariaDb(names) ? undefined : tableOfOp(op as TableOp);
    case "addColumn":
    case "createIndex": {
      const { ifNotExists, ...rest } = op as AddColumn | CreateIndex;
      const placed = "before" in rest && rest.before !== undefined;
      return ifNotExists || placed ? tableOfOp(rest) : undefined;
    }
    default:
      return undefined;
  }
}

/** An op that names its table by its own keys. */
interface TableOp {
  readonly table: string;
  readonly schema?: string;
}
