/**
 * SQL that makes what no op makes, put together from the catalog.
 *
 * @module
 */
import type { Connection, Definition } from "@retort/core/dialect";
import { compact } from "@retort/core/schema";
import { childQueries, hangingQueries } from "./definitions_of_tables.ts";
import { isAlone, isOwn } from "./owned.ts";

/** The one place that a name needs, in its schema. */
const placed = (space: string, name: string): string =>
  `(SELECT quote_ident(nspname) FROM pg_namespace WHERE oid = ${space}) || '.' || quote_ident(${name})`;

const collation = (oid: string): string =>
  `(SELECT ${placed("l.collnamespace", "l.collname")} FROM pg_collation AS l WHERE l.oid = ${oid})`;

const domains = `SELECT 'domain' AS noun, t.typname::text AS name, t.typnamespace AS space,
  '' AS "table", concat('CREATE DOMAIN ', t.oid::regtype, ' AS ',
    format_type(t.typbasetype, t.typtypmod),
    CASE WHEN t.typcollation <> b.typcollation THEN ' COLLATE ' || ${
  collation("t.typcollation")
} END,
    ' DEFAULT ' || t.typdefault, CASE WHEN t.typnotnull THEN ' NOT NULL' END,
    (SELECT string_agg(format(' CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), ''
        ORDER BY c.conname)
      FROM pg_constraint AS c WHERE c.contypid = t.oid AND c.contype = 'c')) AS make,
  concat('DROP DOMAIN ', t.oid::regtype) AS undo, t.oid
FROM pg_type AS t JOIN pg_type AS b ON b.oid = t.typbasetype
WHERE t.typtype = 'd' AND ${isOwn("pg_type", "t.oid")}`;

const composites = `SELECT 'type', c.relname::text, c.relnamespace, '',
  format('CREATE TYPE %s AS (%s)', t.oid::regtype, (SELECT string_agg(
      concat(quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod)), ', '
      ORDER BY a.attnum)
    FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)),
  concat('DROP TYPE ', t.oid::regtype), t.oid
FROM pg_class AS c JOIN pg_type AS t ON t.typrelid = c.oid
WHERE c.relkind = 'c' AND ${isOwn("pg_type", "t.oid")}`;

// A canonical function needs the type before it is there.
const ranges = `SELECT 'type', t.typname::text, t.typnamespace, '',
  CASE WHEN r.rngcanonical = 0 THEN concat('CREATE TYPE ', t.oid::regtype, ' AS RANGE (SUBTYPE = ',
    format_type(r.rngsubtype, NULL),
    CASE WHEN r.rngcollation <> 0 THEN ', COLLATION = ' || ${collation("r.rngcollation")} END,
    CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff::regproc END, ')') END,
  concat('DROP TYPE ', t.oid::regtype), t.oid
FROM pg_range AS r JOIN pg_type AS t ON t.oid = r.rngtypid WHERE ${isOwn("pg_type", "t.oid")}`;

const collations = `SELECT 'collation', l.collname::text, l.collnamespace, '',
  concat('CREATE COLLATION ', ${placed("l.collnamespace", "l.collname")}, ' (PROVIDER = ',
    CASE l.collprovider WHEN 'i' THEN 'icu' ELSE 'libc' END,
    CASE WHEN l.collprovider = 'i' THEN format(', LOCALE = %L', coalesce(
        to_jsonb(l) ->> 'colllocale', to_jsonb(l) ->> 'colliculocale', l.collcollate::text))
      ELSE format(', LC_COLLATE = %L, LC_CTYPE = %L', l.collcollate, l.collctype) END,
    CASE WHEN NOT l.collisdeterministic THEN ', DETERMINISTIC = false' END, ')'),
  concat('DROP COLLATION ', ${placed("l.collnamespace", "l.collname")}), l.oid
FROM pg_collation AS l WHERE l.collprovider IN ('c', 'i') AND ${isOwn("pg_collation", "l.oid")}`;

// Aggregates with a state of their own for moving frames, or one to be sent, are left to a person.
const aggregates = `SELECT 'aggregate', p.proname::text, p.pronamespace, '',
  CASE WHEN a.aggmtransfn = 0 AND a.aggserialfn = 0 AND a.aggkind = 'n' THEN concat(
    'CREATE AGGREGATE ', ${placed("p.pronamespace", "p.proname")}, '(',
    coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'), ') (SFUNC = ', a.aggtransfn::regproc,
    ', STYPE = ', format_type(a.aggtranstype, NULL),
    CASE WHEN a.aggtransspace <> 0 THEN concat(', SSPACE = ', a.aggtransspace) END,
    CASE WHEN a.aggfinalfn <> 0 THEN concat(', FINALFUNC = ', a.aggfinalfn::regproc) END,
    CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' END,
    CASE WHEN a.aggcombinefn <> 0 THEN concat(', COMBINEFUNC = ', a.aggcombinefn::regproc) END,
    CASE WHEN a.agginitval IS NOT NULL THEN format(', INITCOND = %L', a.agginitval) END,
    CASE WHEN a.aggsortop <> 0 THEN concat(', SORTOP = OPERATOR(', (SELECT
      concat((SELECT quote_ident(nspname) FROM pg_namespace WHERE oid = o.oprnamespace), '.', o.oprname)
      FROM pg_operator AS o WHERE o.oid = a.aggsortop), ')') END,
    CASE p.proparallel WHEN 's' THEN ', PARALLEL = safe' WHEN 'r' THEN ', PARALLEL = restricted' END,
    ')') END,
  concat('DROP AGGREGATE ', ${placed("p.pronamespace", "p.proname")}, '(',
    coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*'), ')'), p.oid
FROM pg_proc AS p JOIN pg_aggregate AS a ON a.aggfnoid = p.oid WHERE ${isOwn("pg_proc", "p.oid")}`;

const operators =
  `SELECT 'operator', o.oprname::text, o.oprnamespace, '', concat('CREATE OPERATOR ',
    quote_ident(n.nspname), '.', o.oprname, ' (FUNCTION = ', o.oprcode::regproc,
    CASE WHEN o.oprleft <> 0 THEN concat(', LEFTARG = ', format_type(o.oprleft, NULL)) END,
    ', RIGHTARG = ', format_type(o.oprright, NULL),
    (SELECT concat(', COMMUTATOR = OPERATOR(', quote_ident(m.nspname), '.', c.oprname, ')')
      FROM pg_operator AS c JOIN pg_namespace AS m ON m.oid = c.oprnamespace WHERE c.oid = o.oprcom),
    (SELECT concat(', NEGATOR = OPERATOR(', quote_ident(m.nspname), '.', c.oprname, ')')
      FROM pg_operator AS c JOIN pg_namespace AS m ON m.oid = c.oprnamespace
      WHERE c.oid = o.oprnegate),
    CASE WHEN o.oprrest <> 0 THEN concat(', RESTRICT = ', o.oprrest::regproc) END,
    CASE WHEN o.oprjoin <> 0 THEN concat(', JOIN = ', o.oprjoin::regproc) END,
    CASE WHEN o.oprcanhash THEN ', HASHES' END, CASE WHEN o.oprcanmerge THEN ', MERGES' END, ')'),
  format('DROP OPERATOR %I.%s (%s, %s)', n.nspname, o.oprname,
    CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
    format_type(o.oprright, NULL)), o.oid
FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND ${isOwn("pg_operator", "o.oid")}`;

const casts = `SELECT 'cast',
  format_type(k.castsource, NULL) || ' as ' || format_type(k.casttarget, NULL), 0, '',
  concat('CREATE CAST (', format_type(k.castsource, NULL), ' AS ', format_type(k.casttarget, NULL), ') ',
    CASE k.castmethod WHEN 'f' THEN concat('WITH FUNCTION ', k.castfunc::regprocedure)
      WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
    CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END),
  format('DROP CAST (%s AS %s)', format_type(k.castsource, NULL), format_type(k.casttarget, NULL)),
  k.oid
FROM pg_cast AS k WHERE ${isOwn("pg_cast", "k.oid")} AND ${isAlone("pg_cast", "k.oid")}`;

const searching = `SELECT 'text search dictionary', d.dictname::text, d.dictnamespace, '',
  concat('CREATE TEXT SEARCH DICTIONARY ', ${
  placed("d.dictnamespace", "d.dictname")
}, ' (TEMPLATE = ',
    ${placed("t.tmplnamespace", "t.tmplname")}, ', ' || nullif(d.dictinitoption, ''), ')'),
  concat('DROP TEXT SEARCH DICTIONARY ', ${placed("d.dictnamespace", "d.dictname")}), d.oid
FROM pg_ts_dict AS d JOIN pg_ts_template AS t ON t.oid = d.dicttemplate
WHERE ${isOwn("pg_ts_dict", "d.oid")}
UNION ALL SELECT 'text search configuration', f.cfgname::text, f.cfgnamespace, '',
  concat('CREATE TEXT SEARCH CONFIGURATION ', ${
  placed("f.cfgnamespace", "f.cfgname")
}, ' (PARSER = ',
    ${placed("p.prsnamespace", "p.prsname")}, ')', (SELECT string_agg(concat(
        E';\nALTER TEXT SEARCH CONFIGURATION ', ${placed("f.cfgnamespace", "f.cfgname")},
        ' ADD MAPPING FOR ', quote_ident(m.alias), ' WITH ', m.dictionaries), '' ORDER BY m.alias)
      FROM (SELECT k.alias, string_agg(${placed("d.dictnamespace", "d.dictname")}, ', '
          ORDER BY m.mapseqno) AS dictionaries
        FROM pg_ts_config_map AS m JOIN ts_token_type(f.cfgparser) AS k ON k.tokid = m.maptokentype
        JOIN pg_ts_dict AS d ON d.oid = m.mapdict WHERE m.mapcfg = f.oid GROUP BY k.alias) AS m)),
  concat('DROP TEXT SEARCH CONFIGURATION ', ${placed("f.cfgnamespace", "f.cfgname")}), f.oid
FROM pg_ts_config AS f JOIN pg_ts_parser AS p ON p.oid = f.cfgparser
WHERE ${isOwn("pg_ts_config", "f.oid")}`;

interface DefinitionRow {
  readonly noun: string;
  readonly name: string;
  readonly schema: string | null;
  readonly table: string;
  readonly make: string | null;
  readonly undo: string | null;
}

/**
 * The SQL of everything that no op makes, as far as the catalog gives it, in the order in which it was
 * made: each stands behind what it needs.
 */
export async function definitions(db: Connection): Promise<readonly Definition[]> {
  const alone = [
    domains,
    composites,
    ranges,
    collations,
    aggregates,
    operators,
    casts,
    searching,
  ].join("\nUNION ALL ");
  const found: Definition[] = [];
  for (const sql of [alone, childQueries, hangingQueries]) {
    const rows = await db.query<DefinitionRow>({
      sql: `SELECT d.noun, d.name, nullif(n.nspname, current_schema())::text AS schema, d."table",
d.make, d.undo FROM (${sql}) AS d LEFT JOIN pg_namespace AS n ON n.oid = d.space ORDER BY d.oid, d.name`,
    });
    found.push(...rows.flatMap(definitionOf));
  }
  return found;
}

function definitionOf({ noun, name, schema, table, make, undo }: DefinitionRow): Definition[] {
  if (make === null) return [];
  const place = {
    noun,
    name,
    schema: schema ?? undefined,
    table: table === "" ? undefined : table,
  };
  return [compact({ ...place, create: make, drop: undo ?? undefined })];
}
