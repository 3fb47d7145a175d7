/**
 * Expressions in DuckDB's own words: it writes them so into the definition of a temporary table.
 *
 * @module
 */
import { echoTables, readMade } from "@retort/ansi";
import type { Connection } from "@retort/core/dialect";
import { type Sql, sql, type Table } from "@retort/core/schema";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

const scratch = "retort_echo";

/** An expression, and whether it is a default: DuckDB spells some of them in another way. */
interface Wanted {
  readonly expression: Sql;
  readonly isDefault: boolean;
}

/** The tables with their expressions as the catalog would spell them. */
export function echo(db: Connection, tables: readonly Table[]): Promise<readonly Table[]> {
  return echoTables(tables, (table, expressions) => ask(db, table, expressions));
}

async function ask(
  db: Connection,
  table: Table,
  expressions: readonly Sql[],
): Promise<readonly Sql[] | undefined> {
  const defaults = table.columns.map((column) => column.default);
  const wanted = expressions.map((expression): Wanted => ({
    expression,
    isDefault: defaults.includes(expression),
  }));
  const columns = table.columns.map(({ name, type }) =>
    `${writer.name(name)} ${parts.types.format(type)}`
  );
  const asked = wanted.map(({ expression, isDefault }, n) => {
    const text = writer.text(expression);
    return isDefault ? `${scratch}_${n} VARCHAR DEFAULT (${text})` : `CHECK (${text})`;
  });
  const make = `CREATE TEMP TABLE ${scratch} (${[...columns, ...asked].join(", ")})`;
  const drop = `DROP TABLE temp.${scratch}`;
  return await readMade(db, { make, drop }, () => answersOf(db, wanted));
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
