/**
 * Expressions in DuckDB's own words: it writes them so into the definition of a temporary table.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { expressionsOf, isSql, type Sql, sql, type Table } from "@retort/core/schema";
import { withExpressions } from "@retort/core/schema";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

const scratch = "retort_echo";

/** The tables with their expressions as the catalog would spell them. */
export async function echo(
  db: Connection,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const found: Table[] = [];
  for (const table of tables) found.push(await echoTable(db, table));
  return found;
}

/** An expression, and whether it is a default: DuckDB spells some of them in another way. */
interface Wanted {
  readonly expression: Sql;
  readonly isDefault: boolean;
}

async function echoTable(db: Connection, table: Table): Promise<Table> {
  const defaults = new Set(
    table.columns.flatMap(({ default: value }) => value && isSql(value) ? [value] : []),
  );
  const wanted = expressionsOf(table).map((expression): Wanted => ({
    expression,
    isDefault: defaults.has(expression),
  }));
  const together = await ask(db, table, wanted);
  if (together) return withExpressions(table, together);
  const alone: Sql[] = [];
  for (const item of wanted) alone.push((await ask(db, table, [item]))?.[0] ?? item.expression);
  return withExpressions(table, alone);
}

/** DuckDB's words for some expressions; `undefined` where it refuses them. */
async function ask(
  db: Connection,
  table: Table,
  wanted: readonly Wanted[],
): Promise<readonly Sql[] | undefined> {
  const columns = table.columns.map(({ name, type }) =>
    `${writer.name(name)} ${parts.types.format(type)}`
  );
  const asked = wanted.map(({ expression, isDefault }, n) => {
    const text = writer.text(expression);
    return isDefault ? `${scratch}_${n} VARCHAR DEFAULT (${text})` : `CHECK (${text})`;
  });
  try {
    await db.execute({
      sql: `CREATE TEMP TABLE ${scratch} (${[...columns, ...asked].join(", ")})`,
    });
  } catch (error) {
    if (isRetortError(error) && error.code === "database/statement-failed") return undefined;
    throw error;
  }
  try {
    return await answersOf(db, wanted);
  } finally {
    await db.execute({ sql: `DROP TABLE temp.${scratch}` });
  }
}

async function answersOf(
  db: Connection,
  wanted: readonly Wanted[],
): Promise<readonly Sql[] | undefined> {
  const where = `WHERE database_name = 'temp' AND table_name = '${scratch}'`;
  const defaults = await db.query<{ name: string; text: string }>({
    sql: `SELECT column_name AS name, column_default AS text FROM duckdb_columns() ${where}`,
  });
  const checks = [
    ...await db.query<{ text: string }>({
      sql: `SELECT expression AS text FROM duckdb_constraints() ${where} ` +
        "AND constraint_type = 'CHECK' ORDER BY constraint_index",
    }),
  ];
  const answers = wanted.map(({ isDefault }, n) =>
    isDefault ? defaults.find(({ name }) => name === `${scratch}_${n}`)?.text : checks.shift()?.text
  );
  return answers.every((item) => item !== undefined)
    ? answers.map((item) => sql.raw(item))
    : undefined;
}
