/**
 * Reads the live schema.
 *
 * @module
 */
import type { Connection, Scope } from "@retort/core/dialect";
import { compact, type Schema, schemaOf, type Table, type TableName } from "@retort/core/schema";
import { type ColumnRow, columnsQuery, readColumn } from "./columns.ts";
import {
  type CheckRow,
  checksQuery,
  isJsonCheck,
  type KeyRow,
  keysQuery,
  readCheck,
  readForeignKeys,
  type RuleRow,
  rulesQuery,
} from "./constraints.ts";
import { readObjects, withObjects } from "./objects.ts";
import { indexesQuery, type IndexRow, readIndexes } from "./indexes.ts";
import { withoutMade } from "../keys.ts";
import { shortName } from "../names.ts";
import { writer } from "../writer.ts";
import type { Part } from "./part.ts";
import { withoutRowId } from "./row_id.ts";
import { readTable, type TableRow, tablesQuery } from "./tables.ts";

/**
 * The live schema: six flat queries for tables and up to seven for all else, joined here, since the
 * server joins its catalog slowly.
 *
 * Tables of the current database have no `schema`; what is no table is read there alone.
 */
export async function inspect(db: Connection, scope: Scope = {}): Promise<Schema> {
  const [parts, objects] = await Promise.all([
    Promise.all(Array.from(databasesOf(scope), ([schema, names]) => {
      return readDatabase(db, { schema, names });
    })),
    // Asked in one go: while the server answers the last of them, the tables are put together.
    scope.tables ? undefined : readObjects(db, partOf(db, undefined, undefined)),
  ]);
  const tables = parts.flat();
  if (!objects) return schemaOf(tables);
  const hung = tables.map((table) => {
    const triggers = objects.triggers.get(table.name);
    return triggers ? { ...table, triggers } : table;
  });
  return withObjects(schemaOf(hung), objects);
}

/** The wanted tables by database; `undefined` stands for the current one, and for all of it. */
function databasesOf(
  { tables }: Scope,
): ReadonlyMap<string | undefined, readonly string[] | undefined> {
  const found = new Map<string | undefined, readonly string[] | undefined>();
  if (tables === undefined) return found.set(undefined, undefined);
  for (const { name, schema } of tables) found.set(schema, [...found.get(schema) ?? [], name]);
  return found;
}

interface Wanted {
  readonly schema: string | undefined;
  readonly names: readonly string[] | undefined;
}

async function readDatabase(db: Connection, { schema, names }: Wanted): Promise<readonly Table[]> {
  const part = partOf(db, schema, names);
  const asked = db.query<TableRow>({ sql: tablesQuery(part) });
  // Where some tables are asked for, there may be none of them, and nothing more to ask.
  if (names !== undefined && (await asked).length === 0) return [];
  const [tables, columns, indexes, keys, rules, checks] = await Promise.all([
    asked,
    db.query<ColumnRow>({ sql: columnsQuery(part) }),
    db.query<IndexRow>({ sql: indexesQuery(part) }),
    db.query<KeyRow>({ sql: keysQuery(part) }),
    db.query<RuleRow>({ sql: rulesQuery(part) }),
    db.query<CheckRow>({ sql: checksQuery(part) }),
  ]);
  const rows: Rows = {
    columns: grouped(columns),
    indexes: grouped(indexes),
    keys: grouped(keys),
    rules: grouped(rules),
    checks: grouped(checks),
  };
  return tables.map((row) => {
    const place = compact({ name: row.table_name, schema });
    return assemble(row, place, { rows, mariadb: part.mariadb });
  });
}

function partOf(
  db: Connection,
  schema: string | undefined,
  names: readonly string[] | undefined,
): Part {
  return compact({
    database: schema === undefined ? "DATABASE()" : writer.literal(shortName(schema)),
    tables: names?.map((name) => writer.literal(shortName(name))),
    mariadb: db.server.flavour === "mariadb",
    ignores: canIgnore(db),
  });
}

function canIgnore({ server: { flavour, version } }: Connection): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return flavour === "mariadb" ? major > 10 || (major === 10 && minor >= 6) : major >= 8;
}

type Grouped<T> = ReadonlyMap<string, readonly T[]>;

/** The rows of all tables. */
interface Rows {
  readonly columns: Grouped<ColumnRow>;
  readonly indexes: Grouped<IndexRow>;
  readonly keys: Grouped<KeyRow>;
  readonly rules: Grouped<RuleRow>;
  readonly checks: Grouped<CheckRow>;
}

function grouped<T extends { readonly table_name: string }>(rows: readonly T[]): Grouped<T> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const list = found.get(row.table_name);
    if (list) list.push(row);
    else found.set(row.table_name, [row]);
  }
  return found;
}

function assemble(
  row: TableRow,
  place: TableName,
  { rows, mariadb }: { readonly rows: Rows; readonly mariadb: boolean },
): Table {
  const of = <T>(list: Grouped<T>): readonly T[] => list.get(row.table_name) ?? [];
  const checks = of(rows.checks);
  const json = new Set(checks.filter(isJsonCheck).map((check) => check.name));
  const columns = of(rows.columns).toSorted((a, b) => a.position - b.position)
    .map((column) =>
      readColumn(column, {
        mariadb,
        json: json.has(column.name),
        collation: row.collation,
      })
    );
  const table: Table = {
    ...place,
    ...readTable(row),
    columns,
    ...readIndexes(of(rows.indexes), row.engine),
    foreignKeys: readForeignKeys(of(rows.keys), of(rows.rules), {
      database: row.database_name,
      schema: place.schema,
    }),
    checks: checks.filter((check) => !isJsonCheck(check)).map((check) => readCheck(check, mariadb)),
  };
  return withoutMade(mariadb ? table : withoutRowId(table));
}
