/**
 * Reads the live schema.
 *
 * @module
 */
import type { Connection, Scope } from "@retort/core/dialect";
import {
  compact,
  mapKey,
  type NamedSchema,
  type Schema,
  schemaOf,
  type Sequence,
  type Table,
  tableKey,
  type TableName,
  type View,
} from "@retort/core/schema";
import { readColumn } from "./columns.ts";
import { readConstraints } from "./constraints.ts";
import { readIndex } from "./indexes.ts";
import { type Catalog, readCatalog, type TableRow } from "./rows.ts";
import { hiddenSequences, readSequence } from "./sequences.ts";
import { readView } from "./views.ts";

/** The live schema: seven queries of the catalog's functions. */
export async function inspect(db: Connection, scope: Scope = {}): Promise<Schema> {
  const catalog = await readCatalog(db);
  const wanted = scope.tables && new Set(scope.tables.map((table) => tableKey(placed(table))));
  const shown = (schema: string): boolean =>
    scope.schemas === "all" || (scope.schemas ?? ["main"]).includes(schema);
  const rows = catalog.tables.filter((row) =>
    wanted ? wanted.has(tableKey(placeOf(row))) : shown(row.schema)
  );
  const found = schemaOf(rows.map((row) => readTable(row, catalog)));
  if (wanted) return found;
  const hidden = hiddenSequences(catalog);
  const sequences = catalog.sequences
    .filter((row) => shown(row.schema) && !hidden.has(tableKey(placeOf(row))))
    .map((row) => [row, readSequence(row, placeOf(row))] as const);
  const views = catalog.views.filter((row) => shown(row.schema))
    .map((row) => readView(row, placeOf(row)));
  const schemas = catalog.schemas.filter(({ name }) => name !== "main")
    .map(({ name }): NamedSchema => ({ name }));
  return compact({
    ...found,
    sequences: mapOf<Sequence>("sequences", sequences.map(([, item]) => item)),
    views: mapOf<View>("views", views),
    schemas: mapOf<NamedSchema>("schemas", schemas),
  }) as Schema;
}

function mapOf<T>(
  map: "sequences" | "views" | "schemas",
  items: readonly T[],
): ReadonlyMap<string, T> | undefined {
  if (items.length === 0) return undefined;
  return new Map(items.map((item) => [mapKey(map, item as never), item]));
}

/** The default schema goes without saying. */
function placed({ name, schema }: TableName): TableName {
  return compact({ name, schema: schema === "main" ? undefined : schema });
}

/** Where something is. */
export function placeOf(row: { readonly schema: string; readonly name: string }): TableName {
  return placed(row);
}

function readTable(row: TableRow, catalog: Catalog): Table {
  const mine = (item: { readonly schema: string; readonly table: string }): boolean =>
    item.schema === row.schema && item.table === row.name;
  const columns = catalog.columns.filter(mine);
  return compact({
    ...placeOf(row),
    columns: columns.map((column, at) => readColumn(column, { row, at, catalog })),
    ...readConstraints(catalog.constraints.filter(mine), placeOf(row)),
    indexes: catalog.indexes.filter(mine).map(readIndex),
    comment: row.comment ?? undefined,
  }) as Table;
}
