/**
 * Sequences from the catalog, and the columns that they number.
 *
 * @module
 */
import {
  compact,
  type Identity,
  type Sequence,
  tableKey,
  type TableName,
  type WholeNumber,
} from "@retort/core/schema";
import { pieces, plainName } from "../sql_text.ts";
import type { Catalog, ColumnRow, SequenceRow } from "./rows.ts";

/** A sequence. */
export function readSequence(row: SequenceRow, place: TableName): Sequence {
  return compact({
    ...place,
    start: whole(row.start),
    increment: whole(row.increment),
    minValue: whole(row.min),
    maxValue: whole(row.max),
    cycle: row.cycle || undefined,
  }) as Sequence;
}

function whole(value: number | bigint): WholeNumber {
  return typeof value === "number" ? value : { bigint: String(value) };
}

/** The numbering that a sequence gives to a column; what is beyond JavaScript's numbers is a limit. */
export function identityOf(row: SequenceRow): Identity {
  const number = (value: number | bigint): number | undefined =>
    typeof value === "number" ? value : undefined;
  return compact({
    always: false,
    start: number(row.start),
    increment: number(row.increment),
    minValue: number(row.min),
    maxValue: number(row.max),
    cycle: row.cycle || undefined,
  }) as Identity;
}

/** The sequence that numbers a column: called like one, and the default of no other column. */
export function numberedBy(column: ColumnRow, catalog: Catalog): SequenceRow | undefined {
  const name = sequenceIn(column);
  if (name === undefined || !name.name.endsWith("_seq")) return undefined;
  const key = keyOf(name);
  const users = catalog.columns.filter((item) => {
    const other = sequenceIn(item);
    return other !== undefined && keyOf(other) === key;
  });
  return users.length === 1 ? catalog.sequences.find((row) => keyOf(row) === key) : undefined;
}

/** The sequences that number columns: they come and go with them. */
export function hiddenSequences(catalog: Catalog): ReadonlySet<string> {
  const found = catalog.columns.flatMap((column) => numberedBy(column, catalog) ?? []);
  return new Set(found.map(keyOf));
}

function keyOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return tableKey(compact({ name, schema: schema === "main" ? undefined : schema }));
}

/** The sequence whose next number is a default; a name without a schema is of the table's. */
function sequenceIn(
  { default: text, schema }: ColumnRow,
): { readonly schema: string; readonly name: string } | undefined {
  const quoted = /^nextval\('((?:[^']|'')*)'\)$/.exec(text ?? "")?.[1]?.replaceAll("''", "'");
  if (quoted === undefined) return undefined;
  const all = pieces(quoted).map((piece) => piece.text).filter((piece) => piece !== ".");
  const [first = "", second] = all.map(plainName);
  return second === undefined ? { schema, name: first } : { schema: first, name: second };
}
