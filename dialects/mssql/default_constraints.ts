/**
 * Defaults are constraints in SQL Server, often with a name that the server made up.
 *
 * @module
 */
import type { Statement } from "@retort/core/dialect";
import type { TableName } from "@retort/core/schema";
import { objectText } from "./parts.ts";
import { writer } from "./writer.ts";

/** Drops the constraint of a column's default after looking its name up; nothing if there is none. */
export function dropDefault(table: TableName, column: string): Statement {
  const drop = writer.literal(`alter table ${writer.table(table)} drop constraint `);
  const sql = [
    "declare @const_name nvarchar(max)",
    "select @const_name = QUOTENAME([name]) from sys.default_constraints",
    `where parent_object_id = object_id(${objectText(table)})`,
    `and col_name(parent_object_id, parent_column_id) = ${writer.literal(column)}`,
    `exec(${drop} + @const_name)`,
  ].join("\n");
  return { sql, cost: "catalog" };
}
