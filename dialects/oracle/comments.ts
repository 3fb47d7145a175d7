/**
 * Comments: an empty one takes a comment away.
 *
 * @module
 */
import { columnComment, tableComment } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import type { Table, TableName } from "@retort/core/schema";
import { parts } from "./parts.ts";

/** `COMMENT ON TABLE …`, or `COMMENT ON COLUMN …` where there is a column. */
export function commentStatement(
  table: TableName,
  column: string | undefined,
  comment: string | null,
): Statement {
  const text = comment ?? "";
  if (column === undefined) return tableComment(parts, table, text);
  return columnComment(parts, table, { name: column, comment: text });
}

/** The comments of a new table. */
export function tableComments(table: Table): readonly Statement[] {
  const found: Statement[] = [];
  if (table.comment !== undefined) found.push(commentStatement(table, undefined, table.comment));
  for (const { name, comment } of table.columns) {
    if (comment !== undefined) found.push(commentStatement(table, name, comment));
  }
  return found;
}
