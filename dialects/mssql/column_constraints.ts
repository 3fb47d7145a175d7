/**
 * Constraints of a column in SQL Server, often with a name that the server made up.
 *
 * @module
 */
import type { Statement } from "@retort/core/dialect";
import type { TableName } from "@retort/core/schema";
import { objectText } from "./parts.ts";
import { writer } from "./writer.ts";

/** Drops the constraint of a column's default after looking its name up; nothing if there is none. */
export function dropDefault(table: TableName, column: string): Statement {
  return dropFound(table, ofColumn("sys.default_constraints", table, column));
}

/** Drops a check that stands at a column after looking its name up; nothing if there is none. */
export function dropCheck(table: TableName, column: string): Statement {
  return dropFound(table, ofColumn("sys.check_constraints", table, column));
}

/** Drops a foreign key of a column after looking its name up; nothing if there is none. */
export function dropForeignKey(table: TableName, column: string): Statement {
  return dropFound(table, [
    "sys.foreign_keys fk",
    "join sys.foreign_key_columns fkc on fk.object_id=fkc.constraint_object_id",
    `where fkc.parent_object_id = object_id(${objectText(table)})`,
    `and col_name(fkc.parent_object_id, fkc.parent_column_id) = ${writer.literal(column)}`,
  ]);
}

function ofColumn(catalog: string, table: TableName, column: string): readonly string[] {
  return [
    catalog,
    `where parent_object_id = object_id(${objectText(table)})`,
    `and col_name(parent_object_id, parent_column_id) = ${writer.literal(column)}`,
  ];
}

function dropFound(table: TableName, [from = "", ...where]: readonly string[]): Statement {
  const drop = writer.literal(`alter table ${writer.table(table)} drop constraint `);
  const sql = [
    "declare @const_name nvarchar(max)",
    `select @const_name = QUOTENAME([name]) from ${from}`,
    ...where,
    `exec(${drop} + @const_name)`,
  ].join("\n");
  return { sql, cost: "catalog" };
}
