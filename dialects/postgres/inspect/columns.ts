/**
 * Columns in the catalog.
 *
 * @module
 */
import { type Column, compact, type Default, type Identity, sql } from "@retort/core/schema";
import type { Type } from "@retort/core/schema";
import { normalizeDefault } from "../normalize_default.ts";
import { serialOver } from "../serial.ts";
import { canonicalType, types } from "../type_system.ts";
import type { TableSource } from "./mod.ts";
import type { ColumnRow, SequenceRow } from "./rows.ts";

/** The default collation, and the C collation that the type `name` has by itself. */
const usualCollations: ReadonlySet<number> = new Set([0, 100]);
const nameType = 19;

/** The columns of a table, in order. */
export function readColumns(oid: number, { notes, hangs }: TableSource): readonly Column[] {
  const defaults = new Map(hangs.defaults.get(oid)?.map((row) => [row.num, row.text]));
  const sequences = new Map(hangs.sequences.get(oid)?.map((row) => [row.num, row]));
  return (hangs.columns.get(oid) ?? []).map((row): Column => {
    const text = defaults.get(row.num);
    const sequence = sequences.get(row.num);
    const plain = notes.enumeration(row.typid) ?? types.parse(row.type);
    const serial = isSerial(row, text, sequence) ? serialOver(plain) : undefined;
    const isComputed = row.generated !== "";
    const usual = usualCollations.has(Number(row.collation)) || Number(row.typid) === nameType;
    return compact({
      name: row.name,
      type: serial ?? plain,
      nullable: !row.notnull,
      default: isComputed || serial || text === undefined ? undefined : readDefault(text, plain),
      identity: readIdentity(row, sequence),
      computed: isComputed && text !== undefined
        ? { expression: sql.raw(text), stored: row.generated === "s" }
        : undefined,
      collation: usual ? undefined : notes.name("collation", row.collation),
      comment: notes.comment(oid, row.num),
    });
  });
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
  const found = normalizeDefault(sql.raw(text), canonicalType(type));
  return found && "value" in found ? found : sql.raw(text);
}

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
