/**
 * Sequences, and columns that are numbered by one: DuckDB has no other way to number rows.
 *
 * @module
 */
import {
  type SequenceOps,
  sequenceOps as standard,
  sequenceOptions,
  unsupported,
  words,
} from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import { spec } from "@retort/core/ops";
import {
  type Column,
  compact,
  type Identity,
  type Schema,
  type Sequence,
  sql,
  type Table,
  type TableName,
} from "@retort/core/schema";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

const ansi = standard(parts);

/** The renderers of the ops on sequences; none of them can be changed. */
export const sequenceOps: SequenceOps = {
  ...ansi,
  createSequence(op, cx) {
    const { cache, type, ownedBy } = op.sequence;
    if (cache !== undefined || type !== undefined || ownedBy !== undefined) {
      const what = `give sequence "${op.sequence.name}" a type, a cache or an owner`;
      unsupported("duckdb", what, "leave that away");
    }
    return ansi.createSequence(op, cx);
  },
  alterSequence: (op) =>
    unsupported("duckdb", spec(op).describe(op), "drop the sequence and create it anew"),
};

/** The sequence that numbers a column, by its name where inspection has found another one. */
export function sequenceOf(table: TableName, column: Column): TableName {
  const given = column.options?.["duckdb"]?.["sequence"];
  const name = typeof given === "string" ? given : usualName(table.name, column.name);
  return compact({ name, schema: table.schema });
}

/** The name of the sequence of a column, unless it was renamed. */
export function usualName(table: string, column: string): string {
  return `${table}_${column}_seq`;
}

/** The sequences of a table. */
export function sequencesOf(table: Table): readonly TableName[] {
  return table.columns.filter(({ identity }) => identity).map((item) => sequenceOf(table, item));
}

/** The statements that make the sequences of a table. */
export function createSequences(table: Table, ifNotExists = false): readonly Statement[] {
  return table.columns.flatMap((column) =>
    column.identity ? [createSequence(sequenceOf(table, column), column.identity, ifNotExists)] : []
  );
}

function createSequence(name: TableName, identity: Identity, ifNotExists: boolean): Statement {
  const { always, cache: _cache, ...options } = identity;
  if (always) {
    const what = `refuse numbers that are given to a column, as "always" would`;
    unsupported("duckdb", what, "leave always away");
  }
  const sequence: Sequence = { ...name, ...options };
  const start = `CREATE SEQUENCE ${ifNotExists ? "IF NOT EXISTS " : ""}${writer.table(name)}`;
  return { sql: words(start, sequenceOptions(parts, sequence, name.schema)), cost: "catalog" };
}

/** The statements that drop the sequences of a table. */
export function dropSequences(tables: readonly TableName[]): readonly Statement[] {
  return tables.map((name) => ({
    sql: `DROP SEQUENCE IF EXISTS ${writer.table(name)}`,
    cost: "catalog",
  }));
}

/** The table with the numbers of its columns said as DuckDB has it: by a default. */
export function numbered(table: Table): Table {
  if (!table.columns.some(({ identity }) => identity)) return table;
  return { ...table, columns: table.columns.map((column) => numberedColumn(table, column)) };
}

/** The same for one column. */
export function numberedColumn(table: TableName, column: Column): Column {
  const { identity, options: _options, ...rest } = column;
  if (!identity) return column;
  const name = writer.literal(writer.table(sequenceOf(table, column)));
  return { ...rest, nullable: false, default: sql.raw(`nextval(${name})`) };
}

/** A schema whose numbered columns say which sequence they have, whatever they are renamed to. */
export function pinned(schema: Schema): Schema {
  const tables = Array.from(schema.tables, ([key, table]): readonly [string, Table] => {
    if (!table.columns.some(({ identity }) => identity)) return [key, table];
    return [key, { ...table, columns: table.columns.map((column) => pinnedColumn(table, column)) }];
  });
  return { ...schema, tables: new Map(tables) };
}

function pinnedColumn(table: Table, column: Column): Column {
  if (!column.identity) return column;
  const own = { ...column.options?.["duckdb"], sequence: sequenceOf(table, column).name };
  return { ...column, options: { ...column.options, duckdb: own } };
}
