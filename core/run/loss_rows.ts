/**
 * Finding what a loss is about in a live schema, and counting its rows.
 *
 * @module
 */
import type { LossCount } from "../errors/mod.ts";
import type { Loss } from "../ops/mod.ts";
import {
  displayName,
  type Schema,
  type Sql,
  sql,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import type { Session } from "./standing.ts";

/** Counting stops here; a message need not wait for a table of a billion rows. */
const cap = 1_000_000;

/** How many rows a table has, or values a column, or rows like some; counting stops early. */
export async function countRows(
  session: Session,
  loss: Loss,
  where?: Sql,
): Promise<Pick<LossCount, "rows" | "capped">> {
  const rows = await count(session, loss, where);
  return rows > cap ? { rows: cap, capped: true } : { rows };
}

/** A loss as people write it: `users`, `users.name`. */
export function objectName(loss: Loss): string {
  const table = displayName(loss.table);
  return loss.column === undefined ? table : `${table}.${loss.column}`;
}

/** The loss under the names that the live schema has; by other case where there is no exact match. */
export function findLoss(live: Schema, loss: Loss): Loss | undefined {
  const table = live.tables.get(tableKey(loss.table)) ??
    [...live.tables.values()].find((item) => alike(item, loss.table));
  if (table === undefined) return undefined;
  const { name, schema } = table;
  const place = schema === undefined ? { name } : { name, schema };
  if (loss.column === undefined) return { ...loss, table: place };
  const column = table.columns.find((item) => item.name === loss.column) ??
    table.columns.find((item) => fold(item.name) === fold(loss.column));
  // A computed column holds nothing that its expression could not give back.
  if (column === undefined || column.computed !== undefined) return undefined;
  return { ...loss, table: place, column: column.name };
}

/** Whether a server may take one name for the other; a schema that is the default one may be left out. */
function alike(a: TableName, b: TableName): boolean {
  const schemas = a.schema === undefined || b.schema === undefined ||
    fold(a.schema) === fold(b.schema);
  return schemas && fold(a.name) === fold(b.name);
}

function fold(name: string | undefined): string | undefined {
  return name?.toLowerCase();
}

async function count({ db, dialect }: Session, loss: Loss, like?: Sql): Promise<number> {
  const { name, schema } = loss.table;
  const table = schema === undefined ? sql.name(name) : sql.name(schema, name);
  const where = like
    ? sql` WHERE ${like}`
    : loss.column === undefined
    ? sql``
    : sql` WHERE ${sql.name(loss.column)} IS NOT NULL`;
  const query = sql`SELECT count(*) AS n FROM (SELECT 1 AS one FROM ${table}${where} LIMIT ${
    sql.raw(String(cap + 1))
  }) AS found`;
  const [row] = await db.query<{ n: number | string }>(dialect.writer.query(query));
  return Number(row?.n ?? 0);
}
