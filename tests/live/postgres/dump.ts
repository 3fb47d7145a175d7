/**
 * What PostgreSQL itself says of a database.
 *
 * @module
 */
import { postgres } from "@retort/postgres";

/** The schema as `pg_dump` writes it; where none fits the server, the definitions of the catalog. */
export async function dumpOf(url: string): Promise<readonly string[]> {
  return await dumped(url) ?? await catalogOf(url);
}

async function dumped(url: string): Promise<readonly string[] | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("pg_dump", {
      args: ["-s", "-O", "-x", "--exclude-table=retort_*", "-d", url],
      stdin: "null",
    }).output();
    if (!success) return undefined;
    return new TextDecoder().decode(stdout).split("\n")
      // Newer ones close the script behind a key of their own for each run.
      .filter((line) => !/^\\(?:un)?restrict/.test(line))
      .map(settled);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * PostgreSQL spells `IN` over a varchar in one way when it is made and in another when that spelling is
 * made again: `(ARRAY['a'::character varying])::text[]` and `ARRAY[('a'::character varying)::text]`.
 * A number that was given as text is the same number: `'0'::bigint`.
 */
function settled(line: string): string {
  return line.replace(
    / DEFAULT '(-?[\d.]+)'::(?:bigint|smallint|numeric|real|double precision)/,
    " DEFAULT $1",
  ).replace(
    /\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]/g,
    (_all, items: string) =>
      `ARRAY[${items.replace(/'(?:[^']|'')*'::character varying/g, (item) => `(${item})::text`)}]`,
  ).replace(
    /ANY \((ARRAY\[(?:\('(?:[^']|'')*'::character varying\)::text(?:, )?)+\])\)/g,
    "ANY ($1)",
  );
}

const outside = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;

const definitions = `SELECT 'column' AS noun, c.oid::regclass::text AS place,
  a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' ||
  a.attidentity || a.attgenerated || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' ||
  coalesce(col_description(c.oid, a.attnum), '') AS text
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'm', 'c', 'p') AND ${outside}
UNION ALL SELECT 'constraint', k.conname || ' on ' || k.conrelid::regclass, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype <> 'n' AND ${outside}
UNION ALL SELECT 'index', i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${outside}
UNION ALL SELECT 'view', c.oid::regclass::text, pg_get_viewdef(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND ${outside}
UNION ALL SELECT 'trigger', t.tgrelid::regclass::text, pg_get_triggerdef(t.oid)
FROM pg_trigger t WHERE NOT t.tgisinternal
UNION ALL SELECT 'routine', p.oid::regprocedure::text, pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind <> 'a' AND p.probin IS NULL AND p.prolang <> 13 AND ${outside}`;

/** Every definition that the catalog can spell, sorted. */
async function catalogOf(url: string): Promise<readonly string[]> {
  const db = await postgres.connect?.(url);
  if (!db) throw new Error("the dialect does not connect");
  try {
    const rows = await db.query<Readonly<Record<string, string>>>({ sql: definitions });
    return rows.filter(({ place = "" }) => !/retort_/.test(place))
      .map(({ noun, place, text }) => `${noun} ${place}: ${text}`).sort();
  } finally {
    await db.close();
  }
}
