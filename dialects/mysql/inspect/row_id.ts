/**
 * The key that MySQL gives to a table that has none, where `sql_generate_invisible_primary_key` is on.
 *
 * @module
 */
import type { Table } from "@retort/core/schema";

const name = "my_row_id";

/** The table as it was declared; no table may have a column of that name where the server gives it. */
export function withoutRowId(table: Table): Table {
  const { primaryKey, ...rest } = table;
  const column = table.columns.find((item) => item.name === name);
  const given = column?.identity !== undefined && column.options?.["mysql"]?.["invisible"] === true;
  if (!given || primaryKey?.columns.join() !== name) return table;
  return { ...rest, columns: table.columns.filter((item) => item !== column) };
}
