/**
 * Walking through a table in batches, where PostgreSQL differs from standard SQL.
 *
 * @module
 */
import { batchesOf } from "@retort/ansi";
import type { Batches, Connection } from "@retort/core/dialect";
import { writer } from "./writer.ts";

/** What the planner thinks, which also knows of tables that were never analyzed, and of partitions. */
async function estimate(db: Connection, table: string): Promise<number> {
  const sql = `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${table}`;
  const [row] = await db.query<{ "QUERY PLAN": readonly Explained[] }>({ sql });
  return Number(row?.["QUERY PLAN"][0]?.Plan["Plan Rows"] ?? 0);
}

interface Explained {
  readonly Plan: { readonly "Plan Rows": number };
}

/** Batches on PostgreSQL: keys are read as text, which a literal without a type turns back exactly. */
export const batches: Batches = batchesOf({ writer, read: (name) => `${name}::text`, estimate });
