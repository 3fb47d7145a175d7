/**
 * Reading policies from PostgreSQL.
 *
 * @module
 */
import type { Scope } from "@retort/core/dialect";
import type { RunDatabase } from "@retort/core/ops";
import { compact, type Sql, sql } from "@retort/core/schema";
import { type Policy, policy, type PolicyCommand } from "./policy.ts";

type Database = Pick<RunDatabase, "query">;

interface Row {
  readonly schema: string;
  readonly is_default: boolean;
  readonly table_name: string;
  readonly name: string;
  readonly permissive: boolean;
  readonly command: string;
  readonly roles: string;
  readonly using_text: string | null;
  readonly check_text: string | null;
}

/** One flat query; roles as JSON, since drivers differ in how they give arrays. */
const query = sql`
SELECT n.nspname AS schema, n.nspname = current_schema() AS is_default, c.relname AS table_name,
  p.polname AS name, p.polpermissive AS permissive, p.polcmd::text AS command,
  (SELECT coalesce(json_agg(r.rolname ORDER BY r.rolname), '[]')::text
    FROM pg_roles r WHERE r.oid = ANY (p.polroles)) AS roles,
  pg_get_expr(p.polqual, p.polrelid) AS using_text,
  pg_get_expr(p.polwithcheck, p.polrelid) AS check_text
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;

const commands: Readonly<Record<string, PolicyCommand>> = {
  r: "select",
  a: "insert",
  w: "update",
  d: "delete",
  "*": "all",
};

/** All policies in the schemas that are looked at. */
export async function inspectPolicies(db: Database, scope: Scope): Promise<readonly Policy[]> {
  const rows = await db.query<Row>(sql`${query} ORDER BY 1, 3, 4`);
  return rows.filter((row) => isSeen(row, scope)).map(policyOf);
}

function isSeen({ schema, is_default }: Row, { schemas = [] }: Scope): boolean {
  return is_default || schemas === "all" || schemas.includes(schema);
}

function policyOf(row: Row): Policy {
  return policy(
    row.name,
    row.table_name,
    compact({
      schema: row.is_default ? undefined : row.schema,
      restrictive: !row.permissive,
      command: commands[row.command] ?? "all",
      roles: JSON.parse(row.roles) as string[],
      using: textOf(row.using_text),
      check: textOf(row.check_text),
    }),
  );
}

/** The server puts parentheses around a condition; `USING (…)` has its own. */
function textOf(text: string | null): Sql | undefined {
  if (text === null) return undefined;
  return sql.raw(isWrapped(text) ? text.slice(1, -1) : text);
}

/** Whether the first parenthesis ends with the text; those in strings and names don't count. */
function isWrapped(text: string): boolean {
  if (!text.startsWith("(")) return false;
  const plain = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (found) => "x".repeat(found.length));
  let depth = 0;
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === "(") depth++;
    if (plain[at] === ")" && --depth === 0) return at === plain.length - 1;
  }
  return false;
}

/** A policy as it is in the database; `undefined` where there is none. */
export async function livePolicy(
  { name, table, schema }: Pick<Policy, "name" | "table" | "schema">,
  db: Database,
): Promise<Policy | undefined> {
  const place = schema === undefined ? sql`current_schema()` : sql`${schema}`;
  const rows = await db.query<Row>(
    sql`${query} AND p.polname = ${name} AND c.relname = ${table} AND n.nspname = ${place}`,
  );
  const [row] = rows;
  return row && policyOf(row);
}

/**
 * Whether a policy is there as a whole. The server keeps expressions in words of its own: that there
 * is one has to do, since one statement makes all of a policy.
 */
export function isThere({ data: wanted }: Policy, live: Policy | undefined): boolean {
  if (live === undefined) return false;
  const { data: found } = live;
  return found.restrictive === wanted.restrictive && found.command === wanted.command &&
    String(found.roles ?? []) === String(wanted.roles ?? []) &&
    (found.using === undefined) === (wanted.using === undefined) &&
    (found.check === undefined) === (wanted.check === undefined);
}
