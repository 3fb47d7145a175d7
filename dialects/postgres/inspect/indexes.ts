/**
 * Indexes in the catalog.
 *
 * @module
 */
import { type Column, compact, type Index, type IndexPart, sql } from "@retort/core/schema";
import { ownOptions } from "../options.ts";
import type { TableSource } from "./mod.ts";
import type { IndexRow } from "./rows.ts";
import { storageOf } from "./storage.ts";

/** What reading indexes needs. */
export interface IndexSource extends TableSource {
  /** The names of the table's columns, by number. */
  readonly names: ReadonlyMap<number, string>;
  /** The columns. */
  readonly columns: readonly Column[];
  /** The indexes behind keys. */
  readonly backing: ReadonlySet<number>;
}

/** The indexes of a table by name, but for those behind its keys. */
export function readIndexes(oid: number, source: IndexSource): readonly Index[] {
  return (source.hangs.indexes.get(oid) ?? [])
    .filter((row) => !source.backing.has(Number(row.oid)))
    .map((row) => readIndex(row, source))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

const numbers = (text: string): readonly number[] => text === "" ? [] : text.split(" ").map(Number);

function readIndex(row: IndexRow, source: IndexSource): Index {
  const { notes, names } = source;
  const columns = numbers(row.key);
  const include = columns.slice(row.keys).map((number) => names.get(number) ?? "");
  const method = notes.name("method", row.method);
  const expressions: unknown = row.expressions === null ? [] : JSON.parse(row.expressions);
  const texts = Array.isArray(expressions) ? expressions : [];
  return compact({
    name: row.name,
    parts: columns.slice(0, row.keys).map((number, index) =>
      readPart(row, source, { number, index, text: texts[index] })
    ),
    unique: row.uniq,
    include: include.length > 0 ? include : undefined,
    where: row.pred === null ? undefined : sql.raw(row.pred),
    options: ownOptions({
      using: method === "btree" ? undefined : method,
      with: storageOf(row.options),
      tablespace: Number(row.tablespace) === 0
        ? undefined
        : notes.name("tablespace", row.tablespace),
      nullsNotDistinct: row.nullsame ? true : undefined,
    }),
  });
}

const descending = 1;
const nullsFirst = 2;

function readPart(
  row: IndexRow,
  { notes, names, columns }: IndexSource,
  at: { readonly number: number; readonly index: number; readonly text: unknown },
): IndexPart {
  const option = numbers(row.orders)[at.index] ?? 0;
  const down = (option & descending) !== 0;
  const first = (option & nullsFirst) !== 0;
  const column = names.get(at.number);
  const inherited = columns.find((item) => item.name === column)?.collation;
  const number = numbers(row.collations)[at.index] ?? 0;
  const collation = number === 0 || number === 100 ? undefined : notes.name("collation", number);
  return compact({
    column,
    expression: column === undefined ? sql.raw(String(at.text ?? "")) : undefined,
    order: down ? "desc" as const : undefined,
    nulls: first === down ? undefined : first ? "first" as const : "last" as const,
    collation: collation === inherited ? undefined : collation ?? "default",
    options: ownOptions({ ops: notes.name("class", numbers(row.classes)[at.index] ?? 0) }),
  });
}
