/**
 * Making the tables that retort keeps in a database.
 *
 * @module
 */
import { type CreateTable, createTable } from "../ops/mod.ts";
import {
  type ColumnBuilder,
  integer,
  primaryKey,
  sqlType,
  type TableName,
  text,
  varchar,
} from "../schema/mod.ts";
import type { Bookkeeping } from "./bookkeeping.ts";

/** The ops that make the tables where they are missing. */
export function bookkeepingOps(tables: Bookkeeping): readonly CreateTable[] {
  return [versionOp(tables), historyOp(tables), leaseOp(tables)];
}

function options({ schema }: TableName): { readonly ifNotExists: true; readonly schema?: string } {
  return { ifNotExists: true, ...(schema === undefined ? {} : { schema }) };
}

function versionOp({ version }: Bookkeeping): CreateTable {
  const { name } = version;
  const columns = {
    version_num: varchar(255).notNull().primaryKey({ name: `${name}_pk` }),
  };
  return createTable(name, columns, [], options(version));
}

function historyOp({ history }: Bookkeeping): CreateTable {
  const { name } = history;
  const columns = {
    id: integer().identity().primaryKey({ name: `${name}_pk` }),
    event: varchar(20).notNull(),
    revision: varchar(255),
    direction: varchar(20).notNull(),
    at: varchar(40).notNull(),
    tool: varchar(40).notNull(),
    who: varchar(255),
    commit_id: varchar(64),
    stands_at: text(),
    source_hash: varchar(80),
    ops_hash: varchar(80),
    told: text(),
    file: varchar(255),
    source: long(),
    ops: long(),
    error: text(),
  };
  return createTable(name, columns, [], options(history));
}

/** A text of any length. */
function long(): ColumnBuilder {
  return text().on({ mysql: sqlType("LONGTEXT") });
}

function leaseOp({ lease }: Bookkeeping): CreateTable {
  const { name } = lease;
  const columns = {
    id: integer().notNull().primaryKey({ name: `${name}_pk` }),
    token: integer().notNull(),
    beat: integer().notNull(),
    ttl: integer().notNull(),
    holder: varchar(255).notNull(),
    session: varchar(100).notNull(),
    since: varchar(40).notNull(),
  };
  return createTable(name, columns, [], options(lease));
}

/** The op that makes the journal; only databases that need one get it. */
export function journalOp({ journal }: Bookkeeping): CreateTable {
  return createTable(
    journal.name,
    {
      revision: varchar(255).notNull(),
      direction: varchar(20).notNull(),
      step: integer().notNull(),
      op: text().notNull(),
      state: varchar(20).notNull(),
      done: integer().notNull(),
      checkpoint: text(),
    },
    [primaryKey(["revision", "direction", "step"], { name: `${journal.name}_pk` })],
    options(journal),
  );
}

/** The op that makes the table of what is kept; it is made when something is kept first. */
export function keptOp({ kept }: Bookkeeping): CreateTable {
  const { name } = kept;
  const columns = {
    kept: varchar(64).notNull().primaryKey({ name: `${name}_pk` }),
    table_schema: varchar(128),
    table_name: varchar(128).notNull(),
    column_name: varchar(128),
    revision: varchar(255).notNull(),
    direction: varchar(20).notNull(),
    at: varchar(40).notNull(),
    row_count: integer().notNull(),
    definition: long().notNull(),
    state: varchar(20).notNull(),
  };
  return createTable(name, columns, [], options(kept));
}
