/**
 * Triggers in the catalog.
 *
 * @module
 */
import type { Trigger } from "@retort/core/schema";
import { writer } from "../writer.ts";
import type { Part } from "./part.ts";

/** A row of {@link triggersQuery}. */
export interface TriggerRow {
  /** The table it is on. */
  readonly table_name: string;
  /** Its name. */
  readonly name: string;
  /** `BEFORE` or `AFTER`. */
  readonly moment: string;
  /** `INSERT`, `UPDATE` or `DELETE`. */
  readonly event: string;
  /** Its place among those of one moment and event. */
  readonly position: number | string;
  /** What it does. */
  readonly text: string;
}

/** The triggers of a database. */
export function triggersQuery({ database }: Part): string {
  return `SELECT EVENT_OBJECT_TABLE AS table_name, TRIGGER_NAME AS name,
ACTION_TIMING AS moment, EVENT_MANIPULATION AS event, ACTION_ORDER AS position,
ACTION_STATEMENT AS text FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ${database}`;
}

/** Triggers by table, in the order in which they run. */
export function readTriggers(
  rows: readonly TriggerRow[],
): ReadonlyMap<string, readonly Trigger[]> {
  const found = new Map<string, Trigger[]>();
  for (const row of rows.toSorted((a, b) => Number(a.position) - Number(b.position))) {
    const { table_name: table, name, moment, event, text } = row;
    const list = found.get(table) ?? [];
    const head = `CREATE TRIGGER ${writer.name(name)} ${moment} ${event} ON ${writer.name(table)}`;
    list.push({ name, sql: `${head} FOR EACH ROW ${text}` });
    found.set(table, list);
  }
  return found;
}
