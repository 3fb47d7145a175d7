/**
 * Changes of a schema that a server can make without knowing its author's mind.
 *
 * @module
 */
import {
  type Column,
  compact,
  type Schema,
  schemaOf,
  type Table,
  type Type,
} from "../schema/mod.ts";
import type { Features } from "./features.ts";
import { columnFrom, defaultFor, indexesFrom, tableFrom, uniquesFrom } from "./generate.ts";
import type { Random } from "./random.ts";

/** A schema that somebody has worked on: some tables changed, one gone, one new. */
export function changed(random: Random, features: Features, schema: Schema): Schema {
  const tables = [...schema.tables.values()];
  const parents = new Set(
    tables.flatMap((table) => table.foreignKeys.map(({ references }) => references.table)),
  );
  const kept = tables.filter(({ name }) => parents.has(name) || !random.once(5));
  const next = kept.map((table) => changedTable(random, features, table));
  const more = random.once(3) ? [tableFrom(random, features, { name: "news", parents: next })] : [];
  return schemaOf([...next, ...more]);
}

function changedTable(random: Random, features: Features, table: Table): Table {
  const held = heldColumns(table);
  const columns = table.columns
    .filter(({ name }) => held.has(name) || !random.once(5))
    .map((column) => held.has(column.name) ? column : changedColumn(random, features, column));
  const added = random.once(2) ? [addedColumn(random, features)] : [];
  const within = { short: `${table.name.toLowerCase().replace(/\W/g, "_")}_2`, columns };
  return compact({
    ...table,
    columns: [...columns, ...added],
    uniques: random.once(3) ? uniquesFrom(random, features, within) : table.uniques,
    indexes: random.once(3) ? indexesFrom(random, features, within) : table.indexes,
    checks: random.once(4) ? [] : table.checks,
    comment: features.comments && random.once(3) ? "another comment" : table.comment,
  }) as Table;
}

/** The columns that keys, constraints and indexes of a table name. */
function heldColumns(table: Table): ReadonlySet<string> {
  const { primaryKey, uniques, foreignKeys, indexes } = table;
  return new Set([
    "id",
    ...primaryKey?.columns ?? [],
    ...[...uniques, ...foreignKeys].flatMap(({ columns }) => columns),
    ...indexes.flatMap(({ parts }) => parts.flatMap(({ column }) => column ?? [])),
    ...table.columns.filter(({ type }) => type.name === "integer").map(({ name }) => name),
  ]);
}

function changedColumn(random: Random, features: Features, column: Column): Column {
  const given = random.once(2) ? defaultFor(random, column.type) : column.default;
  return compact({
    ...column,
    type: random.once(3) ? widened(column.type) : column.type,
    nullable: random.once(3) ? !column.nullable : column.nullable,
    default: random.once(4) ? undefined : given,
    comment: features.comments && random.once(3) ? undefined : column.comment,
  }) as Column;
}

/** A type that takes all values of another. */
function widened(type: Type): Type {
  const [length] = type.args ?? [];
  if (type.name === "varchar" && typeof length === "number") return { ...type, args: [length * 2] };
  return type.name === "smallint" ? { name: "bigint" } : type;
}

/** A column that also a table with rows could get. */
function addedColumn(random: Random, features: Features): Column {
  const column = columnFrom(random, features, "added");
  return column.default === undefined ? { ...column, nullable: true } : column;
}
