/**
 * Ids by their beginning, where there need be no file.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";

/**
 * The id that a text is, or that alone begins with it; the text itself where there is none.
 *
 * @throws {RetortError} `graph/ambiguous-prefix` where several do.
 */
export function wholeId(text: string, ids: Iterable<string>): string {
  const all = new Set(ids);
  if (all.has(text) || text === "") return text;
  const candidates = [...all].filter((id) => id.startsWith(text));
  if (candidates.length > 1) {
    throw new RetortError("graph/ambiguous-prefix", { reference: text, candidates });
  }
  return candidates[0] ?? text;
}
