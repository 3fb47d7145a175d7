/**
 * Normalising a schema for servers that keep texts as they were written: names, types, options and
 * what is the same as nothing.
 *
 * @module
 */
import {
  type Column,
  compact,
  type DialectOptions,
  type ForeignKey,
  type ObjectMap,
  type Schema,
  type Table,
  tableKey,
  type Type,
} from "@retort/core/schema";
import { normalizeObjects } from "./normalize_objects.ts";
import { optionsFor, typeFor } from "./parts.ts";
import { createWriter } from "./writer.ts";

/** What a dialect's normalising is made of. */
export interface NormalizeParts {
  /** The dialect, whose options and type variants count. */
  readonly dialect: string;
  /** A name as the server keeps it. */
  shortName(name: string): string;
  /** A type in its one spelling. */
  canonicalType(type: Type): Type;
  /** The objects beside tables that the database has; all but enums and extensions if absent. */
  readonly keeps?: readonly ObjectMap[];
  /** What the server keeps of a column; all of it if absent. */
  readonly column?: (column: Column) => Column;
  /** What the server keeps of a foreign key; all of it if absent. */
  readonly foreignKey?: (key: ForeignKey) => ForeignKey;
}

type Named = { readonly name?: string; readonly options?: DialectOptions };

/** Builds a dialect's `normalize`. */
export function normalizer(parts: NormalizeParts): (schema: Schema) => Schema {
  return (schema) => {
    const tables = Array.from(schema.tables.values(), (table): [string, Table] => {
      const next = normalizeTable(table, parts);
      return [tableKey(next), next];
    });
    return normalizeObjects({ ...schema, tables: new Map(tables) }, {
      names: [parts.dialect],
      keeps: parts.keeps ?? ["schemas", "sequences", "routines", "views"],
      text: createWriter().text,
      shortName: parts.shortName,
    });
  };
}

function normalizeTable(table: Table, parts: NormalizeParts): Table {
  const { shortName } = parts;
  const { primaryKey } = table;
  const keyed = new Set(primaryKey?.columns);
  const named = <T extends Named>(item: T): T => normalizeNamed(item, parts);
  return compact({
    ...table,
    name: shortName(table.name),
    columns: table.columns.map((column) => {
      return normalizeColumn(column, keyed.has(column.name), parts);
    }),
    primaryKey: primaryKey && named({ ...primaryKey, columns: primaryKey.columns.map(shortName) }),
    uniques: table.uniques.map((item) => named({ ...item, columns: item.columns.map(shortName) })),
    foreignKeys: table.foreignKeys.map((item) => normalizeForeignKey(item, parts)),
    checks: table.checks.map(named),
    indexes: table.indexes.map((item) =>
      named({
        ...item,
        parts: item.parts.map((part) =>
          compact({
            ...part,
            column: part.column === undefined ? undefined : shortName(part.column),
            order: part.order === "asc" ? undefined : part.order,
          })
        ),
      })
    ),
    comment: table.comment === "" ? undefined : table.comment,
    options: own(table.options, parts),
  }) as Table;
}

function normalizeColumn(column: Column, isKey: boolean, parts: NormalizeParts): Column {
  const kept = parts.column?.(column) ?? column;
  const { name, comment, identity } = kept;
  return compact({
    ...kept,
    name: parts.shortName(name),
    type: parts.canonicalType(typeFor(kept.type, [parts.dialect])),
    nullable: kept.nullable && !isKey && identity === undefined,
    comment: comment === "" ? undefined : comment,
    options: own(kept.options, parts),
  }) as Column;
}

function normalizeForeignKey(item: ForeignKey, parts: NormalizeParts): ForeignKey {
  const kept = parts.foreignKey?.(item) ?? item;
  const key = compact({
    ...kept,
    columns: kept.columns.map(parts.shortName),
    onDelete: action(kept.onDelete),
    onUpdate: action(kept.onUpdate),
  }) as ForeignKey;
  return normalizeNamed(key, parts);
}

/** RESTRICT and NO ACTION are the same, and what there is where nothing is said. */
function action(value: ForeignKey["onDelete"]): ForeignKey["onDelete"] {
  return value === "restrict" || value === "no action" ? undefined : value;
}

function normalizeNamed<T extends Named>(item: T, parts: NormalizeParts): T {
  return compact({
    ...item,
    name: item.name === undefined ? undefined : parts.shortName(item.name),
    options: own(item.options, parts),
  }) as T;
}

/** The options of this dialect alone. */
function own(
  options: DialectOptions | undefined,
  { dialect }: NormalizeParts,
): DialectOptions | undefined {
  const given = optionsFor(options, [dialect]);
  return Object.keys(given).length === 0 ? undefined : { [dialect]: given };
}
