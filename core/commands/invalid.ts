/**
 * Indexes that a server keeps and does not use: a concurrent build of them has failed.
 *
 * @module
 */
import type { Difference } from "../diff/mod.ts";
import { displayName, type Index, type Schema, type Table } from "../schema/mod.ts";

/** The schema without such indexes: they are no revision's, and the next run makes them anew. */
export function withoutInvalid(schema: Schema): Schema {
  const tables = Array.from(schema.tables, ([key, table]): [string, Table] => {
    const indexes = table.indexes.filter((index) => !isInvalid(index));
    return [key, indexes.length === table.indexes.length ? table : { ...table, indexes }];
  });
  return { ...schema, tables: new Map(tables) };
}

/** Whether a difference is such an index that nobody has recorded. */
export function isLeftover({ recorded, name, at }: Difference, live: Schema): boolean {
  if (recorded !== undefined || at.part?.slot !== "indexes") return false;
  return live.tables.get(at.key)?.indexes.some((index) =>
    index.name === name && isInvalid(index)
  ) ?? false;
}

/** The schema with such indexes as they were meant, and their names in words. */
export function asMeant(schema: Schema): {
  readonly schema: Schema;
  readonly invalid: readonly string[];
} {
  const invalid: string[] = [];
  const tables = Array.from(schema.tables, ([key, table]): [string, Table] => {
    if (!table.indexes.some(isInvalid)) return [key, table];
    const indexes = table.indexes.map((index) => {
      if (!isInvalid(index)) return index;
      invalid.push(`index ${index.name} on ${displayName(table)}`);
      return meant(index);
    });
    return [key, { ...table, indexes }];
  });
  return {
    schema: invalid.length === 0 ? schema : { ...schema, tables: new Map(tables) },
    invalid,
  };
}

function isInvalid({ options = {} }: Index): boolean {
  return Object.values(options).some((own) => own["invalid"] === true);
}

function meant({ options = {}, ...index }: Index): Index {
  const kept = Object.entries(options).flatMap(([dialect, { invalid: _invalid, ...own }]) =>
    Object.keys(own).length === 0 ? [] : [[dialect, own]]
  );
  return kept.length === 0 ? index : { ...index, options: Object.fromEntries(kept) };
}
