/**
 * What the catalog holds that no op of retort makes, or that the user may not see whole.
 *
 * @module
 */
import type { OtherObject } from "@retort/core/schema";
import type { Part } from "./part.ts";
import type { RoutineRow } from "./routines.ts";
import type { ViewRow } from "./views.ts";

/** A row of {@link eventsQuery}. */
export interface EventRow {
  /** Its name. */
  readonly name: string;
  /** What it does. */
  readonly text: string | null;
}

/** The events of a database. */
export function eventsQuery({ database }: Part): string {
  return `SELECT EVENT_NAME AS name, EVENT_DEFINITION AS text FROM information_schema.EVENTS
WHERE EVENT_SCHEMA = ${database}`;
}

/** The rows whose text can be read, and the others as what can only be named. */
export function seen<T extends ViewRow | RoutineRow>(
  noun: string,
  rows: readonly T[],
): { readonly whole: readonly T[]; readonly others: readonly OtherObject[] } {
  const hidden = ({ text }: T): boolean => text === null || text === "";
  return {
    whole: rows.filter((row) => !hidden(row)),
    others: rows.filter(hidden).map(({ name }) => ({
      noun: `${noun} without the right to see it`,
      name,
      definition: "",
    })),
  };
}
