/**
 * The catalog queries: seven flat ones for a whole schema, joined by the reader.
 *
 * Objects of the system have numbers below 16384; temporary tables, and what belongs to an
 * extension, are told apart by the reader.
 *
 * @module
 */
import type { Connection, Scope } from "@retort/core/dialect";
import { shortName } from "../names.ts";
import { writer } from "../writer.ts";
import { isOwn } from "./owned.ts";
import type {
  Catalog,
  ColumnRow,
  ConstraintRow,
  DefaultRow,
  IndexRow,
  NoteRow,
  RelationRow,
  SequenceRow,
} from "./rows.ts";

/** Asks all queries at once. */
export async function readCatalog(db: Connection, scope: Scope): Promise<Catalog> {
  const wanted = wantedTables(scope);
  const around = scope.tables === undefined
    ? wanted
    : `${wanted} UNION SELECT confrelid FROM pg_constraint WHERE conrelid IN (${wanted})`;
  const nullsame = major(db.server.version) >= 15 ? "i.indnullsnotdistinct" : "false";
  const [relations, columns, defaults, constraints, indexes, sequences, notes] = await Promise.all([
    db.query<RelationRow>({ sql: relationsOf(around) }),
    db.query<ColumnRow>({ sql: columnsOf(around) }),
    db.query<DefaultRow>({ sql: defaultsOf(wanted) }),
    db.query<ConstraintRow>({ sql: constraintsOf(wanted) }),
    db.query<IndexRow>({ sql: indexesOf(wanted, nullsame) }),
    db.query<SequenceRow>({ sql: sequencesOf(wanted) }),
    db.query<NoteRow>({ sql: notesOf(wanted) }),
  ]);
  return { relations, columns, defaults, constraints, indexes, sequences, notes };
}

function major(version: string): number {
  return Number.parseInt(version, 10);
}

/** The numbers of the tables to read, as a query. */
function wantedTables({ tables }: Scope): string {
  const all = "SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND oid >= 16384";
  if (tables === undefined) return all;
  const names = new Set(tables.map((table) => writer.literal(shortName(table.name))));
  return names.size === 0 ? `${all} AND false` : `${all} AND relname IN (${[...names].join(", ")})`;
}

function relationsOf(wanted: string): string {
  return `SELECT oid, relname AS name, relnamespace AS space, relpersistence::text AS persistence,
  relispartition AS partition, reltablespace AS tablespace, relam AS method,
  array_to_json(reloptions || CASE WHEN reltoastrelid <> 0 THEN (
    SELECT array_agg('toast.' || o) FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = r.reltoastrelid
  ) END)::text AS options,
  CASE relkind WHEN 'p' THEN pg_get_partkeydef(oid) END AS partkey
FROM pg_class r WHERE oid IN (${wanted})`;
}

function columnsOf(wanted: string): string {
  return `SELECT attrelid AS rel, attnum AS num, attname AS name,
  format_type(atttypid, atttypmod) AS type, atttypid AS typid, attnotnull AS notnull,
  attidentity::text AS identity, attgenerated::text AS generated, attcollation AS collation
FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid IN (${wanted})`;
}

function defaultsOf(wanted: string): string {
  return `SELECT adrelid AS rel, adnum AS num, pg_get_expr(adbin, adrelid) AS text
FROM pg_attrdef WHERE adrelid IN (${wanted})`;
}

function constraintsOf(wanted: string): string {
  return `SELECT conrelid AS rel, conname AS name, contype::text AS type,
  array_to_json(conkey)::text AS key, confrelid AS frel, array_to_json(confkey)::text AS fkey,
  concat(confdeltype, confupdtype, confmatchtype) AS actions, condeferrable AS deferrable,
  condeferred AS deferred, connoinherit AS noinherit, conindid AS index,
  CASE contype WHEN 'c' THEN pg_get_expr(conbin, conrelid) END AS text,
  CASE contype WHEN 'x' THEN (
    SELECT json_agg(o.oprname ORDER BY u.n)::text
    FROM unnest(conexclop) WITH ORDINALITY AS u(op, n) JOIN pg_operator o ON o.oid = u.op
  ) END AS operators
FROM pg_constraint WHERE contype IN ('p', 'u', 'f', 'c', 'x') AND conrelid IN (${wanted})`;
}

function indexesOf(wanted: string, nullsame: string): string {
  return `SELECT i.indexrelid AS oid, i.indrelid AS rel, c.relname AS name, c.relam AS method,
  i.indisunique AS uniq, ${nullsame} AS nullsame, i.indnkeyatts AS keys, i.indkey::text AS key,
  i.indoption::text AS orders, i.indclass::text AS classes, i.indcollation::text AS collations,
  CASE WHEN i.indexprs IS NOT NULL THEN (
    SELECT json_agg(pg_get_indexdef(i.indexrelid, n, false) ORDER BY n)::text
    FROM generate_series(1, i.indnkeyatts::int) AS n
  ) END AS expressions,
  CASE WHEN i.indexprs IS NOT NULL THEN pg_get_indexdef(i.indexrelid, 0, false) END AS definition,
  pg_get_expr(i.indpred, i.indrelid) AS pred, array_to_json(c.reloptions)::text AS options,
  c.reltablespace AS tablespace, c.relkind = 'i' AND NOT i.indisvalid AS invalid
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid IN (${wanted})`;
}

function sequencesOf(wanted: string): string {
  return `SELECT d.refobjid AS rel, d.refobjsubid AS num, d.deptype::text AS kind,
  d.objid::regclass::text AS name,
  s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min,
  s.seqmax::text AS max, s.seqcache::text AS cache, s.seqcycle AS cycle
FROM pg_sequence s JOIN pg_depend d ON d.classid = 1259 AND d.objid = s.seqrelid AND d.objsubid = 0
WHERE d.refclassid = 1259 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
  AND d.refobjid IN (${wanted})`;
}

function notesOf(wanted: string): string {
  return `SELECT 'schema' AS kind, oid, 0 AS sub, nspname::text AS text FROM pg_namespace
UNION ALL SELECT 'default', 0, 0, coalesce(current_schema(), 'public')
UNION ALL SELECT 'comment', objoid, objsubid, description FROM pg_description
  WHERE classoid = 1259 AND objoid IN (${wanted})
UNION ALL SELECT 'extension', objid, 0, '' FROM pg_depend
  WHERE classid = 1259 AND deptype = 'e' AND refclassid = 3079
UNION ALL SELECT 'inherits', inhrelid, inhparent::bigint, '' FROM pg_inherits
UNION ALL SELECT 'method', oid, 0, amname::text FROM pg_am
UNION ALL SELECT 'tablespace', oid, 0, spcname::text FROM pg_tablespace
UNION ALL SELECT 'collation', oid, 0, collname::text FROM pg_collation
  WHERE oid = 950 OR oid >= 16384 OR oid IN (
    SELECT attcollation FROM pg_attribute WHERE attcollation NOT IN (0, 100, 950)
  )
UNION ALL SELECT 'class', oid, 0, opcname::text FROM pg_opclass WHERE NOT opcdefault
UNION ALL SELECT 'enum', t.oid, t.typnamespace::bigint, t.typname::text FROM pg_type t
  WHERE t.typtype = 'e' AND ${isOwn("pg_type", "t.oid")}
UNION ALL SELECT 'label', enumtypid,
  (row_number() OVER (PARTITION BY enumtypid ORDER BY enumsortorder))::int, enumlabel::text
  FROM pg_enum`;
}
