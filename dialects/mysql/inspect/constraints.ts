/**
 * Foreign keys and checks in the catalog.
 *
 * @module
 */
import {
  type Check,
  compact,
  type ForeignKey,
  type ReferentialAction,
  sql,
} from "@retort/core/schema";
import { nameOf, tokenize } from "../tokens.ts";
import { expressionText } from "./expression_text.ts";
import { inBackticks, type Part, picked } from "./part.ts";

/** A row of {@link keysQuery}: one column of a foreign key. */
export interface KeyRow {
  /** The table. */
  readonly table_name: string;
  /** The foreign key. */
  readonly name: string;
  /** The column. */
  readonly column_name: string;
  /** Its place in the key. */
  readonly position: number;
  /** The database that it points into. */
  readonly to_database: string;
  /** The table that it points at. */
  readonly to_table: string;
  /** The column that it points at. */
  readonly to_column: string;
}

/** A row of {@link rulesQuery}: what a foreign key does. */
export interface RuleRow {
  /** The table. */
  readonly table_name: string;
  /** The foreign key. */
  readonly name: string;
  /** The action when the referenced row changes. */
  readonly on_update: string;
  /** The action when it goes. */
  readonly on_delete: string;
}

/** A row of {@link checksQuery}. */
export interface CheckRow {
  /** The table. */
  readonly table_name: string;
  /** The check. */
  readonly name: string;
  /** Its expression. */
  readonly clause: string;
  /** `Column` where MariaDB keeps it with the column of its name, not with the table. */
  readonly level?: string;
  /** `NO` where MySQL keeps it without looking at rows. */
  readonly enforced?: string;
}

/** The columns of foreign keys. */
export function keysQuery(part: Part): string {
  return `SELECT TABLE_NAME AS table_name, CONSTRAINT_NAME AS name, COLUMN_NAME AS column_name,
ORDINAL_POSITION AS position, REFERENCED_TABLE_SCHEMA AS to_database,
REFERENCED_TABLE_NAME AS to_table, REFERENCED_COLUMN_NAME AS to_column
FROM information_schema.KEY_COLUMN_USAGE
WHERE ${picked(part, { schema: "TABLE_SCHEMA", table: "TABLE_NAME" })}
AND REFERENCED_TABLE_NAME IS NOT NULL`;
}

/** What foreign keys do. */
export function rulesQuery(part: Part): string {
  return `SELECT TABLE_NAME AS table_name, CONSTRAINT_NAME AS name, UPDATE_RULE AS on_update,
DELETE_RULE AS on_delete FROM information_schema.REFERENTIAL_CONSTRAINTS
WHERE ${picked(part, { schema: "CONSTRAINT_SCHEMA", table: "TABLE_NAME" })}`;
}

/** Checks; MySQL keeps the table that they belong to in another view. */
export function checksQuery(part: Part): string {
  const columns = "CONSTRAINT_NAME AS name, CHECK_CLAUSE AS clause";
  if (part.mariadb) {
    const sql = `SELECT TABLE_NAME AS table_name, ${columns}, LEVEL AS level
FROM information_schema.CHECK_CONSTRAINTS
WHERE ${picked(part, { schema: "CONSTRAINT_SCHEMA", table: "TABLE_NAME" })}`;
    return inBackticks(sql, true);
  }
  return `SELECT t.TABLE_NAME AS table_name, c.${columns.replace("CHECK", "c.CHECK")},
t.ENFORCED AS enforced
FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t
ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
WHERE t.CONSTRAINT_TYPE = 'CHECK' AND ${
    picked(part, { schema: "t.TABLE_SCHEMA", table: "t.TABLE_NAME" })
  }`;
}

/** The foreign keys of a table; those within its own database need no schema where it has none. */
export function readForeignKeys(
  rows: readonly KeyRow[],
  rules: readonly RuleRow[],
  place: { readonly database: string; readonly schema: string | undefined },
): readonly ForeignKey[] {
  if (rows.length === 0) return [];
  const byName = new Map<string, KeyRow[]>();
  for (const row of rows) byName.set(row.name, [...byName.get(row.name) ?? [], row]);
  const ruleOf = new Map(rules.map((rule) => [rule.name, rule]));
  return Array.from(byName, ([name, unsorted]): ForeignKey => {
    const parts = unsorted.toSorted((a, b) => a.position - b.position);
    const [first] = parts;
    const rule = ruleOf.get(name);
    const schema = first?.to_database === place.database ? place.schema : first?.to_database;
    return compact({
      name,
      columns: parts.map((row) => row.column_name),
      references: compact({
        table: first?.to_table ?? "",
        schema,
        columns: parts.map((row) => row.to_column),
      }),
      onDelete: action(rule?.on_delete),
      onUpdate: action(rule?.on_update),
    }) as ForeignKey;
  });
}

/** RESTRICT is what there is where nothing is said, and NO ACTION the same. */
function action(rule: string | undefined): ReferentialAction | undefined {
  const text = rule?.toLowerCase();
  return text === "cascade" || text === "set null" || text === "set default" ? text : undefined;
}

/** The check by which MariaDB makes JSON of a LONGTEXT column of the same name. */
export function isJsonCheck({ name, clause }: CheckRow): boolean {
  const [word, open, column, close, more] = tokenize(clause);
  return word?.text.toLowerCase() === "json_valid" && open?.text === "(" && close?.text === ")" &&
    more === undefined && column !== undefined && nameOf(column) === name;
}

/** A check from its row. */
export function readCheck(row: CheckRow, mariadb: boolean): Check {
  const { name, clause, level, enforced } = row;
  const check = { name, expression: sql.raw(expressionText(clause, mariadb)) };
  if (enforced === "NO") return { ...check, options: { mysql: { enforced: false } } };
  return level === "Column" ? { ...check, options: { mysql: { level: "column" } } } : check;
}
