/**
 * Texts that the catalog can't hold: it makes question marks of emoji and other rare characters.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { writer } from "../writer.ts";

/** A row with a text of the catalog. */
export interface TextRow {
  /** The name of what it is the text of. */
  readonly name: string;
  /** The text. */
  readonly text: string | null;
  /** The whole statement, where the text may have lost characters. */
  readonly statement?: string;
}

/**
 * The rows, those with a question mark with the statement that makes the object: the server is asked
 * for each of them, which takes time, and there are few.
 */
export async function exact<T extends TextRow>(
  db: Connection,
  rows: readonly T[],
  nounOf: (row: T) => string,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const row of rows) {
    const suspect = row.text?.includes("?") ?? false;
    const statement = suspect ? await statementOf(db, nounOf(row), row.name) : undefined;
    found.push(statement === undefined ? row : { ...row, statement });
  }
  return found;
}

/** The statement without its definer, who is whoever runs it; nothing where the user may not see it. */
async function statementOf(
  db: Connection,
  noun: string,
  name: string,
): Promise<string | undefined> {
  try {
    const sql = `SHOW CREATE ${noun} ${writer.name(name)}`;
    const [row] = await db.query<Record<string, string | null>>({ sql });
    const [, text] = Object.entries(row ?? {}).find(([key]) => statementColumn.test(key)) ?? [];
    return text?.replace(definer, "");
  } catch (error) {
    if (isRetortError(error) && error.code === "database/statement-failed") return undefined;
    throw error;
  }
}

const statementColumn = /^(?:Create (?:View|Function|Procedure)|SQL Original Statement)$/i;
const definer = /(?<=^CREATE (?:ALGORITHM=\w+ )?)DEFINER=(?:`(?:[^`]|``)*`@?)+ /;
