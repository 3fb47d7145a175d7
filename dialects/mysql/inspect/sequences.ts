/**
 * Sequences in the catalog of MariaDB.
 *
 * @module
 */
import { normalizeSequence } from "@retort/ansi";
import { compact, type Sequence, type WholeNumber } from "@retort/core/schema";
import { usualSequence } from "../normalize_objects.ts";
import { writer } from "../writer.ts";
import type { Part } from "./part.ts";

/** A row of {@link sequencesQuery}. */
export interface SequenceRow {
  /** Its name. */
  readonly name: string;
  /** The first number. */
  readonly start: string;
  /** The step. */
  readonly step: string;
  /** The smallest number. */
  readonly least: string;
  /** The largest number. */
  readonly most: string;
  /** How many a session takes at once. */
  readonly cache: string;
  /** 1 where it begins again. */
  readonly cycle: number | string;
}

/** The names of the sequences of a database, and of what else there is. */
export function sequenceNamesQuery({ database }: Part): string {
  return `SELECT TABLE_NAME AS name FROM information_schema.TABLES
WHERE TABLE_SCHEMA = ${database} AND TABLE_TYPE = 'SEQUENCE'`;
}

/** How sequences count: each is a table of one row. */
export function sequencesQuery(names: readonly string[]): string {
  return names.map((name) =>
    `SELECT ${writer.literal(name)} AS name, CAST(start_value AS CHAR) AS start,
CAST(increment AS CHAR) AS step, CAST(minimum_value AS CHAR) AS least,
CAST(maximum_value AS CHAR) AS most, CAST(cache_size AS CHAR) AS cache, cycle_option AS cycle
FROM ${writer.name(name)}`
  ).join("\nUNION ALL ");
}

/** A sequence. */
export function readSequence(row: SequenceRow): Sequence {
  return normalizeSequence(
    compact({
      name: row.name,
      start: whole(row.start),
      increment: whole(row.step),
      minValue: whole(row.least),
      maxValue: whole(row.most),
      cache: Number(row.cache),
      cycle: Number(row.cycle) === 1 || undefined,
    }),
    usualSequence,
  );
}

function whole(text: string): WholeNumber {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : { bigint: text };
}
