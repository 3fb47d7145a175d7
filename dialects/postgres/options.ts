/**
 * PostgreSQL's own options as the catalog has them.
 *
 * @module
 */
import type { Capabilities } from "@retort/core/dialect";
import { compact, type DialectOptions, type Json } from "@retort/core/schema";

/** The options of a table that ALTER TABLE can change; permanent tables reference permanent ones only. */
export const changeable: NonNullable<Capabilities["tableOptions"]> = {
  unlogged: "bound",
  with: "free",
  tablespace: "free",
  using: "free",
};

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

type OwnOptions = Readonly<Record<string, Json>>;

/** Options of PostgreSQL's, if there are any. */
export function ownOptions(
  options: Readonly<Record<string, Json | undefined>>,
): DialectOptions | undefined {
  for (const name in options) {
    if (options[name] !== undefined) return { postgres: compact(options) as OwnOptions };
  }
  return undefined;
}
