/**
 * Looking for rows that break a foreign key after a rebuild.
 *
 * @module
 */
import type { Parts } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import type { TableName } from "@retort/core/schema";
import { known, violations } from "./rebuild_brackets.ts";

/**
 * A query for the rows that break a foreign key, in any table, and did not before the revision.
 *
 * While a table is rebuilt, foreign keys are off for all statements of the revision, so any of them
 * may have broken any key. What was broken before is none of this revision's business.
 */
export const foreignKeyCheck: Statement = {
  sql: [
    'SELECT v."table", v."row", v.parent',
    `FROM ${violations} AS v`,
    `LEFT JOIN ${known} AS o`,
    '  ON o.schema = v.schema AND o."table" = v."table" COLLATE NOCASE',
    '  AND o.parent = v.parent COLLATE NOCASE AND o."row" IS v."row"',
    "WHERE v.n > coalesce(o.n, 0)",
  ].join("\n"),
  transaction: "required",
  violations: "foreign keys that held before this revision",
  lasting: true,
  cost: "scan",
};

/**
 * A query for the keys of other tables that would delete or change rows there if this table were
 * dropped, as SQLite does without a word; other servers refuse to drop such a table.
 */
export function childCheck(parts: Parts, table: TableName): Statement {
  const { writer } = parts;
  const name = writer.literal(table.name);
  const catalog = table.schema === undefined ? "" : `${writer.name(table.schema)}.`;
  const more = table.schema === undefined ? "" : `, ${writer.literal(table.schema)}`;
  return {
    sql: [
      `SELECT t.name AS "table", k."from" AS "column", k.on_delete AS "on delete"`,
      `FROM ${catalog}sqlite_schema AS t, pragma_foreign_key_list(t.name${more}) AS k`,
      `WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'`,
      `  AND t.name <> ${name} COLLATE NOCASE AND k."table" = ${name} COLLATE NOCASE`,
      `  AND k.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT')`,
    ].join("\n"),
    violations: `the rule that dropping "${table.name}" changes no rows of other tables`,
    cost: "catalog",
  };
}
