/**
 * Copying all that a database has into an empty one of the same server.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { writer } from "./writer.ts";

/** The table whose comment is the note of a template; it is not copied. */
export const noteTable = "retort_template";

interface Copy {
  readonly db: Connection;
  readonly from: string;
  readonly to: string;
}

/**
 * Copies tables with their rows, sequences, routines, views, triggers and events. The definitions are the
 * server's own texts; where they name the database, they name the new one then.
 */
export async function copyAll(db: Connection, from: string, to: string): Promise<void> {
  const copy: Copy = { db, from, to };
  const [before] = await db.query<{ name: string | null; mode: string }>({
    sql: "SELECT DATABASE() AS name, @@sql_mode AS mode",
  });
  await db.execute({ sql: `USE ${writer.name(to)}` });
  // A 0 in a numbered column is a value here; what is there was taken once, so it is taken again.
  await db.execute({
    sql: "SET SESSION foreign_key_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
  });
  try {
    await copyTables(copy);
    await copyRoutines(copy);
    await copyViews(copy);
    await copyTriggers(copy);
    await copyEvents(copy);
  } finally {
    const mode = writer.literal(before?.mode ?? "");
    await db.execute({ sql: `SET SESSION foreign_key_checks = 1, sql_mode = ${mode}` });
    if (before?.name) await db.execute({ sql: `USE ${writer.name(before.name)}` });
  }
}

interface TableRow {
  readonly name: string;
  readonly type: string;
}

async function tablesOf({ db, from }: Copy): Promise<readonly TableRow[]> {
  const rows = await db.query<TableRow>({
    sql: `SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ${writer.literal(from)} ORDER BY TABLE_NAME`,
  });
  return rows.filter(({ name }) => name !== noteTable);
}

async function copyTables(copy: Copy): Promise<void> {
  const { db, from, to } = copy;
  const all = (await tablesOf(copy)).filter(({ type }) => type !== "VIEW");
  const tables = all.filter(({ type }) => type !== "SEQUENCE");
  // A default may take the next number of a sequence.
  for (const { name } of all.filter(({ type }) => type === "SEQUENCE")) {
    await create(copy, `SHOW CREATE TABLE ${placeOf(from, name)}`, "Create Table");
    const [row] = await db.query<{ next: string | number }>({
      sql: `SELECT next_not_cached_value AS next FROM ${placeOf(from, name)}`,
    });
    await db.query({ sql: `SELECT SETVAL(${placeOf(to, name)}, ${row?.next ?? 1}, 0)` });
  }
  for (const { name } of tables) {
    await create(copy, `SHOW CREATE TABLE ${placeOf(from, name)}`, "Create Table");
  }
  for (const name of await filled(copy, tables)) await copyRows(copy, name);
}

/** The tables that have rows. */
async function filled(
  { db, from }: Copy,
  tables: readonly TableRow[],
): Promise<readonly string[]> {
  if (tables.length === 0) return [];
  const parts = tables.map(({ name }) =>
    `SELECT ${writer.literal(name)} AS name FROM DUAL WHERE EXISTS (SELECT 1 FROM ${
      placeOf(from, name)
    })`
  );
  const rows = await db.query<{ name: string }>({ sql: parts.join(" UNION ALL ") });
  return rows.map(({ name }) => name);
}

/** Columns that the server computes are not written. */
async function copyRows({ db, from, to }: Copy, table: string): Promise<void> {
  const rows = await db.query<{ name: string }>({
    sql: `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ${writer.literal(from)} AND TABLE_NAME = ${writer.literal(table)}
        AND COALESCE(GENERATION_EXPRESSION, '') = '' ORDER BY ORDINAL_POSITION`,
  });
  const columns = rows.map(({ name }) => writer.name(name)).join(", ");
  await db.execute({
    sql: `INSERT INTO ${placeOf(to, table)} (${columns}) SELECT ${columns} FROM ${
      placeOf(from, table)
    }`,
  });
}

async function copyRoutines(copy: Copy): Promise<void> {
  const rows = await copy.db.query<TableRow>({
    sql: `SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS type FROM information_schema.ROUTINES
      WHERE ROUTINE_SCHEMA = ${
      writer.literal(copy.from)
    } AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE')`,
  });
  for (const { name, type } of rows) {
    const noun = type === "FUNCTION" ? "Function" : "Procedure";
    await create(copy, `SHOW CREATE ${type} ${placeOf(copy.from, name)}`, `Create ${noun}`);
  }
}

/** A view may stand on others: those that can't be made yet wait for the next round. */
async function copyViews(copy: Copy): Promise<void> {
  let left = (await tablesOf(copy)).filter(({ type }) => type === "VIEW");
  while (left.length > 0) {
    const waiting: TableRow[] = [];
    let problem: unknown;
    for (const view of left) {
      const asked = `SHOW CREATE VIEW ${placeOf(copy.from, view.name)}`;
      await create(copy, asked, "Create View").catch((error: unknown) => {
        problem = error;
        waiting.push(view);
      });
    }
    if (waiting.length === left.length) throw problem;
    left = waiting;
  }
}

async function copyTriggers(copy: Copy): Promise<void> {
  const rows = await copy.db.query<{ name: string }>({
    sql: `SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS
      WHERE TRIGGER_SCHEMA = ${
      writer.literal(copy.from)
    } ORDER BY EVENT_OBJECT_TABLE, ACTION_ORDER`,
  });
  for (const { name } of rows) {
    await create(copy, `SHOW CREATE TRIGGER ${placeOf(copy.from, name)}`, "SQL Original Statement");
  }
}

async function copyEvents(copy: Copy): Promise<void> {
  const rows = await copy.db.query<{ name: string }>({
    sql: `SELECT EVENT_NAME AS name FROM information_schema.EVENTS
      WHERE EVENT_SCHEMA = ${writer.literal(copy.from)}`,
  });
  for (const { name } of rows) {
    await create(copy, `SHOW CREATE EVENT ${placeOf(copy.from, name)}`, "Create Event");
  }
}

/** Makes what the server shows, in the new database; under the `sql_mode` that it was made with. */
async function create({ db, from, to }: Copy, shown: string, column: string): Promise<void> {
  const [row] = await db.query<Readonly<Record<string, string | null>>>({ sql: shown });
  const text = row?.[column];
  if (!text) throw new Error(`the server does not show it: ${shown}`);
  const mode = row?.["sql_mode"];
  if (mode) await db.execute({ sql: `SET SESSION sql_mode = ${writer.literal(mode)}` });
  await db.execute({ sql: text.replaceAll(`\`${from}\`.`, `\`${to}\`.`) });
  if (mode) await db.execute({ sql: "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'" });
}

function placeOf(database: string, name: string): string {
  return `${writer.name(database)}.${writer.name(name)}`;
}
