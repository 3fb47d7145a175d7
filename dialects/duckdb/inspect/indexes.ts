/**
 * Indexes from their definitions.
 *
 * @module
 */
import { type Index, type IndexPart, sql } from "@retort/core/schema";
import { unwrapped } from "../expressions.ts";
import { itemsOf, pieces, plainName } from "../sql_text.ts";
import type { IndexRow } from "./rows.ts";

/** An index. */
export function readIndex({ name, unique, sql: text }: IndexRow): Index {
  return { name, unique, parts: itemsOf(text).map(readPart) };
}

function readPart(text: string): IndexPart {
  const [only, more] = pieces(text);
  const isName = only !== undefined && more === undefined && /^["\p{L}_]/u.test(only.text);
  return isName ? { column: plainName(text) } : { expression: sql.raw(unwrapped(text)) };
}
