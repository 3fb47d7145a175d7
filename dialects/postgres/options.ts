/**
 * PostgreSQL's own options as the catalog has them.
 *
 * @module
 */
import { compact, type DialectOptions, type Json } from "@retort/core/schema";

/** Storage parameters with their values as text, as the catalog has them. */
export function storageOptions(value: Json | undefined): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).map((
    [name, item],
  ): [string, string] => [name, String(item)]);
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
}

/** Options of PostgreSQL's, if there are any. */
export function ownOptions(
  options: Readonly<Record<string, Json | undefined>>,
): DialectOptions | undefined {
  const given = compact(options) as Readonly<Record<string, Json>>;
  return Object.keys(given).length === 0 ? undefined : { postgres: given };
}
