/**
 * A schema as Oracle would hold it; both sides go through it before they are compared.
 *
 * @module
 */
import { optionsFor, typeFor } from "@retort/ansi";
import { type Column, compact, type DialectOptions, type ForeignKey } from "@retort/core/schema";
import { type Schema, type Table, tableKey } from "@retort/core/schema";
import { shortName } from "./names.ts";
import { canonicalType } from "./type_system.ts";

const dialect = "oracle";

/** The schema as the server would hold it. */
export function normalize(schema: Schema): Schema {
  const tables = Array.from(schema.tables.values(), (table): [string, Table] => {
    const next = normalizeTable(table);
    return [tableKey(next), next];
  });
  return { ...schema, tables: new Map(tables) };
}

function normalizeTable(table: Table): Table {
  const { primaryKey } = table;
  const keyed = new Set(primaryKey?.columns);
  return compact({
    ...table,
    name: shortName(table.name),
    columns: table.columns.map((column) => normalizeColumn(column, keyed.has(column.name))),
    primaryKey: primaryKey && named({ ...primaryKey, columns: primaryKey.columns.map(shortName) }),
    uniques: table.uniques.map((item) => named({ ...item, columns: item.columns.map(shortName) })),
    foreignKeys: table.foreignKeys.map(normalizeForeignKey),
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
    options: own(table.options),
  }) as Table;
}

function normalizeColumn(column: Column, isKey: boolean): Column {
  const { name, comment, identity } = column;
  return compact({
    ...column,
    name: shortName(name),
    type: canonicalType(typeFor(column.type, [dialect])),
    nullable: column.nullable && !isKey && identity === undefined,
    comment: comment === "" ? undefined : comment,
    options: own(column.options),
  }) as Column;
}

function normalizeForeignKey(item: ForeignKey): ForeignKey {
  const { match: _match, onUpdate: _onUpdate, ...rest } = item;
  return named(compact({
    ...rest,
    columns: item.columns.map(shortName),
    onDelete: action(item.onDelete),
  }) as ForeignKey);
}

/** RESTRICT and NO ACTION are the same, and what there is where nothing is said. */
function action(value: ForeignKey["onDelete"]): ForeignKey["onDelete"] {
  return value === "restrict" || value === "no action" ? undefined : value;
}

function named<T extends { readonly name?: string; readonly options?: DialectOptions }>(
  item: T,
): T {
  return compact({
    ...item,
    name: item.name === undefined ? undefined : shortName(item.name),
    options: own(item.options),
  }) as T;
}

/** The options of this dialect alone. */
function own(options: DialectOptions | undefined): DialectOptions | undefined {
  const given = optionsFor(options, [dialect]);
  return Object.keys(given).length === 0 ? undefined : { [dialect]: given };
}
