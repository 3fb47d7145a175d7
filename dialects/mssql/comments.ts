/**
 * Comments, which SQL Server keeps as extended properties.
 *
 * @module
 */
import { words } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import type { Table, TableName } from "@retort/core/schema";
import { objectText } from "./parts.ts";
import { nationalText, writer } from "./writer.ts";

/** What a comment hangs on, and what there was before. */
export interface CommentTarget {
  /** The table. */
  readonly table: TableName;
  /** The column; absent: the table itself. */
  readonly column?: string;
  /** Whether there is a comment already, which is changed by another procedure. */
  readonly exists: boolean;
}

/** The statement that adds, changes or drops a comment. */
export function commentStatement(target: CommentTarget, comment: string | null): Statement {
  const { table, column, exists } = target;
  const verb = comment === null ? "drop" : exists ? "update" : "add";
  const items = [
    "'MS_Description'",
    comment === null ? undefined : nationalText(comment),
    // Places that no schema was given for are in the schema of new users.
    `'schema', ${writer.name(table.schema?.split(".").at(-1) ?? "dbo")}`,
    `'table', ${writer.name(table.name)}`,
    column === undefined ? undefined : `'column', ${writer.name(column)}`,
  ].filter((item) => item !== undefined);
  const sql = words(`EXEC sp_${verb}extendedproperty`, items.join(", "));
  return { sql, cost: "catalog" };
}

/** The comments of a new table; one that may be there already may have its comments too. */
export function tableComments(table: Table, guarded = false): readonly Statement[] {
  const found: Statement[] = [];
  const add = (target: CommentTarget, comment: string): void => {
    const statement = commentStatement(target, comment);
    const sql = guarded ? `${guard(target)}\n${statement.sql}` : statement.sql;
    found.push({ ...statement, sql });
  };
  if (table.comment !== undefined) add({ table, exists: false }, table.comment);
  for (const { name, comment } of table.columns) {
    if (comment !== undefined) add({ table, column: name, exists: false }, comment);
  }
  return found;
}

function guard({ table, column }: CommentTarget): string {
  const object = `OBJECT_ID(${objectText(table)})`;
  const minor = column === undefined
    ? "0"
    : `COLUMNPROPERTY(${object}, ${writer.literal(column)}, 'ColumnId')`;
  return words(
    "IF NOT EXISTS (SELECT 1 FROM sys.extended_properties",
    `WHERE major_id = ${object} AND minor_id = ${minor} AND name = 'MS_Description')`,
  );
}
