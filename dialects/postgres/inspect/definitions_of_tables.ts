/**
 * SQL that makes what hangs on tables and no op makes: children, policies, rules, statistics, comments.
 *
 * @module
 */
import { isOwn } from "./owned.ts";

/** What stands on a child alone: constraints, then indexes, each as a statement. */
const belongings = `(SELECT string_agg(line, '' ORDER BY rank, line) FROM (
  SELECT 1 AS rank, format(E';\nALTER TABLE ONLY %s ADD CONSTRAINT %I %s', c.oid::regclass, k.conname,
    pg_get_constraintdef(k.oid)) AS line
  FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.conislocal AND k.coninhcount = 0
    AND k.contype IN ('p', 'u', 'c', 'f', 'x') AND k.conparentid = 0
  UNION ALL SELECT 2, E';\n' || pg_get_indexdef(i.indexrelid) FROM pg_index AS i
  WHERE i.indrelid = c.oid
    AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.conrelid = c.oid)
    AND NOT EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhrelid = i.indexrelid)) AS lines)`;

/** Tables that are partitions or inherit, with what is theirs alone. */
export const childQueries: string =
  `SELECT 'table' AS noun, c.relname::text AS name, c.relnamespace AS space,
  '' AS "table", concat('CREATE TABLE ', c.oid::regclass,
    CASE WHEN c.relispartition THEN (SELECT concat(' PARTITION OF ', h.inhparent::regclass, ' ',
        pg_get_expr(c.relpartbound, c.oid), ' PARTITION BY ' || pg_get_partkeydef(c.oid))
      FROM pg_inherits AS h WHERE h.inhrelid = c.oid)
    ELSE (SELECT concat(' (', (SELECT string_agg(concat(quote_ident(a.attname), ' ',
          format_type(a.atttypid, a.atttypmod), ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid),
          CASE WHEN a.attnotnull THEN ' NOT NULL' END), ', ' ORDER BY a.attnum)
        FROM pg_attribute AS a
        LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attislocal AND NOT a.attisdropped),
      ') INHERITS (', string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno), ')')
      FROM pg_inherits AS h WHERE h.inhrelid = c.oid) END, ${belongings}) AS make,
  concat('DROP TABLE ', c.oid::regclass) AS undo, c.oid
FROM pg_class AS c WHERE c.relkind IN ('r', 'p') AND ${isOwn("pg_class", "c.oid")}
  AND EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhrelid = c.oid)`;

const policies = `SELECT 'policy', p.polname::text, c.relnamespace, c.relname::text,
  concat(format('CREATE POLICY %I ON %s', p.polname, c.oid::regclass),
    CASE WHEN NOT p.polpermissive THEN ' AS RESTRICTIVE' END,
    CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
      WHEN 'd' THEN ' FOR DELETE' END,
    (SELECT ' TO ' || string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname)
      FROM pg_roles AS r WHERE r.oid = ANY (p.polroles)),
    ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
    ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
  format('DROP POLICY %I ON %s', p.polname, c.oid::regclass), p.oid
FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid WHERE ${isOwn("pg_class", "c.oid")}`;

const security = `SELECT 'row level security', c.relname::text, c.relnamespace, '',
  concat(format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', c.oid::regclass),
    CASE WHEN c.relforcerowsecurity
      THEN format(E';\nALTER TABLE %s FORCE ROW LEVEL SECURITY', c.oid::regclass) END),
  format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', c.oid::regclass), c.oid
FROM pg_class AS c WHERE c.relrowsecurity AND ${isOwn("pg_class", "c.oid")}`;

const rules = `SELECT 'rule', r.rulename::text, c.relnamespace, c.relname::text,
  rtrim(pg_get_ruledef(r.oid), ';'), format('DROP RULE %I ON %s', r.rulename, c.oid::regclass), r.oid
FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN' AND ${isOwn("pg_class", "c.oid")}`;

const indexes = `SELECT 'index' AS noun, i.relname::text AS name, c.relnamespace AS space,
  c.relname::text AS "table", pg_get_indexdef(i.oid) AS make,
  concat('DROP INDEX ', i.oid::regclass) AS undo, i.oid::bigint AS oid
FROM pg_class AS c JOIN pg_index AS x ON x.indrelid = c.oid JOIN pg_class AS i ON i.oid = x.indexrelid
WHERE c.relkind = 'm' AND ${isOwn("pg_class", "c.oid")}`;

const statistics = `SELECT 'statistics', s.stxname::text, s.stxnamespace, c.relname::text,
  pg_get_statisticsobjdef(s.oid), format('DROP STATISTICS %I.%I', n.nspname, s.stxname), s.oid
FROM pg_statistic_ext AS s JOIN pg_class AS c ON c.oid = s.stxrelid
JOIN pg_namespace AS n ON n.oid = s.stxnamespace WHERE ${isOwn("pg_class", "c.oid")}`;

const eventTriggers = `SELECT 'event trigger', e.evtname::text, 0, '',
  concat(format('CREATE EVENT TRIGGER %I ON %s', e.evtname, e.evtevent),
    ' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ') FROM unnest(e.evttags) AS t) || ')',
    ' EXECUTE FUNCTION ', e.evtfoid::regproc, '()'),
  format('DROP EVENT TRIGGER %I', e.evtname), e.oid
FROM pg_event_trigger AS e WHERE ${isOwn("pg_event_trigger", "e.oid")}`;

/** What a comment is on, as COMMENT wants it: `CONSTRAINT ck ON public.users`. */
const commented = `concat(CASE i.type
    WHEN 'table constraint' THEN 'constraint' WHEN 'domain constraint' THEN 'constraint'
    WHEN 'statistics object' THEN 'statistics'
    ELSE regexp_replace(i.type, '^.* column$', 'column') END, ' ',
  CASE i.type WHEN 'domain constraint' THEN replace(i.identity, ' on ', ' ON DOMAIN ')
    ELSE i.identity END)`;

// What is asked of d alone comes first: the server has thousands of descriptions of its own objects.
/** Comments on anything but tables and their columns; an extension brings its own. */
export const commentRows: string = `SELECT d.objoid AS oid, d.description, ${commented} AS place
FROM pg_description AS d, pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass
    AND d.objoid = to_regnamespace('public') AND d.description <> 'standard public schema')
  AND d.classoid <> 'pg_extension'::regclass
  AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = d.objoid
    AND d.classoid = 'pg_class'::regclass AND c.relkind IN ('r', 'p'))
  AND NOT EXISTS (SELECT FROM pg_depend AS own WHERE own.classid = d.classoid
    AND own.objid = d.objoid AND own.deptype = 'e')`;

const comments = `SELECT 'comment', 'on ' || k.place, 0, '',
  format('COMMENT ON %s IS %L', k.place, k.description), format('COMMENT ON %s IS NULL', k.place),
  4294967295 FROM (${commentRows}) AS k`;

/** What hangs on tables and views, and what watches over all of them; comments come last. */
export const hangingQueries: string = [
  indexes,
  security,
  policies,
  rules,
  statistics,
  eventTriggers,
  comments,
].join("\nUNION ALL ");
