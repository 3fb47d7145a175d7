/**
 * Asking a server how it spells expressions.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { expressionsOf, type Sql, type Table, withExpressions } from "@retort/core/schema";

/** Asks for some expressions of a table; gives nothing where the server refuses them. */
export type AskSpelling = (
  table: Table,
  expressions: readonly Sql[],
) => Promise<readonly Sql[] | undefined>;

/**
 * Tables with their expressions as the catalog would spell them: all of a table at once, and each by
 * itself where the server refuses one of them, which stays as it is.
 */
export async function echoTables(
  tables: readonly Table[],
  ask: AskSpelling,
): Promise<readonly Table[]> {
  const found: Table[] = [];
  for (const table of tables) found.push(await echoTable(table, ask));
  return found;
}

async function echoTable(table: Table, ask: AskSpelling): Promise<Table> {
  const wanted = expressionsOf(table);
  const together = await ask(table, wanted);
  if (together) return withExpressions(table, together);
  const alone: Sql[] = [];
  for (const item of wanted) alone.push((await ask(table, [item]))?.[0] ?? item);
  return withExpressions(table, alone);
}

/** Reads what a statement has made, and drops it; nothing where the server refuses to make it. */
export async function readMade<T>(
  db: Connection,
  { make, drop }: { readonly make: string; readonly drop: string },
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    await db.execute({ sql: make });
  } catch (error) {
    if (isRetortError(error) && error.code === "database/statement-failed") return undefined;
    throw error;
  }
  try {
    return await read();
  } finally {
    await db.execute({ sql: drop });
  }
}
