/**
 * Walking through a table in batches, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { batchesOf } from "@retort/ansi";
import type { Batches, Connection } from "@retort/core/dialect";
import type { Column, Literal } from "@retort/core/schema";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

const exact = /^(?:unsigned )?(?:tinyint|smallint|mediumint|integer|bigint|numeric)$/;
const uneven = /^(?:(?:unsigned )?(?:real|double precision)|mysql enum|enumeration|set|bit)$/;

/** Digits without quotes: a text would be compared as a floating point number. */
function spell(value: Literal, { type }: Column): string | undefined {
  if (typeof value !== "string" || !exact.test(type.name)) return undefined;
  return /^-?\d+(?:\.\d+)?$/.test(value) ? value : undefined;
}

function refuses({ name, type }: Column): string | undefined {
  if (!uneven.test(type.name)) return undefined;
  return `${name} is ${types.format(type)}, which is not compared as it is sorted`;
}

async function estimate(db: Connection, table: string): Promise<number> {
  const sql = `EXPLAIN SELECT 1 FROM ${table}`;
  const rows = await db.query<{ rows: number | string | null }>({ sql });
  return rows.reduce((sum, row) => sum + Number(row.rows ?? 0), 0);
}

/** Batches on MariaDB and MySQL; a comparison of several columns at once would use no index. */
export const batches: Batches = batchesOf({
  writer,
  page: (offset) => `LIMIT 1 OFFSET ${offset}`,
  rowValues: false,
  spell,
  refuses,
  estimate,
});
