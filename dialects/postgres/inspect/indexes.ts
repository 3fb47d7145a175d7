/**
 * Indexes in the catalog.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import { type Column, type Index, type IndexPart, sql } from "@retort/core/schema";
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

const numbers = remembering(
  (text): readonly number[] => text === "" ? [] : text.split(" ").map(Number),
);

function readIndex(row: IndexRow, source: IndexSource): Index {
  const { notes, names } = source;
  const columns = numbers(row.key);
  const method = notes.name("method", row.method);
  const texts = row.expressions === null ? [] : listOf(row.expressions);
  const found: { -readonly [K in keyof Index]: Index[K] } = {
    name: row.name,
    parts: columns.slice(0, row.keys).map((number, index) =>
      readPart(row, source, { number, index, text: texts[index] })
    ),
    unique: row.uniq,
  };
  if (columns.length > row.keys) {
    found.include = columns.slice(row.keys).map((number) => names.get(number) ?? "");
  }
  if (row.pred !== null) found.where = sql.raw(row.pred);
  const space = Number(row.tablespace);
  const options = ownOptions({
    using: method === "btree" ? undefined : method,
    with: storageOf(row.options),
    tablespace: space === 0 ? undefined : notes.name("tablespace", space),
    nullsNotDistinct: row.nullsame ? true : undefined,
  });
  if (options) found.options = options;
  return found;
}

function listOf(text: string): readonly unknown[] {
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list : [];
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
  const found: { -readonly [K in keyof IndexPart]: IndexPart[K] } = column === undefined
    ? { expression: sql.raw(String(at.text ?? "")) }
    : { column };
  if (down) found.order = "desc";
  if (first !== down) found.nulls = first ? "first" : "last";
  const inherited = columns.find((item) => item.name === column)?.collation;
  const number = numbers(row.collations)[at.index] ?? 0;
  const collation = number === 0 || number === 100 ? undefined : notes.name("collation", number);
  if (collation !== inherited) found.collation = collation ?? "default";
  const ops = notes.name("class", numbers(row.classes)[at.index] ?? 0);
  if (ops !== undefined) found.options = { postgres: { ops } };
  return found;
}
