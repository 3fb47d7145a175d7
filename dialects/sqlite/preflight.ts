/**
 * What SQLite says of rows before a run.
 *
 * @module
 */
import type { Conversion, Preflight, TypeChange } from "@retort/core/dialect";
import { type Sql, sql } from "@retort/core/schema";
import { isStrict } from "./table_options.ts";
import { type Affinity, affinity, strictType, types } from "./type_system.ts";

/** SQLite keeps any value in any column, so that only a STRICT table refuses some. */
export const preflight: Preflight = {
  async readOnly(db, work) {
    await db.execute({ sql: "PRAGMA query_only = ON" });
    try {
      // Not a transaction of the connection, which would keep writers out from its beginning.
      await db.execute({ sql: "BEGIN" });
      return await work();
    } finally {
      if (db.inTransaction) await db.execute({ sql: "ROLLBACK" });
      await db.execute({ sql: "PRAGMA query_only = OFF" });
    }
  },
  conversion,
  needsValue: () => true,
};

function conversion({ table, column, type }: TypeChange): Conversion {
  const value = sql`${sql.name(column.name)}`;
  if (!isStrict(table)) {
    const changed = inexact(value, affinity(types.format(type)));
    return changed ? { kind: "all", changed } : { kind: "all" };
  }
  const declared = types.format(strictType(type)).toUpperCase();
  const condition = refused(value, declared);
  const changed = inexact(value, affinity(declared));
  if (declared === "ANY" || condition === undefined) return { kind: "all" };
  return { kind: "unless", condition, ...(changed ? { changed } : {}) };
}

/** A number that becomes another, since the one or the other does not have as many digits. */
function inexact(value: Sql, to: Affinity): Sql | undefined {
  const number = sql`CAST(${value} AS NUMERIC)`;
  if (to === "text") {
    return sql`typeof(${value}) = 'real' AND CAST(CAST(${value} AS TEXT) AS REAL) <> ${value}`;
  }
  if (to === "blob") return undefined;
  // Text that is no number stays what it is.
  const read = sql`${value} = ${number} AND typeof(${value}) <> 'real'`;
  if (to === "real") {
    const whole = sql`typeof(${number}) = 'integer' AND CAST(CAST(${number} AS REAL) AS INTEGER)`;
    return sql`${read} AND ((${whole} <> ${number}) OR ${tooLong(value, number)})`;
  }
  return sql`${read} AND ${tooLong(value, number)}`;
}

/** Text of more digits than a number of REAL has. */
function tooLong(value: Sql, number: Sql): Sql {
  const digits = ["-", "+", "."].reduce(
    (text, sign) => sql`replace(${text}, ${sign}, '')`,
    sql`trim(${value})`,
  );
  const written = sql`CAST(${number} AS TEXT) <> trim(${value})`;
  return sql`(typeof(${number}) = 'real' AND length(ltrim(${digits}, '0')) > 15 AND ${written})`;
}

/** What a column of a STRICT table does not take. */
function refused(value: Sql, declared: string): Sql | undefined {
  const number = sql`CAST(${value} AS NUMERIC)`;
  if (declared === "REAL") return sql`${value} <> ${number}`;
  if (declared !== "INT" && declared !== "INTEGER") return undefined;
  return sql`(${value} <> ${number} OR ${number} <> CAST(${value} AS INTEGER))`;
}
