/**
 * Reads the live schema.
 *
 * @module
 */
import type { Connection, Scope } from "@retort/core/dialect";
import {
  type ForeignKey,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
  type Trigger,
  type View,
} from "@retort/core/schema";
import { foldName } from "../tokens.ts";
import { spelledReference } from "../spelling.ts";
import { readCreateTable } from "./create_table.ts";
import { readCreateIndex } from "./indexes.ts";
import { everything, type SchemaRow } from "./rows.ts";
import { readCreateView } from "./views.ts";
import { hiddenQuery, isVirtual, readShadowTables, readVirtualTables } from "./virtual_tables.ts";

/**
 * The live schema, in one query: SQLite's own truth is the text of the CREATE statements.
 *
 * SQLite's own tables are left out; virtual tables are only named, with the tables that belong to them.
 */
export async function inspect(db: Connection, scope: Scope = {}): Promise<Schema> {
  const rows = await db.query<SchemaRow>({ sql: everything });
  const hidden = await hiddenTables(db, rows);
  const live = new LiveTables(rows.filter((row) => !hidden.has(foldName(row.table))));
  const tables = schemaOf(live.tables(scope));
  if (scope.tables) return tables;
  const views = live.views();
  const others = readVirtualTables(rows);
  const owned = readShadowTables(rows, hidden);
  return {
    ...tables,
    ...(views.length > 0 ? { views: new Map(views.map((view) => [tableKey(view), view])) } : {}),
    ...(others.length > 0 ? { others } : {}),
    ...(owned.length > 0 ? { owned } : {}),
  };
}

/** Only a database with virtual tables pays for the second query. */
async function hiddenTables(
  db: Connection,
  rows: readonly SchemaRow[],
): Promise<ReadonlySet<string>> {
  if (!rows.some(isVirtual)) return new Set();
  const found = await db.query<{ readonly name: string }>({ sql: hiddenQuery });
  return new Set(found.map((row) => foldName(row.name)));
}

/** The tables of a database, each read when it is asked for. */
class LiveTables {
  readonly #rows = new Map<string, SchemaRow>();
  readonly #views: SchemaRow[] = [];
  readonly #hanging = new Map<string, SchemaRow[]>();
  readonly #read = new Map<string, Table>();

  constructor(rows: readonly SchemaRow[]) {
    for (const row of rows) {
      const key = foldName(row.table);
      if (row.type === "view") this.#views.push(row);
      else if (row.type !== "table") this.#hanging.set(key, [...this.#hanging.get(key) ?? [], row]);
      else if (!key.startsWith("sqlite_")) this.#rows.set(key, row);
    }
  }

  tables(scope: Scope): readonly Table[] {
    const wanted = scope.tables?.filter((table) => (table.schema ?? "main") === "main");
    const keys = wanted?.map((table) => foldName(table.name)) ?? [...this.#rows.keys()];
    return [...new Set(keys)].flatMap((key) => {
      const table = this.#table(key);
      return table ? [this.#whole(key, table)] : [];
    });
  }

  /** The views with their triggers. */
  views(): readonly View[] {
    return this.#views.map(({ name, sql }) => readCreateView(name, sql, this.#triggers(name)));
  }

  #triggers(owner: string): readonly Trigger[] {
    return (this.#hanging.get(foldName(owner)) ?? []).filter((row) => row.type === "trigger")
      .map(({ name, sql }) => ({ name, sql }));
  }

  /** The table without what refers to other tables. */
  #table(key: string): Table | undefined {
    const known = this.#read.get(key);
    const row = this.#rows.get(key);
    if (known || !row) return known;
    const table = readCreateTable(row.name, row.sql);
    this.#read.set(key, table);
    return table;
  }

  #whole(key: string, table: Table): Table {
    const hanging = this.#hanging.get(key) ?? [];
    const triggers = this.#triggers(table.name);
    return {
      ...table,
      foreignKeys: table.foreignKeys.map((item) => this.#resolve(item)),
      indexes: hanging.filter((row) => row.type === "index")
        .map((row) => readCreateIndex(row.name, row.sql, table)),
      ...(triggers.length > 0 ? { triggers } : {}),
    };
  }

  /** A foreign key with the parent's own spelling, and its primary key where no columns are named. */
  #resolve(item: ForeignKey): ForeignKey {
    const parent = this.#table(foldName(item.references.table));
    return { ...item, references: spelledReference(item.references, parent) };
  }
}
