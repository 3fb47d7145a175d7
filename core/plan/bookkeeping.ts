/**
 * The tables that retort keeps in a database, and what is written to them.
 *
 * @module
 */
import type { RowWrite } from "../graph/mod.ts";
import type { TableName } from "../schema/mod.ts";
import { type Sql, sql, type SqlName } from "../schema/sql.ts";

/** Where the tables of retort are. */
export interface Bookkeeping {
  /** One row for each effective head. */
  readonly version: TableName;
  /** What was done, appended only. */
  readonly history: TableName;
  /** Which steps of an unfinished revision are done; only where a revision is no transaction. */
  readonly journal: TableName;
  /** Which run may write. */
  readonly lease: TableName;
  /** What the schema was like after the last run. */
  readonly recorded: TableName;
  /** What was kept instead of being destroyed; only where something was. */
  readonly kept: TableName;
}

/** The names of the tables: they share the prefix of the version table. */
export function bookkeepingOf(
  settings: { readonly versionTable: string; readonly versionSchema?: string },
): Bookkeeping {
  const { versionTable, versionSchema } = settings;
  const stem = /^(.+)_version$/.exec(versionTable)?.[1] ?? versionTable;
  // A version table taken over from Alembic is not ours to name things after.
  const prefix = stem === "alembic" ? "retort" : stem;
  const place = versionSchema === undefined ? {} : { schema: versionSchema };
  return {
    version: { name: versionTable, ...place },
    history: { name: `${prefix}_history`, ...place },
    journal: { name: `${prefix}_journal`, ...place },
    lease: { name: `${prefix}_lease`, ...place },
    recorded: { name: `${prefix}_schema`, ...place },
    kept: { name: `${prefix}_kept`, ...place },
  };
}

/** Whether a table is one of retort's own; no diff ever looks at those. */
export function isOwn(tables: Bookkeeping, table: TableName): boolean {
  return Object.values(tables).some((own: TableName) =>
    own.name === table.name && own.schema === table.schema
  );
}

/** A table's name as a part of SQL. */
export function nameOf({ name, schema }: TableName): SqlName {
  return schema === undefined ? sql.name(name) : sql.name(schema, name);
}

/** Names of columns as a part of SQL: what is no word of one database is one of another. */
export function columnsOf(names: readonly string[]): Sql {
  return listOf(names.map((name) => ({ sql: [sql.name(name)] })));
}

/** The values of a row with commas between them; not by templates: a run writes thousands of rows. */
export function valuesOf(values: readonly (string | number | null)[]): Sql {
  return listOf(values.map((value) => ({ sql: [{ value }] })));
}

/** The query for the rows of the version table. */
export function versionQuery(tables: Bookkeeping): Sql {
  return sql`SELECT version_num FROM ${nameOf(tables.version)} ORDER BY version_num`;
}

/** The statement for a change of a version row; it must change exactly one. */
export function versionWrite(tables: Bookkeeping, write: RowWrite): Sql {
  const table = nameOf(tables.version);
  switch (write.kind) {
    case "insert":
      return sql`INSERT INTO ${table} (version_num) VALUES (${write.revision})`;
    case "delete":
      return sql`DELETE FROM ${table} WHERE version_num = ${write.revision}`;
    case "update":
      return sql`UPDATE ${table} SET version_num = ${write.to} WHERE version_num = ${write.from}`;
  }
}

/** Fragments with commas between them; in one go, where gluing them one by one would be quadratic. */
export function listOf(items: readonly Sql[]): Sql {
  return { sql: items.flatMap((item, at) => at === 0 ? item.sql : [", ", ...item.sql]) };
}

/** The values of a row, or no row where the lease is another's. */
export function whileHeld(values: Sql, { lease }: Bookkeeping, token: number | undefined): Sql {
  if (token === undefined) return { sql: ["VALUES (", ...values.sql, ")"] };
  return { sql: ["SELECT ", ...values.sql, ...fromLease(lease, token)] };
}

/** The end of a query that has one row while the lease is this token's, and else none. */
export function fromLease(lease: TableName, token: number): Sql["sql"] {
  return [" FROM ", nameOf(lease), " WHERE id = 1 AND token = ", { value: token }];
}
