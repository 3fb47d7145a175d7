/**
 * Making the tables that retort keeps in a database.
 *
 * @module
 */
import { type CreateTable, createTable } from "../ops/mod.ts";
import { integer, type TableName, text, varchar } from "../schema/mod.ts";
import type { Bookkeeping } from "./bookkeeping.ts";

/** The ops that make the tables where they are missing. */
export function bookkeepingOps(tables: Bookkeeping): readonly CreateTable[] {
  const { version, history } = tables;
  const options = (table: TableName) => ({
    ifNotExists: true,
    ...(table.schema === undefined ? {} : { schema: table.schema }),
  });
  return [
    createTable(
      version.name,
      {
        version_num: varchar(255).notNull().primaryKey({ name: `${version.name}_pk` }),
      },
      [],
      options(version),
    ),
    createTable(
      history.name,
      {
        id: integer().identity().primaryKey({ name: `${history.name}_pk` }),
        event: varchar(20).notNull(),
        revision: varchar(255),
        direction: varchar(20).notNull(),
        at: varchar(40).notNull(),
        tool: varchar(40).notNull(),
        error: text(),
      },
      [],
      options(history),
    ),
  ];
}
