/**
 * The values of an enumerated type, in its own list and in the columns that have it.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  type Column,
  enumOf,
  findObject,
  type Schema,
  type Table,
  tableKey,
  type TableName,
  type Type,
  withObject,
} from "../schema/mod.ts";
import { target } from "./op.ts";
import { needObject, type ObjectPlace } from "./objects.ts";

/** An enumerated type by name. */
export interface EnumName {
  /** The name. */
  readonly name: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
}

/** A column that has an enumerated type. */
export interface EnumColumn {
  /** The table. */
  readonly table: Table;
  /** The column. */
  readonly column: Column;
}

/** The keys of the enums that types name. */
export function enumsOf(types: readonly Type[]): readonly TableName[] {
  return types.flatMap((type) => {
    const found = enumOf(type);
    return found ? [target(found.name, found.schema)] : [];
  });
}

/**
 * The columns that have an enumerated type: what a dialect has to convert when a value goes.
 *
 * ```ts
 * import { enumColumns } from "@retort/core/ops";
 * import { emptySchema } from "@retort/core/schema";
 *
 * enumColumns(emptySchema, { name: "mood" }); // []
 * ```
 */
export function enumColumns(schema: Schema, name: EnumName): readonly EnumColumn[] {
  return [...schema.tables.values()].flatMap((table) =>
    table.columns.filter((column) => isOf(column.type, name)).map((column) => ({ table, column }))
  );
}

function isOf(type: Type, { name, schema }: EnumName): boolean {
  const found = enumOf(type);
  return found !== undefined && found.name === name && found.schema === schema;
}

/** The values of an enum: its own, or those that a column says. */
export function knownValues(schema: Schema, name: EnumName): readonly string[] | undefined {
  const own = findObject(schema, "enums", tableKey(target(name.name, name.schema)));
  if (own) return own.values;
  const [first] = enumColumns(schema, name);
  return first && enumOf(first.column.type)?.values;
}

/** How a change of values refuses. */
export interface Refusals {
  /** There is such a value already. */
  exists(value: string): never;
  /** There is no such value. */
  missing(value: string): never;
}

/** The schema with other values of an enum, also in the columns that have it. */
export function changeValues(
  schema: Schema,
  place: ObjectPlace<"enums">,
  change: (values: readonly string[], refuse: Refusals) => readonly string[],
): Schema {
  const values = knownValues(schema, place.name);
  if (values === undefined) {
    needObject(schema, place);
    return schema;
  }
  const { op } = place;
  const noun = "enum value";
  const next = change(values, {
    exists: (name) => {
      throw new RetortError("op/exists", { op, noun, name });
    },
    missing: (name) => {
      throw new RetortError("op/missing", { op, noun, name, known: values.slice(0, 8) });
    },
  });
  const own = findObject(schema, "enums", place.key);
  const state = own
    ? withObject(schema, "enums", { key: place.key, item: { ...own, values: next } })
    : schema;
  const used = new Set(enumColumns(schema, place.name).map(({ table }) => tableKey(table)));
  if (used.size === 0) return state;
  const tables = Array.from(state.tables, ([key, table]): [string, Table] => [
    key,
    used.has(key) ? withValues(table, place.name, next) : table,
  ]);
  return { ...state, tables: new Map(tables) };
}

function withValues(table: Table, name: EnumName, values: readonly string[]): Table {
  const columns = table.columns.map((column) => {
    const { type } = column;
    if (!isOf(type, name)) return column;
    const [first = "", , ...more] = type.args ?? [];
    return { ...column, type: { ...type, args: [first, [...values], ...more] } };
  });
  return { ...table, columns };
}

/** The values with one more, at its place. */
export function insertValue(
  values: readonly string[],
  op: { readonly value: string; readonly before?: string; readonly after?: string },
  refuse: Refusals,
): readonly string[] {
  const anchor = op.before ?? op.after;
  if (anchor === undefined) return [...values, op.value];
  const found = values.indexOf(anchor);
  if (found < 0) return refuse.missing(anchor);
  return values.toSpliced(op.before === undefined ? found + 1 : found, 0, op.value);
}
