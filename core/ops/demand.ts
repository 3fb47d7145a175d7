/**
 * What an op demands of the rows that are there: without it the database refuses the op.
 *
 * @module
 */
import {
  type Column,
  compact,
  type ConstraintData,
  type DialectOptions,
  type ForeignKey,
  type IndexPart,
  type Sql,
  type TableName,
  type Type,
} from "../schema/mod.ts";
import type { Op } from "./mod.ts";
import { target } from "./op.ts";

/** A demand; columns and table by their names at the time of the op. */
export type Demand =
  /** No null. */
  | { readonly kind: "not null"; readonly table: TableName; readonly column: string }
  /** No row at all, since none has a value for a new column. */
  | { readonly kind: "no rows"; readonly table: TableName; readonly added: Column }
  /** No two rows alike. */
  | {
    readonly kind: "unique";
    readonly table: TableName;
    readonly parts: readonly IndexPart[];
    readonly where?: Sql;
    readonly options?: DialectOptions;
  }
  /** A row that is pointed at. */
  | { readonly kind: "reference"; readonly table: TableName; readonly key: ForeignKey }
  /** A condition. */
  | {
    readonly kind: "check";
    readonly table: TableName;
    readonly expression: Sql;
    readonly name?: string;
    readonly options?: DialectOptions;
  }
  /** Values that another type can have. */
  | {
    readonly kind: "type";
    readonly table: TableName;
    readonly column: string;
    readonly type: Type;
    readonly options?: DialectOptions;
    /** Why values that do not fit may be changed. */
    readonly allowed?: string;
  }
  /** No row that holds a value of an enumerated type. */
  | {
    readonly kind: "value";
    readonly table: TableName;
    readonly column: string;
    readonly value: string;
  }
  /** Something that no query answers. */
  | { readonly kind: "unclear"; readonly table: TableName; readonly why: string };

/** The demands of one op that is no batch. */
export function demandsOfOp(op: Op): readonly Demand[] {
  if (op.kind === "addColumn" && "column" in op) {
    const { table, schema, column, constraints = [] } = op;
    return ofNewColumn(target(table, schema), column, constraints);
  }
  if (op.kind === "alterColumn" && "set" in op) {
    const { column, set, options, allowLoss: allowed } = op;
    const table = target(op.table, op.schema);
    const { type, nullable } = set;
    return [
      ...(type === undefined
        ? []
        : [{ kind: "type" as const, table, column, type, ...compact({ options, allowed }) }]),
      ...(nullable === false ? [{ kind: "not null" as const, table, column }] : []),
    ];
  }
  if (op.kind === "addConstraint" && "constraint" in op) {
    return demandsOfConstraint(target(op.table, op.schema), op.constraint);
  }
  if (op.kind === "createIndex" && "index" in op && op.index.unique) {
    const { parts, where, options } = op.index;
    const table = target(op.table, op.schema);
    return [{
      kind: "unique",
      table,
      parts,
      ...(where ? { where } : {}),
      ...(options ? { options } : {}),
    }];
  }
  return [];
}

/** Without a default a new column is null in all rows, and its constraints have nothing against it. */
function ofNewColumn(
  table: TableName,
  column: Column,
  constraints: readonly ConstraintData[],
): readonly Demand[] {
  const { nullable, default: given, identity, computed } = column;
  const filled = given !== undefined || computed !== undefined;
  const missing = !nullable && !filled && identity === undefined;
  const found: Demand[] = missing ? [{ kind: "no rows", table, added: column }] : [];
  if (filled && constraints.length > 0) {
    const why = `rows that are there get the value of ${column.name} by this op`;
    found.push({ kind: "unclear", table, why });
  }
  return found;
}

/** The demands of a constraint that a table gets. */
export function demandsOfConstraint(table: TableName, data: ConstraintData): readonly Demand[] {
  switch (data.kind) {
    case "primaryKey":
      return [
        ...data.columns.map((column) => ({ kind: "not null" as const, table, column })),
        { kind: "unique", table, parts: data.columns.map((column) => ({ column })) },
      ];
    case "unique": {
      const parts = data.columns.map((column) => ({ column }));
      const { options } = data;
      return [{ kind: "unique", table, parts, ...(options ? { options } : {}) }];
    }
    case "foreignKey":
      return [{ kind: "reference", table, key: data }];
    case "check": {
      const { expression, name, options } = data;
      return [{ kind: "check", table, expression, ...compact({ name, options }) }];
    }
    case "exclude":
      return [{ kind: "unclear", table, why: "exclusion constraints are not looked at" }];
    case "index":
      return [];
  }
}
