/**
 * What the catalog holds that no op of retort makes, or that the user may not see whole.
 *
 * @module
 */
import { objectKey, type OtherObject } from "@retort/core/schema";
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

/** Rows, sorted by what can be done with them. */
export interface Seen<T> {
  /** Those whose text can be read. */
  readonly whole: readonly T[];
  /** What can only be named. */
  readonly others: readonly OtherObject[];
  /** The keys of those of which nothing more is known. */
  readonly hidden: readonly string[];
}

/** The rows that can be read, and those that the user may not see whole. */
export function seen<T extends ViewRow | RoutineRow>(
  noun: "view" | "routine",
  rows: readonly T[],
): Seen<T> {
  const hidden = rows.filter(({ text }) => text === null || text === "");
  return {
    whole: rows.filter((row) => !hidden.includes(row)),
    others: hidden.map(({ name }) => ({
      noun: `${noun} without the right to see it`,
      name,
      definition: "",
    })),
    hidden: hidden.map((row) => objectKey(noun, { name: row.name })),
  };
}

/** The packages that MariaDB keeps among the routines, which no op makes. */
export function readPackages(rows: readonly RoutineRow[]): readonly OtherObject[] {
  return rows.filter(isPackage).map(({ name, kind, text }) => ({
    noun: kind.toLowerCase(),
    name,
    definition: text ?? "",
  }));
}

/** Whether a row is a package, or the body of one. */
export function isPackage({ kind }: RoutineRow): boolean {
  return kind.startsWith("PACKAGE");
}
