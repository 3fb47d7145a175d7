/**
 * Sequences in the catalog that are no part of a column.
 *
 * @module
 */
import {
  compact,
  type Schema,
  type Sequence,
  tableKey,
  type WholeNumber,
} from "@retort/core/schema";
import { isSerial } from "../serial.ts";
import { usualSequence } from "../normalize_objects.ts";
import { normalizeSequence } from "@retort/ansi";
import type { Notes, Place } from "./notes.ts";
import { isOwn } from "./owned.ts";
import type { RelationRow, SequenceRow, Whole } from "./rows.ts";

/** A sequence. */
export interface AloneRow
  extends
    Pick<RelationRow, "name" | "space">,
    Pick<SequenceRow, "start" | "increment" | "min" | "max" | "cache" | "cycle"> {
  /** The type of its numbers. */
  readonly type: string;
  /** The number of the table that it goes away with. */
  readonly rel: Whole | null;
  /** The column that it goes away with. */
  readonly column: string | null;
}

/** The query for all sequences but those behind identity columns. */
export const aloneQuery: string = `SELECT c.relname AS name, c.relnamespace AS space,
  format_type(s.seqtypid, NULL) AS type, s.seqstart::text AS start,
  s.seqincrement::text AS increment, s.seqmin::text AS min, s.seqmax::text AS max,
  s.seqcache::text AS cache, s.seqcycle AS cycle, d.refobjid AS rel, a.attname AS column
FROM pg_sequence AS s JOIN pg_class AS c ON c.oid = s.seqrelid
LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
  AND d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
  AND d.deptype IN ('a', 'i')
LEFT JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE c.relpersistence <> 't' AND d.deptype IS DISTINCT FROM 'i' AND ${isOwn("pg_class", "c.oid")}`;

/** What finding the owner of a sequence takes. */
export interface SequenceSource {
  /** Names. */
  readonly notes: Notes;
  /** The names of all tables, by number. */
  readonly places: ReadonlyMap<number, Place>;
  /** The tables that were read. */
  readonly tables: Schema["tables"];
}

/** The sequences that stand for themselves; those of serial columns are told by the column's type. */
export function readSequences(
  rows: readonly AloneRow[],
  source: SequenceSource,
): readonly Sequence[] {
  return rows.flatMap((row): readonly Sequence[] => {
    const owner = row.rel === null ? undefined : source.places.get(Number(row.rel));
    const table = owner && source.tables.get(tableKey(owner));
    const column = table?.columns.find(({ name }) => name === row.column);
    // A table that is not shown, one of an extension say, hides its sequences too.
    if (row.rel !== null && (!column || isSerial(column.type))) return [];
    const ownedBy = table && column ? { table: table.name, column: column.name } : undefined;
    return [normalizeSequence(sequenceOf(row, source.notes, ownedBy), usualSequence)];
  });
}

function sequenceOf(row: AloneRow, notes: Notes, ownedBy: Sequence["ownedBy"]): Sequence {
  return compact({
    ...notes.place(row),
    type: row.type,
    start: whole(row.start),
    increment: whole(row.increment),
    minValue: whole(row.min),
    maxValue: whole(row.max),
    cache: Number(row.cache),
    cycle: row.cycle || undefined,
    ownedBy,
  });
}

function whole(text: string): WholeNumber {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : { bigint: text };
}
