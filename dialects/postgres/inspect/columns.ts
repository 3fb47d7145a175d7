/**
 * Columns in the catalog.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import {
  type Column,
  compact,
  type Default,
  freeze,
  type Identity,
  sql,
  type Type,
} from "@retort/core/schema";
import { normalizeDefault } from "../normalize_default.ts";
import { serialOver } from "../serial.ts";
import { canonicalType, types } from "../type_system.ts";
import type { TableSource } from "./mod.ts";
import type { ColumnRow, SequenceRow } from "./rows.ts";

/** The default collation, and the C collation that the type `name` has by itself. */
const usualCollations: ReadonlySet<number> = new Set([0, 100]);
const nameType = 19;

/** The columns of a table, in order. */
export function readColumns(oid: number, source: TableSource): readonly Column[] {
  const { columns, defaults, sequences } = source.hangs;
  const [values = [], numberings = []] = [defaults.get(oid), sequences.get(oid)];
  return (columns.get(oid) ?? []).map((row) => {
    const isIt = ({ num }: { readonly num: number }): boolean => num === row.num;
    return readColumn(oid, row, {
      notes: source.notes,
      text: values.length === 0 ? undefined : values.find(isIt)?.text,
      sequence: numberings.length === 0 ? undefined : numberings.find(isIt),
    });
  });
}

interface ColumnFacts extends Pick<TableSource, "notes"> {
  /** The default, or what the column is computed from. */
  readonly text: string | undefined;
  readonly sequence: SequenceRow | undefined;
}

function readColumn(oid: number, row: ColumnRow, { notes, text, sequence }: ColumnFacts): Column {
  const plain = notes.enumeration(row.typid) ?? types.parse(row.type);
  const serial = isSerial(row, text, sequence) ? serialOver(plain) : undefined;
  const found: { -readonly [K in keyof Column]: Column[K] } = {
    name: row.name,
    type: serial ?? plain,
    nullable: !row.notnull,
  };
  const isComputed = row.generated !== "";
  if (text !== undefined && isComputed) {
    found.computed = { expression: sql.raw(text), stored: row.generated === "s" };
  } else if (text !== undefined && !serial) found.default = readDefault(text, plain);
  const identity = readIdentity(row, sequence);
  if (identity) found.identity = identity;
  const usual = usualCollations.has(Number(row.collation)) || Number(row.typid) === nameType;
  const collation = usual ? undefined : notes.name("collation", row.collation);
  if (collation !== undefined) found.collation = collation;
  const comment = notes.comment(oid, row.num);
  if (comment !== undefined) found.comment = comment;
  return found;
}

/** A sequence that belongs to the column and gives its default: what `serial` makes. */
function isSerial(
  { notnull }: ColumnRow,
  text: string | undefined,
  sequence: SequenceRow | undefined,
): boolean {
  if (!notnull || sequence?.kind !== "a") return false;
  return text === `nextval('${sequence.name.replaceAll("'", "''")}'::regclass)`;
}

/** A literal where it is one; an expression as the server spells it. */
function readDefault(text: string, type: Type): Default {
  // A number has no zeros at its end, and the server keeps the scale that was written.
  if (type.name === "numeric" && /^'?-?\d+\.\d*0(?:'::numeric)?$/.test(text)) return sql.raw(text);
  return defaultsOf(canonicalType(type).name)(text);
}

/** By the name of the type, which says what a literal is kept as. */
const defaultsOf = remembering((name) =>
  remembering((text): Default => {
    const written = sql.raw(text);
    const found = normalizeDefault(written, { name });
    return found && "value" in found ? freeze(found) : written;
  })
);

function readIdentity(row: ColumnRow, sequence: SequenceRow | undefined): Identity | undefined {
  if (row.identity === "") return undefined;
  const always = row.identity === "a";
  if (!sequence) return { always };
  const { start, increment, min, max, cache, cycle } = sequence;
  const up = Number(increment) > 0;
  const top = largest.get(row.type);
  return compact({
    always,
    start: start === (up ? min : max) ? undefined : Number(start),
    increment: increment === "1" ? undefined : Number(increment),
    minValue: (up && min === "1") || (!up && Number(min) === lowest(top)) ? undefined : Number(min),
    maxValue: (!up && max === "-1") || (up && Number(max) === top) ? undefined : Number(max),
    cache: cache === "1" ? undefined : Number(cache),
    cycle: cycle || undefined,
  });
}

const largest: ReadonlyMap<string, number> = new Map([
  ["smallint", 2 ** 15 - 1],
  ["integer", 2 ** 31 - 1],
  ["bigint", 2 ** 63],
]);

function lowest(top: number | undefined): number | undefined {
  return top === undefined ? undefined : top === 2 ** 63 ? -top : -top - 1;
}
