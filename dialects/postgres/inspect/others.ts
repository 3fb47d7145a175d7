/**
 * What the catalog holds that no op of retort makes: it is known, and left alone.
 *
 * @module
 */
import { compact, type OtherObject } from "@retort/core/schema";
import { commentRows } from "./definitions_of_tables.ts";
import type { Notes } from "./notes.ts";
import { isAlone, isOwn } from "./owned.ts";
import type { RelationRow } from "./rows.ts";

/** An object that is not compared. */
export interface OtherRow extends Pick<RelationRow, "name" | "space"> {
  /** What it is. */
  readonly noun: string;
  /** The table that it hangs on, or nothing. */
  readonly table: string;
  /** What it is made of. */
  readonly text: string;
}

const types =
  `SELECT 'domain' AS noun, t.typname::text AS name, t.typnamespace AS space, '' AS table,
  concat_ws(' ', format_type(t.typbasetype, t.typtypmod), 'DEFAULT ' || t.typdefault,
    CASE WHEN t.typnotnull THEN 'NOT NULL' END,
    (SELECT string_agg(pg_get_constraintdef(c.oid), ' ' ORDER BY c.conname)
      FROM pg_constraint AS c WHERE c.contypid = t.oid AND c.contype = 'c')) AS text
FROM pg_type AS t WHERE t.typtype = 'd' AND ${isOwn("pg_type", "t.oid")}
UNION ALL SELECT 'type', t.typname::text, t.typnamespace, '', format_type(r.rngsubtype, NULL)
FROM pg_range AS r JOIN pg_type AS t ON t.oid = r.rngtypid WHERE ${isOwn("pg_type", "t.oid")}
UNION ALL SELECT CASE c.relkind WHEN 'c' THEN 'type' ELSE 'foreign table' END, c.relname::text,
  c.relnamespace, '', (SELECT string_agg(quote_ident(a.attname) || ' ' ||
      format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
    FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_class AS c LEFT JOIN pg_type AS t ON t.typrelid = c.oid
WHERE c.relkind = 'f' AND ${isOwn("pg_class", "c.oid")}
  OR c.relkind = 'c' AND ${isOwn("pg_type", "t.oid")}
UNION ALL SELECT 'collation', l.collname::text, l.collnamespace, '', l.collcollate::text
FROM pg_collation AS l WHERE ${isOwn("pg_collation", "l.oid")}
UNION ALL SELECT 'aggregate', p.proname::text, p.pronamespace, '', oidvectortypes(p.proargtypes)
FROM pg_proc AS p WHERE p.prokind = 'a' AND ${isOwn("pg_proc", "p.oid")}
UNION ALL SELECT 'operator', o.oprname::text, o.oprnamespace, '',
  concat_ws(', ', nullif(o.oprleft, 0)::regtype, o.oprright::regtype)
FROM pg_operator AS o WHERE ${isOwn("pg_operator", "o.oid")}
UNION ALL SELECT 'cast', format_type(k.castsource, NULL) || ' as ' || format_type(k.casttarget, NULL),
  0, '', k.castcontext::text
FROM pg_cast AS k WHERE ${isOwn("pg_cast", "k.oid")} AND ${isAlone("pg_cast", "k.oid")}
UNION ALL SELECT 'text search configuration', f.cfgname::text, f.cfgnamespace, '', ''
FROM pg_ts_config AS f WHERE ${isOwn("pg_ts_config", "f.oid")}
UNION ALL SELECT 'text search dictionary', f.dictname::text, f.dictnamespace, '', f.dictinitoption
FROM pg_ts_dict AS f WHERE ${isOwn("pg_ts_dict", "f.oid")}`;

// What hangs on a table of an extension is the extension's.
const hanging = `SELECT 'policy', p.polname::text, c.relnamespace, c.relname::text,
  concat_ws(' ', p.polcmd::text, pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid WHERE ${isOwn("pg_class", "c.oid")}
UNION ALL SELECT 'row level security', c.relname::text, c.relnamespace, '',
  CASE WHEN c.relforcerowsecurity THEN 'forced' ELSE 'enabled' END
FROM pg_class AS c WHERE c.relrowsecurity AND ${isOwn("pg_class", "c.oid")}
UNION ALL SELECT 'rule', r.rulename::text, c.relnamespace, c.relname::text, pg_get_ruledef(r.oid)
FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN' AND ${isOwn("pg_class", "c.oid")}
UNION ALL SELECT 'index', i.relname::text, c.relnamespace, c.relname::text, pg_get_indexdef(i.oid)
FROM pg_class AS c JOIN pg_index AS x ON x.indrelid = c.oid JOIN pg_class AS i ON i.oid = x.indexrelid
WHERE c.relkind = 'm' AND ${isOwn("pg_class", "c.oid")}
UNION ALL SELECT 'statistics', s.stxname::text, s.stxnamespace, c.relname::text,
  pg_get_statisticsobjdef(s.oid)
FROM pg_statistic_ext AS s JOIN pg_class AS c ON c.oid = s.stxrelid
WHERE ${isOwn("pg_class", "c.oid")}`;

const comments =
  `SELECT 'comment', 'on ' || k.place, 0, '', k.description FROM (${commentRows}) AS k`;

const ofDatabase = `SELECT 'event trigger', e.evtname::text, 0, '', e.evtevent::text
FROM pg_event_trigger AS e WHERE ${isOwn("pg_event_trigger", "e.oid")}
UNION ALL SELECT 'publication', p.pubname::text, 0, '',
  CASE WHEN p.puballtables THEN 'all tables' ELSE '' END
FROM pg_publication AS p WHERE ${isOwn("pg_publication", "p.oid")}
UNION ALL SELECT 'foreign server', s.srvname::text, 0, '', ''
FROM pg_foreign_server AS s WHERE ${isOwn("pg_foreign_server", "s.oid")}`;

/** The query for all of them. */
export const othersQuery: string = [types, hanging, comments, ofDatabase].join("\nUNION ALL ");

/** The objects, in the order of their names. */
export function readOthers(rows: readonly OtherRow[], notes: Notes): readonly OtherObject[] {
  return rows.map((row): OtherObject =>
    compact({
      noun: row.noun,
      ...notes.place(row),
      table: row.table === "" ? undefined : row.table,
      definition: row.text ?? "",
    })
  ).sort((a, b) => `${a.noun} ${a.name}` < `${b.noun} ${b.name}` ? -1 : 1);
}
