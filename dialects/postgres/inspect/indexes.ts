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
  const own = ownCollations(row.definition, texts);
  const found: { -readonly [K in keyof Index]: Index[K] } = {
    name: row.name,
    parts: columns.slice(0, row.keys).map((number, index) =>
      readPart(row, source, { number, index, text: texts[index], own: own[index] })
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
    // No op makes one, so it differs from what was meant, and is made anew.
    invalid: row.invalid ? true : undefined,
  });
  if (options) found.options = options;
  return found;
}

function listOf(text: string): readonly string[] {
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.map(String) : [];
}

/**
 * Which parts of an index with expressions have a collation that they don't get from what stands in
 * them: only for those the definition says one.
 */
function ownCollations(definition: string | null, texts: readonly string[]): readonly boolean[] {
  if (definition === null) return [];
  let at = 0;
  return texts.map((text, index) => {
    const start = index === 0 ? "(" : ", ";
    const found = definition.indexOf(start + text, at);
    if (found < 0) return false;
    at = found + start.length + text.length;
    return definition.startsWith(" COLLATE ", at);
  });
}

const descending = 1;
const nullsFirst = 2;

function readPart(
  row: IndexRow,
  { notes, names, columns }: IndexSource,
  at: {
    readonly number: number;
    readonly index: number;
    readonly text: string | undefined;
    readonly own: boolean | undefined;
  },
): IndexPart {
  const option = numbers(row.orders)[at.index] ?? 0;
  const down = (option & descending) !== 0;
  const first = (option & nullsFirst) !== 0;
  const column = names.get(at.number);
  const found: { -readonly [K in keyof IndexPart]: IndexPart[K] } = column === undefined
    ? { expression: sql.raw(at.text ?? "") }
    : { column };
  if (down) found.order = "desc";
  if (first !== down) found.nulls = first ? "first" : "last";
  const inherited = columns.find((item) => item.name === column)?.collation;
  const number = numbers(row.collations)[at.index] ?? 0;
  const named = number === 0 || number === 100 ? undefined : notes.name("collation", number);
  // An expression has the collation of the columns in it, unless it says another.
  const collation = column !== undefined ? named : at.own ? named ?? "default" : undefined;
  if (collation !== inherited) found.collation = collation ?? "default";
  const ops = notes.name("class", numbers(row.classes)[at.index] ?? 0);
  if (ops !== undefined) found.options = { postgres: { ops } };
  return found;
}
