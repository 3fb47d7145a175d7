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

/** How texts that may have lost something are told and asked for. */
export interface Asking<T> {
  /** What the object is in SHOW CREATE. */
  readonly nounOf: (row: T) => string;
  /** What a text has that may have lost something: a question mark unless given. */
  readonly suspicion?: RegExp;
}

/** In bodies of routines and triggers MySQL shows strings without their escapes too. */
export function inBodies(mariadb: boolean): RegExp {
  return mariadb ? /\?/ : /[?'"]/;
}

/**
 * The rows, those whose text may have lost something with the statement that makes the object: the
 * server is asked for each of them, which takes time, and there are few.
 */
export async function exact<T extends TextRow>(
  db: Connection,
  rows: readonly T[],
  { nounOf, suspicion = /\?/ }: Asking<T>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const row of rows) {
    const suspect = suspicion.test(row.text ?? "");
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
