/**
 * Views in the server's own words: one is made as a temporary one, read and rolled back.
 *
 * @module
 */
import { viewFor } from "@retort/ansi";
import type { Connection } from "@retort/core/dialect";
import { sql, type View } from "@retort/core/schema";
import { enough, isRefusal } from "./echo.ts";
import { writer } from "./writer.ts";

/** The views with their queries as the catalog would spell them; those only that the server takes. */
export async function echoViews(
  db: Connection,
  views: readonly View[],
): Promise<readonly View[]> {
  if (db.inTransaction) return [];
  const found: View[] = [];
  for (const view of views) {
    const { on: _on, ...plain } = viewFor(view, ["postgres"]);
    const text = await ask(db, plain);
    if (text !== undefined) found.push({ ...plain, query: sql.raw(text) });
  }
  return found;
}

async function ask(db: Connection, { query, columns = [] }: View): Promise<string | undefined> {
  let found: string | undefined;
  const names = columns.length === 0 ? "" : ` (${writer.names(columns)})`;
  const text = writer.text(query).trim().replace(/;$/, "");
  try {
    await db.transaction(async () => {
      await db.execute({ sql: `CREATE TEMPORARY VIEW retort_echo${names} AS\n${text}` });
      const [row] = await db.query<{ readonly text: string }>({
        sql: "SELECT pg_get_viewdef('pg_temp.retort_echo'::regclass) AS text",
      });
      found = row?.text;
      throw enough;
    });
  } catch (error) {
    if (error !== enough && !isRefusal(error)) throw error;
  }
  return found;
}
