/**
 * The record: what the database was like when retort was last done with it, an object a row.
 *
 * @module
 */
import { type CreateTable, createTable } from "../ops/mod.ts";
import { stableJson } from "../schema/data.ts";
import {
  emptySchema,
  integer,
  isPluginNoun,
  mapKey,
  nounOf,
  type ObjectMap,
  objectMaps,
  type ObjectNoun,
  objectNouns,
  type Schema,
  sqlType,
  tableKey,
  text,
  varchar,
} from "../schema/mod.ts";
import { hash64 } from "../schema/hash.ts";
import { type Sql, sql } from "../schema/sql.ts";
import { type Bookkeeping, columnsOf, listOf, nameOf, valuesOf } from "./bookkeeping.ts";

/** A table or something that stands beside tables, with the key that no other object has. */
export interface SchemaEntry {
  /** The key: `table:users`. */
  readonly key: string;
  /** What it is. */
  readonly noun: "table" | ObjectNoun;
  /** The object. */
  readonly item: { readonly name: string; readonly schema?: string };
}

/** All objects of a schema. */
export function entriesOf(schema: Schema): readonly SchemaEntry[] {
  const tables = Array.from(schema.tables.values(), (item): SchemaEntry => {
    return { key: `table:${tableKey(item)}`, noun: "table", item };
  });
  const others = objectMaps.flatMap((map) =>
    [...schema[map]?.values() ?? []].map((item): SchemaEntry => {
      const noun = nounOf(map, item);
      return { key: `${noun}:${mapKey(map, item)}`, noun, item };
    })
  );
  return [...tables, ...others];
}

/** The schema of some objects. */
export function schemaFrom(
  entries: readonly { readonly noun: string; readonly item: SchemaEntry["item"] }[],
): Schema {
  const maps = objectMaps.flatMap((map): readonly [string, ReadonlyMap<string, object>][] => {
    const items = entries.filter(({ noun }) => noun === rowNoun(map))
      .map(({ item }): [string, object] => [mapKey(map, item as never), item]);
    return items.length === 0 ? [] : [[map, new Map(items)]];
  });
  const tables = entries.filter(({ noun }) => noun === "table")
    .map(({ item }): [string, object] => [tableKey(item), item]);
  const own = { tables: new Map(tables), ...Object.fromEntries(maps) };
  return { ...emptySchema, ...own } as unknown as Schema;
}

/** The noun in the record; the objects of plugins say theirs in their definitions, however long. */
function rowNoun(map: ObjectMap): string {
  return map === "plugins" ? "plugin" : objectNouns[map];
}

/** A row of the record. */
export interface RecordedRow {
  /** The fingerprint of the object's key; what stands for the whole record has none. */
  readonly object: string;
  /** What it is. */
  readonly noun: string;
  /** The schema it is in; null for the default one. */
  readonly place: string | null;
  /** Its name. */
  readonly name: string;
  /** 1, or 0 for what no revision made: only that it was there is kept. */
  readonly managed: number;
  /** The fingerprint of its definition. */
  readonly hash: string;
  /** It as canonical JSON. */
  readonly definition: string;
}

/** The columns of the record. */
export const recordedColumns: readonly (keyof RecordedRow)[] = [
  "object",
  "noun",
  "place",
  "name",
  "managed",
  "hash",
  "definition",
];

/** An object as a row. */
export function recordedRow({ key, noun, item }: SchemaEntry, managed: boolean): RecordedRow {
  const definition = managed ? stableJson(item) : "";
  return {
    object: hash64(key),
    noun: isPluginNoun(noun) ? "plugin" : noun,
    place: item.schema ?? null,
    name: item.name,
    managed: managed ? 1 : 0,
    hash: managed ? definitionHash({ definition }) : "",
    definition,
  };
}

/** The fingerprint of a definition, which says whether it is as it was written. */
export function definitionHash({ definition }: Pick<RecordedRow, "definition">): string {
  return `v1:${hash64(definition)}`;
}

/** The op that makes the table of the record; a database gets it with the first record. */
export function recordedOp({ recorded }: Bookkeeping): CreateTable {
  const { name, schema } = recorded;
  const columns = {
    object: varchar(16).notNull().primaryKey({ name: `${name}_pk` }),
    noun: varchar(20).notNull(),
    place: varchar(255),
    name: varchar(255).notNull(),
    managed: integer().notNull(),
    hash: varchar(80).notNull(),
    definition: text().on({ mysql: sqlType("LONGTEXT") }).notNull(),
  };
  const options = { ifNotExists: true, ...(schema === undefined ? {} : { schema }) };
  return createTable(name, columns, [], options);
}

/** The query for the record. */
export function recordedQuery({ recorded }: Bookkeeping): Sql {
  return sql`SELECT ${columnsOf(recordedColumns)} FROM ${nameOf(recorded)}`;
}

/** The statement that takes objects out of the record. */
export function recordedDelete({ recorded }: Bookkeeping, objects: readonly string[]): Sql {
  const list = listOf(objects.map((object) => sql`${object}`));
  return sql`DELETE FROM ${nameOf(recorded)} WHERE object IN (${list})`;
}

/** The statement that puts objects into the record. */
export function recordedInsert({ recorded }: Bookkeeping, rows: readonly RecordedRow[]): Sql {
  const values = listOf(
    rows.map((row) => sql`(${valuesOf(recordedColumns.map((column) => row[column]))})`),
  );
  const columns = columnsOf(recordedColumns);
  return sql`INSERT INTO ${nameOf(recorded)} (${columns}) VALUES ${values}`;
}
