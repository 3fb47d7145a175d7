/**
 * Triggers in the catalog.
 *
 * @module
 */
import type { Trigger } from "@retort/core/schema";
import { isOwn } from "./owned.ts";
import type { Whole } from "./rows.ts";

/** A trigger. */
export interface TriggerRow {
  /** The number of its table or view. */
  readonly rel: Whole;
  /** Its name. */
  readonly name: string;
  /** Its definition in the server's words. */
  readonly text: string;
}

/** The query for all triggers that somebody made: not those of foreign keys, nor copies on partitions. */
export function triggersQuery(version: number): string {
  // Before 13 the copies are internal.
  const original = version >= 13 ? " AND t.tgparentid = 0" : "";
  return `SELECT t.tgrelid AS rel, t.tgname AS name, pg_get_triggerdef(t.oid, true) AS text
FROM pg_trigger AS t
WHERE NOT t.tgisinternal${original} AND ${isOwn("pg_trigger", "t.oid")}`;
}

/** Triggers by the number of what they hang on, those of one by name. */
export function readTriggers(
  rows: readonly TriggerRow[],
): ReadonlyMap<number, readonly Trigger[]> {
  const found = new Map<number, Trigger[]>();
  for (const { rel, name, text } of rows.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    const list = found.get(Number(rel)) ?? [];
    list.push({ name, sql: text });
    found.set(Number(rel), list);
  }
  return found;
}
