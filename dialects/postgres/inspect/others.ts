/**
 * What the catalog holds that no op of retort makes: it is known, and left alone.
 *
 * @module
 */
import { compact, type OtherObject } from "@retort/core/schema";
import type { Notes } from "./notes.ts";
import { isOwn } from "./owned.ts";
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

/** The query for all of them. */
export const othersQuery: string = `SELECT 'domain' AS noun, t.typname::text AS name,
  t.typnamespace AS space, '' AS table, format_type(t.typbasetype, t.typtypmod) AS text
FROM pg_type AS t WHERE t.typtype = 'd' AND ${isOwn("pg_type", "t.oid")}
UNION ALL SELECT CASE c.relkind WHEN 'c' THEN 'type' ELSE 'foreign table' END, c.relname::text,
  c.relnamespace, '', ''
FROM pg_class AS c WHERE c.relkind IN ('c', 'f') AND ${isOwn("pg_class", "c.oid")}
UNION ALL SELECT 'aggregate', p.proname::text, p.pronamespace, '', oidvectortypes(p.proargtypes)
FROM pg_proc AS p WHERE p.prokind = 'a' AND ${isOwn("pg_proc", "p.oid")}
UNION ALL SELECT 'policy', p.polname::text, c.relnamespace, c.relname::text,
  concat_ws(' ', p.polcmd::text, pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
UNION ALL SELECT 'rule', r.rulename::text, c.relnamespace, c.relname::text, pg_get_ruledef(r.oid)
FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN' AND ${isOwn("pg_rewrite", "r.oid")}
UNION ALL SELECT 'statistics', s.stxname::text, s.stxnamespace, c.relname::text,
  pg_get_statisticsobjdef(s.oid)
FROM pg_statistic_ext AS s JOIN pg_class AS c ON c.oid = s.stxrelid
UNION ALL SELECT 'event trigger', e.evtname::text, 0, '', e.evtevent::text
FROM pg_event_trigger AS e WHERE ${isOwn("pg_event_trigger", "e.oid")}`;

/** The objects, in the order of their names. */
export function readOthers(rows: readonly OtherRow[], notes: Notes): readonly OtherObject[] {
  return rows.map((row): OtherObject =>
    compact({
      noun: row.noun,
      ...notes.place(row),
      table: row.table === "" ? undefined : row.table,
      definition: row.text,
    })
  ).sort((a, b) => `${a.noun} ${a.name}` < `${b.noun} ${b.name}` ? -1 : 1);
}
