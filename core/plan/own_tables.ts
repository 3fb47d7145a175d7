/**
 * Making the tables that retort keeps in a database.
 *
 * @module
 */
import { type CreateTable, createTable } from "../ops/mod.ts";
import { integer, primaryKey, type TableName, text, varchar } from "../schema/mod.ts";
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

/** The op that makes the journal; only databases that need one get it. */
export function journalOp({ journal }: Bookkeeping): CreateTable {
  const place = journal.schema === undefined ? {} : { schema: journal.schema };
  return createTable(
    journal.name,
    {
      revision: varchar(255).notNull(),
      direction: varchar(20).notNull(),
      step: integer().notNull(),
      op: text().notNull(),
      state: varchar(20).notNull(),
      done: integer().notNull(),
    },
    [primaryKey(["revision", "direction", "step"], { name: `${journal.name}_pk` })],
    { ifNotExists: true, ...place },
  );
}
