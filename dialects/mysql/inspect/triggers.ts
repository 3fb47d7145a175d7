/**
 * Triggers in the catalog.
 *
 * @module
 */
import type { Trigger } from "@retort/core/schema";
import { writer } from "../writer.ts";
import type { TextRow } from "./exact.ts";
import type { Part } from "./part.ts";

/** A row of {@link triggersQuery}. */
export interface TriggerRow extends TextRow {
  /** The table it is on. */
  readonly table_name: string;
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
  const inOrder = rows.toSorted((a, b) =>
    Number(a.position) - Number(b.position) || (a.name < b.name ? -1 : 1)
  );
  for (const row of inOrder) {
    const { table_name: table, name, moment, event, text, statement } = row;
    const list = found.get(table) ?? [];
    const head = `CREATE TRIGGER ${writer.name(name)} ${moment} ${event} ON ${writer.name(table)}`;
    list.push({ name, sql: statement ?? `${head} FOR EACH ROW ${text}` });
    found.set(table, list);
  }
  return found;
}
