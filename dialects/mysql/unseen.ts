/**
 * What the catalog does not show to a user without rights on it.
 *
 * @module
 */
import type { Connection, Sought } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { writer } from "./writer.ts";

/** Those that may be there: the server refuses to say that they are not. */
export async function unseen(
  db: Connection,
  sought: readonly Sought[],
): Promise<readonly Sought[]> {
  const found: Sought[] = [];
  const groups = Map.groupBy(sought, ({ noun, schema }) => JSON.stringify([noun, schema]));
  for (const items of groups.values()) {
    if (await seesAll(db, items)) continue;
    for (const item of items) if (await isDenied(db, item)) found.push(item);
  }
  return found;
}

/**
 * Whether the right is one on the whole database: a name that is nowhere is refused to all others. So
 * a thousand new tables are not asked for one by one. Of triggers the server says first that they are
 * not there.
 */
async function seesAll(db: Connection, [first]: readonly Sought[]): Promise<boolean> {
  if (first === undefined || first.noun === "trigger") return false;
  return !await isDenied(db, { ...first, name: "retort_nowhere_to_be_found" });
}

async function isDenied(db: Connection, item: Sought): Promise<boolean> {
  try {
    await db.query({ sql: probe(item) });
    return false;
  } catch (error) {
    if (!isRetortError(error) || error.code !== "database/statement-failed") throw error;
    const { code } = error.data as { readonly code?: string };
    if (!server.test(code ?? "")) throw error;
    return denied.test(code ?? "");
  }
}

/** A statement that needs the right to see something, and does nothing. */
function probe({ noun, ...place }: Sought): string {
  const name = writer.table(place);
  if (noun === "trigger") return `SHOW CREATE TRIGGER ${name}`;
  // The right to run it is asked for before the server looks for it, in either way to call it.
  if (noun === "routine") return `EXPLAIN SELECT ${called(place)}()`;
  return `SELECT * FROM ${name} LIMIT 0`;
}

/** In backticks: words that are no reserved ones, such as `one`, MySQL does not take for a function. */
function called({ name, schema }: Omit<Sought, "noun">): string {
  const parts = schema === undefined ? [name] : [schema, name];
  return parts.map((part) => `\`${part.replaceAll("`", "``")}\``).join(".");
}

/** The server's own errors have a number. */
const server = /^\d+ /;

/** No right on a database, a table, a column; on triggers; to run a routine. See its list of codes. */
const denied = /^(?:1044|1142|1143|1227|1370)\b/;
