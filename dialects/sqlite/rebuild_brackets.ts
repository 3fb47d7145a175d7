/**
 * What stands around the transaction of a rebuild.
 *
 * @module
 */
import type { Statement } from "@retort/core/dialect";

/** Switches foreign keys off, which can only be done outside a transaction. */
export const keysOff: Statement = Object.freeze({
  sql: "PRAGMA foreign_keys = OFF",
  transaction: "forbidden",
  around: "before",
});

/** Switches foreign keys on again; the driver leaves them off where they were off before. */
export const keysOn: Statement = Object.freeze({
  sql: "PRAGMA foreign_keys = ON",
  transaction: "forbidden",
  around: "after",
});

/** The temporary table of the rows that broke a foreign key before the revision began. */
export const known = "temp._retort_violations";

/** The temporary view of the rows that break one now. */
export const violations = "temp._retort_broken";

/** The columns of a key in an order of their own, so that two lists can be compared. */
const sorted = (column: string): string =>
  `group_concat(lower(${column}), char(0) ORDER BY lower(${column}))`;

/**
 * The rows of all databases that break a foreign key, and how many keys to one parent each breaks.
 *
 * SQLite fails where a key points at columns that are not unique, so such keys are rows by
 * themselves, and the others of their tables are left out.
 */
const broken = `WITH tables AS MATERIALIZED (
  SELECT schema, name FROM pragma_table_list WHERE type = 'table'
), keys AS MATERIALIZED (
  SELECT t.schema, t.name, k."table" AS parent, count(k."to") AS named, count(*) AS n,
    ${sorted('k."to"')} AS columns
  FROM tables AS t, pragma_foreign_key_list(t.name, t.schema) AS k
  GROUP BY t.schema, t.name, k.id
), misfits AS MATERIALIZED (
  SELECT k.schema, k.name, k.parent FROM keys AS k
  JOIN tables AS p ON p.schema = k.schema AND p.name = k.parent COLLATE NOCASE
  WHERE NOT EXISTS (
    SELECT count(*) FROM pragma_table_info(p.name, p.schema) AS c WHERE c.pk > 0
    HAVING count(*) = k.n AND (k.named = 0 OR k.columns = ${sorted("c.name")})
  ) AND NOT EXISTS (
    SELECT 1 FROM pragma_index_list(p.name, p.schema) AS u
    WHERE u."unique" AND NOT u.partial AND k.columns = (
      SELECT ${sorted("c.name")}
      FROM pragma_index_info(u.name, p.schema) AS c HAVING count(*) = k.n
    )
  )
), checked AS MATERIALIZED (
  SELECT schema, name FROM tables EXCEPT SELECT schema, name FROM misfits
)
SELECT t.schema, k."table", k.rowid AS "row", k.parent, count(*) AS n
FROM checked AS t, pragma_foreign_key_check(t.name, t.schema) AS k
GROUP BY 1, 2, 3, 4
UNION ALL
SELECT schema, name, NULL, parent, count(*) FROM misfits GROUP BY 1, 2, 4`;

const outside = (sql: string, around: "before" | "after"): Statement =>
  Object.freeze({ sql, transaction: "forbidden", around });

/** All of it; the other switch is put back in any case. */
export const around: readonly Statement[] = Object.freeze([
  keysOff,
  outside(`DROP TABLE IF EXISTS ${known}`, "before"),
  outside(`DROP VIEW IF EXISTS ${violations}`, "before"),
  outside(`CREATE TEMP VIEW _retort_broken AS\n${broken}`, "before"),
  outside(`CREATE TEMP TABLE _retort_violations AS SELECT * FROM ${violations}`, "before"),
  outside("PRAGMA legacy_alter_table = OFF", "after"),
  keysOn,
  outside(`DROP TABLE IF EXISTS ${known}`, "after"),
  outside(`DROP VIEW IF EXISTS ${violations}`, "after"),
]);
