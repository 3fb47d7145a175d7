/**
 * Looking for rows that break a foreign key after a rebuild.
 *
 * @module
 */
import type { Parts } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import type { TableName } from "@retort/core/schema";

/**
 * A query for the rows that break a key of the table, or a key that points at it.
 *
 * Other tables are not looked at: what was broken there before is none of this revision's business.
 * A row of these tables that was broken before is reported, since it can't be told from a new one.
 */
export function foreignKeyCheck(parts: Parts, table: TableName): Statement {
  const { writer } = parts;
  const name = writer.literal(table.name);
  const schema = table.schema ?? "main";
  const catalog = table.schema === undefined ? "" : `${writer.name(table.schema)}.`;
  const more = table.schema === undefined ? "" : `, ${writer.literal(schema)}`;
  return {
    sql: [
      `SELECT v."table", v.rowid AS "row", v.parent`,
      `FROM ${catalog}sqlite_schema AS t, pragma_foreign_key_check(t.name${more}) AS v`,
      `WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'`,
      `  AND (t.name = ${name} COLLATE NOCASE OR EXISTS (`,
      `    SELECT 1 FROM pragma_foreign_key_list(t.name${more}) AS k`,
      `    WHERE k."table" = ${name} COLLATE NOCASE`,
      `  ))`,
      `  AND (v."table" = ${name} COLLATE NOCASE OR v.parent = ${name} COLLATE NOCASE)`,
    ].join("\n"),
    transaction: "required",
    violations: `foreign keys of or to "${table.name}"`,
    lasting: true,
    cost: "scan",
  };
}

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
