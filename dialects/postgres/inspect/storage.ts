/**
 * Storage parameters in the catalog.
 *
 * @module
 */
import type { Json } from "@retort/core/schema";

/** `["fillfactor=70"]` as an object; `undefined` without any. */
export function storageOf(options: string | null): Json | undefined {
  if (options === null) return undefined;
  const list: unknown = JSON.parse(options);
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return Object.fromEntries(list.map((item) => {
    const text = String(item);
    const at = text.indexOf("=");
    return [text.slice(0, at), text.slice(at + 1)];
  }));
}
