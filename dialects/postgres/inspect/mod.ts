/**
 * Reads the live schema.
 *
 * @module
 */
import type { Connection, Scope } from "@retort/core/dialect";
import {
  compact,
  displayName,
  type OwnedObject,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
} from "@retort/core/schema";
import { shortName } from "../names.ts";
import { ownOptions } from "../options.ts";
import { readColumns } from "./columns.ts";
import { readConstraints } from "./constraints.ts";
import { readIndexes } from "./indexes.ts";
import { Notes, type Place } from "./notes.ts";
import { readObjectRows, withObjects, withTriggers } from "./objects.ts";
import { readCatalog } from "./queries.ts";
import type { Catalog, RelationRow } from "./rows.ts";
import { storageOf } from "./storage.ts";

/**
 * The live schema: seven queries for tables, six for all else, all sent at once.
 *
 * Tables of the default schema, the first of the search path that exists, name none. Left out are
 * temporary tables, those of extensions, and partitions and other tables that inherit.
 */
export async function inspect(db: Connection, scope: Scope = {}): Promise<Schema> {
  // Asked in one go: while the server answers the last of them, the tables are put together.
  const [read, objects] = await Promise.all([
    readTables(db, scope),
    scope.tables ? undefined : readObjectRows(db),
  ]);
  const { notes, places, relations } = read;
  const found = schemaOf(read.tables.map(({ oid, table }) => {
    return withTriggers(table, objects?.triggers.get(oid));
  }));
  if (!objects) return found;
  const enums = notes.enums();
  const known = enums.length === 0
    ? found
    : { ...found, enums: new Map(enums.map((item) => [tableKey(item), item])) };
  const owned = readOwned(relations, { notes, places });
  const whole = owned.length === 0 ? known : { ...known, owned };
  return withObjects(whole, objects, { notes, places, tables: found.tables });
}

/** The tables by name, and what else is known from their rows. */
interface ReadTables extends Pick<TableSource, "notes" | "places">, Pick<Catalog, "relations"> {
  readonly tables: readonly { readonly oid: number; readonly table: Table }[];
}

async function readTables(db: Connection, scope: Scope): Promise<ReadTables> {
  const catalog = await readCatalog(db, scope);
  const { relations } = catalog;
  const notes = new Notes(catalog.notes);
  const places = new Map(relations.map((row) => [Number(row.oid), notes.place(row)]));
  const hangs = gather(catalog);
  const wanted = scope.tables && new Set(scope.tables.map((table) => keyOf(table, notes)));
  const tables = relations.filter((row) => isShown(row, notes)).flatMap((row) => {
    const place = notes.place(row);
    if (wanted && !wanted.has(tableKey(place))) return [];
    return [{ oid: Number(row.oid), table: readTable(row, { place, places, notes, hangs }) }];
  });
  tables.sort((a, b) => tableKey(a.table) < tableKey(b.table) ? -1 : 1);
  return { tables, notes, places, relations };
}

/** The partitions, and the tables that inherit: they come and go with others. */
function readOwned(
  relations: readonly RelationRow[],
  { notes, places }: Pick<TableSource, "notes" | "places">,
): readonly OwnedObject[] {
  return relations.flatMap((row): readonly OwnedObject[] => {
    const parent = places.get(notes.parent(Number(row.oid)) ?? 0);
    if (!parent) return [];
    const by = `${row.partition ? "partition of" : "inherits from"} ${displayName(parent)}`;
    return [{ noun: "table", ...notes.place(row), by }];
  });
}

/** The rows of a catalog by the number of their table. */
export interface Hanging {
  /** Columns, in order. */
  readonly columns: ReadonlyMap<number, Catalog["columns"]>;
  /** The names of columns, by number. */
  readonly names: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Defaults. */
  readonly defaults: ReadonlyMap<number, Catalog["defaults"]>;
  /** Constraints. */
  readonly constraints: ReadonlyMap<number, Catalog["constraints"]>;
  /** Indexes. */
  readonly indexes: ReadonlyMap<number, Catalog["indexes"]>;
  /** Sequences. */
  readonly sequences: ReadonlyMap<number, Catalog["sequences"]>;
}

function gather(catalog: Catalog): Hanging {
  const columns = byTable(catalog.columns);
  // Most come in order.
  for (const rows of columns.values()) rows.sort((a, b) => a.num - b.num);
  const names = new Map(
    Array.from(columns, ([oid, rows]) => [oid, new Map(rows.map(({ num, name }) => [num, name]))]),
  );
  return {
    columns,
    names,
    defaults: byTable(catalog.defaults),
    constraints: byTable(catalog.constraints),
    indexes: byTable(catalog.indexes),
    sequences: byTable(catalog.sequences),
  };
}

function byTable<T extends { readonly rel: number | string }>(
  rows: readonly T[],
): ReadonlyMap<number, T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows) {
    const key = Number(row.rel);
    const list = found.get(key);
    if (list) list.push(row);
    else found.set(key, [row]);
  }
  return found;
}

/** The key of a table that a caller names, who may name the default schema too. */
function keyOf(table: Place, notes: Notes): string {
  const { name, schema } = table;
  const isDefault = schema === undefined || schema === notes.defaultSchema;
  return tableKey(
    isDefault ? { name: shortName(name) } : { name: shortName(name), schema: shortName(schema) },
  );
}

function isShown(row: RelationRow, notes: Notes): boolean {
  const oid = Number(row.oid);
  return row.persistence !== "t" && !row.partition && !notes.isHidden(oid);
}

/** What reading one table needs. */
export interface TableSource {
  /** Its name. */
  readonly place: Place;
  /** The names of all tables, by number. */
  readonly places: ReadonlyMap<number, Place>;
  /** Names and small facts. */
  readonly notes: Notes;
  /** The rows that hang on tables. */
  readonly hangs: Hanging;
}

function readTable(row: RelationRow, source: TableSource): Table {
  const { place, notes, hangs } = source;
  const oid = Number(row.oid);
  const columns = readColumns(oid, source);
  const names = hangs.names.get(oid) ?? new Map();
  const constraints = readConstraints(oid, { ...source, names });
  const method = notes.name("method", row.method);
  return compact({
    ...place,
    columns,
    ...constraints.found,
    indexes: readIndexes(oid, { ...source, names, columns, backing: constraints.backing }),
    comment: notes.comment(oid, 0),
    options: ownOptions({
      unlogged: row.persistence === "u" ? true : undefined,
      with: storageOf(row.options),
      tablespace: Number(row.tablespace) === 0
        ? undefined
        : notes.name("tablespace", row.tablespace),
      partitionBy: row.partkey ?? undefined,
      using: method === "heap" ? undefined : method,
    }),
  });
}
