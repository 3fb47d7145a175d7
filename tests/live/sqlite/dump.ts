/**
 * What SQLite itself says of a database.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { sqlite } from "@retort/sqlite";

type Row = Readonly<Record<string, unknown>>;

/** The text behind the name of a view or trigger, blanks aside. */
function bodyOf(sql: string): string {
  return sql.replace(/^CREATE (?:VIEW|TRIGGER) \S+/i, "").replace(/\s+/g, " ");
}

/**
 * What SQLite itself says of a database: its texts of views and triggers, its pragmas of the rest.
 * Columns of a primary key count as NOT NULL, as in models.
 */
export async function dumpOf(url: string): Promise<readonly string[]> {
  const db = await sqlite.connect?.(url);
  assert.ok(db);
  try {
    const found = [...await wholeOf(db)];
    for (
      const { name } of await ask(
        db,
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND ${own}`,
      )
    ) {
      found.push(...await partsOf(db, String(name)));
    }
    return found.sort();
  } finally {
    await db.close();
  }
}

const own = "name NOT LIKE 'sqlite_%' AND name NOT LIKE 'retort_%'";

async function ask(db: Connection, sql: string): Promise<readonly Row[]> {
  return await db.query<Row>({ sql });
}

/** The tables, and the texts of views and triggers. */
async function wholeOf(db: Connection): Promise<readonly string[]> {
  const tables = await ask(
    db,
    `SELECT name, type, ncol, wr, strict FROM pragma_table_list WHERE schema = 'main' AND ${own}`,
  );
  const sources = await ask(
    db,
    `SELECT name, tbl_name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') AND ${own}`,
  );
  return [...tables, ...sources.map((row) => ({ ...row, sql: bodyOf(String(row["sql"])) }))]
    .map((row) => JSON.stringify(row));
}

/** The columns, foreign keys and indexes of a table. */
async function partsOf(db: Connection, name: string): Promise<readonly string[]> {
  const table = sqlite.writer.literal(name);
  const rows = [
    ...await ask(
      db,
      `SELECT cid, name, lower(type) AS type, "notnull" OR pk AS "notnull", dflt_value, pk, hidden
FROM pragma_table_xinfo(${table})`,
    ),
    ...await ask(
      db,
      `SELECT "table", seq, "from", on_update, on_delete,
coalesce("to", (SELECT name FROM pragma_table_info(f."table") WHERE pk = seq + 1)) AS "to"
FROM pragma_foreign_key_list(${table}) AS f`,
    ),
    ...await ask(
      db,
      `SELECT CASE l.origin WHEN 'c' THEN l.name END AS "index", l."unique", l.partial, x.seqno,
x.name AS part, x."desc", x.coll
FROM pragma_index_list(${table}) AS l, pragma_index_xinfo(l.name) AS x WHERE x.key`,
    ),
  ];
  return rows.map((row) => `${name}: ${JSON.stringify(row)}`);
}
