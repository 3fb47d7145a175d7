/**
 * What taking values out of enumerated types demands of the rows that are there: the op names no
 * table, so which columns have the type is looked up in the schema.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { type Schema, tableKey } from "../schema/mod.ts";
import type { Demand } from "./demand.ts";
import type { EnumColumn, EnumName } from "./enum_values.ts";
import type { RemoveEnumValue, RenameEnumValue } from "./enums.ts";
import { flat } from "./losses.ts";
import { type Op, spec } from "./mod.ts";
import { target } from "./op.ts";

/** Finds the columns of a schema that have an enumerated type. */
export type FindColumns = (name: EnumName, schema: Schema) => readonly EnumColumn[];

/** Whether an op takes a value away and says nothing of the rows that hold it. */
function isRemoval(op: Op): op is RemoveEnumValue {
  return op.kind === "removeEnumValue" && "value" in op && !("replaceWith" in op);
}

function isRename(op: Op): op is RenameEnumValue {
  return op.kind === "renameEnumValue" && "to" in op;
}

/** Whether any of these ops takes a value away from rows that may hold it. */
export function removesValues(ops: readonly Op[]): boolean {
  return flat(ops).some(isRemoval);
}

/**
 * The demands of ops that take values away: one for each column that has the type by then, with the
 * value as the rows of now hold it.
 */
export function valueDemands(
  ops: readonly Op[],
  live: Schema,
  columns: FindColumns,
): ReadonlyMap<Op, readonly Demand[]> {
  const found = new Map<Op, readonly Demand[]>();
  const renames: RenameEnumValue[] = [];
  let state = live;
  for (const op of flat(ops)) {
    if (isRemoval(op)) {
      const value = valueBefore(op, renames);
      found.set(
        op,
        columns(op, state).map(({ table, column }) => ({
          kind: "value",
          table: target(table.name, table.schema),
          column: column.name,
          value,
        })),
      );
    }
    if (isRename(op)) renames.push(op);
    state = applied(op, state);
  }
  return found;
}

/** What rows hold that will have the value by then. */
function valueBefore(op: RemoveEnumValue, renames: readonly RenameEnumValue[]): string {
  const key = (name: EnumName): string => tableKey(target(name.name, name.schema));
  return renames.reduceRight(
    (value, rename) => key(rename) === key(op) && rename.to === value ? rename.value : value,
    op.value,
  );
}

/** What does not fit the schema is the run's to refuse. */
function applied(op: Op, schema: Schema): Schema {
  try {
    return spec(op).apply(op, schema);
  } catch (error) {
    if (isRetortError(error)) return schema;
    throw error;
  }
}
