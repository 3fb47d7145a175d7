/**
 * What tells whether an op is done already, by the schema that it would have made.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { type Index, type Schema, type Table, type Unique, withTable } from "../schema/mod.ts";
import { renameColumn } from "./columns.ts";
import { dropConstraint } from "./constraints.ts";
import { type Op, opKinds, type OpOf, spec } from "./mod.ts";
import { findTable, target } from "./op.ts";
import { constraintsOf } from "./table_constraints.ts";

const takers: ReadonlySet<string> = new Set([
  ...["dropColumn", "dropConstraint", "dropEnum", "dropExtension", "dropIndex", "dropRoutine"],
  ...["dropSchema", "dropSequence", "dropTable", "dropTrigger", "dropView"],
]);

/** Whether all that an op does is to take something away. */
export function takesAway(op: Op): boolean {
  return takers.has(op.kind);
}

/**
 * Whether what an op takes away is gone, and what it was taken from is there: a column of a table that
 * is not there has not been dropped.
 */
export function isGone(op: Op, schema: Schema): boolean {
  if (!isMissing(op, schema)) return false;
  const known: ReadonlySet<string> = new Set(opKinds());
  // These know by themselves what they need.
  if (!known.has(op.kind) || op.kind === "removeEnumValue") return true;
  return takesAway(op) && !isMissing({ ...op, ifExists: true } as Op, schema);
}

function isMissing(op: Op, schema: Schema): boolean {
  try {
    spec(op).apply(op, schema);
    return false;
  } catch (error) {
    if (!isRetortError(error)) throw error;
    return error.code === "op/missing";
  }
}

/**
 * The schema with a unique index as the unique constraint of its name, or the other way, where an op is
 * about that: to some databases the two are one.
 */
export function asMeant(op: Op, schema: Schema): Schema {
  if (op.kind === "createIndex" && "index" in op || op.kind === "dropIndex" && "name" in op) {
    const name = "index" in op ? op.index.name : op.name;
    const table = findTable(schema, target(op.table, op.schema));
    return table ? withTable(schema, withIndex(table, name)) : schema;
  }
  if (op.kind === "addConstraint" && "constraint" in op) {
    const table = findTable(schema, target(op.table, op.schema));
    const { kind, name } = op.constraint;
    return table && kind === "unique" ? withTable(schema, withUnique(table, name)) : schema;
  }
  if (op.kind === "dropConstraint" && "name" in op) {
    const table = findTable(schema, target(op.table, op.schema));
    return table ? withTable(schema, withUnique(table, op.name)) : schema;
  }
  return schema;
}

function withIndex(table: Table, name: string): Table {
  const found = table.uniques.find((item) => item.name === name);
  if (!found) return table;
  const { columns, ...rest } = found;
  const index: Index = {
    ...rest,
    name,
    unique: true,
    parts: columns.map((column) => ({ column })),
  };
  const uniques = table.uniques.filter((item) => item !== found);
  return { ...table, uniques, indexes: [...table.indexes, index] };
}

function withUnique(table: Table, name: string | undefined): Table {
  const found = table.indexes.find((item) => item.unique && item.name === name);
  if (!found) return table;
  const unique: Unique = {
    name: found.name,
    columns: found.parts.map(({ column = "" }) => column),
  };
  const indexes = table.indexes.filter((item) => item !== found);
  return { ...table, indexes, uniques: [...table.uniques, unique] };
}

/** The ops of which one undoes an op that is done; which one is not known of what has no name. */
export function undoings(op: Op, schema: Schema): readonly Op[] {
  if (op.kind === "alterColumn" && "set" in op && op.set.name !== undefined) {
    const { table, schema, column, set: { name } } = op;
    return [renameColumn(table, name, column, schema === undefined ? {} : { schema })];
  }
  if (!isNameless(op)) {
    const reverse = spec(op).reverse(op, schema);
    return reverse === null ? [] : [reverse];
  }
  const table = findTable(schema, target(op.table, op.schema));
  const { kind } = op.constraint;
  const more = op.schema === undefined ? {} : { schema: op.schema };
  return (table ? constraintsOf(table) : []).flatMap((item) =>
    item.kind !== kind || (item.name === undefined && kind !== "primaryKey")
      ? []
      : [dropConstraint(op.table, item.name ?? "PRIMARY", { type: kind, ...more })]
  );
}

/** Whether an op makes something without a name, which may be there twice. */
export function isNameless(op: Op): op is OpOf<"addConstraint"> {
  return op.kind === "addConstraint" && "constraint" in op && op.constraint.name === undefined;
}
