/**
 * What DuckDB says of rows before a run.
 *
 * @module
 */
import { typeFor } from "@retort/ansi";
import type { Preflight } from "@retort/core/dialect";
import { sql } from "@retort/core/schema";
import { types } from "./type_system.ts";

/** A value that is refused is one that TRY_CAST makes nothing of. */
export const preflight: Preflight = {
  async readOnly(db, work) {
    await db.execute({ sql: "BEGIN TRANSACTION READ ONLY" });
    try {
      return await work();
    } finally {
      if (db.inTransaction) await db.execute({ sql: "ROLLBACK" });
    }
  },
  conversion({ column, type, options }) {
    if (options?.["duckdb"]?.["using"] !== undefined) {
      return { kind: "unclear", why: "the op says itself how values become another type" };
    }
    const wanted = typeFor(type, ["duckdb"]);
    if (types.same(column.type, wanted)) return { kind: "all" };
    const name = sql.name(column.name);
    const cast = sql.raw(types.format(wanted));
    return {
      kind: "unless",
      condition: sql`${name} IS NOT NULL AND TRY_CAST(${name} AS ${cast}) IS NULL`,
    };
  },
  needsValue: () => true,
};
