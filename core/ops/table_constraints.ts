/**
 * The constraints of a table: adding, finding and taking away.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type ConstraintData, displayName, type Exclusion, type Table } from "../schema/mod.ts";

/** The table with a constraint more; throws where it can't have it. */
export function addToTable(table: Table, data: ConstraintData, op: string): Table {
  const { kind: _kind, ...item } = data;
  if (data.kind !== "index" && data.name !== undefined && findConstraint(table, data.name)) {
    throw new RetortError("op/exists", { op, noun: "constraint", name: data.name });
  }
  needColumns(table, data, op);
  switch (data.kind) {
    case "primaryKey": {
      if (table.primaryKey) {
        const name = table.primaryKey.name ?? displayName(table);
        throw new RetortError("op/exists", { op, noun: "primary key", name });
      }
      const columns = table.columns.map((column) =>
        data.columns.includes(column.name) ? { ...column, nullable: false } : column
      );
      return { ...table, columns, primaryKey: item as Table["primaryKey"] & object };
    }
    case "unique":
      return { ...table, uniques: [...table.uniques, item as Table["uniques"][number]] };
    case "foreignKey":
      return {
        ...table,
        foreignKeys: [...table.foreignKeys, item as Table["foreignKeys"][number]],
      };
    case "check":
      return { ...table, checks: [...table.checks, item as Table["checks"][number]] };
    case "exclude":
      return { ...table, excludes: [...table.excludes ?? [], item as Exclusion] };
    case "index":
      return { ...table, indexes: [...table.indexes, item as Table["indexes"][number]] };
  }
}

/** The columns that a constraint names. */
export function constraintColumns(data: ConstraintData): readonly string[] {
  if ("columns" in data) return data.columns;
  return data.kind === "exclude" ? data.elements.flatMap((part) => part.column ?? []) : [];
}

function needColumns(table: Table, data: ConstraintData, op: string): void {
  const known = table.columns.map((column) => column.name);
  const name = constraintColumns(data).find((column) => !known.includes(column));
  if (name !== undefined) {
    throw new RetortError("op/missing", { op, noun: "column", name, known });
  }
}

/** A constraint of a table; an index is none. */
export type TableConstraint = Exclude<ConstraintData, { readonly kind: "index" }>;

/** All constraints of a table, in the order in which they are written. */
export function constraintsOf(table: Table): readonly TableConstraint[] {
  return [
    ...(table.primaryKey ? [{ kind: "primaryKey" as const, ...table.primaryKey }] : []),
    ...table.uniques.map((item) => ({ kind: "unique" as const, ...item })),
    ...table.foreignKeys.map((item) => ({ kind: "foreignKey" as const, ...item })),
    ...table.checks.map((item) => ({ kind: "check" as const, ...item })),
    ...(table.excludes ?? []).map((item) => ({ kind: "exclude" as const, ...item })),
  ];
}

/** The constraint of a table that has this name. */
export function findConstraint(
  table: Table,
  name: string,
): TableConstraint | undefined {
  return constraintsOf(table).find((item) => item.name === name);
}

/** The table without the constraint that has this name. */
export function withoutConstraint(table: Table, name: string): Table {
  const other = (item: { readonly name?: string }): boolean => item.name !== name;
  const { primaryKey: key, excludes, ...rest } = table;
  const excluded = excludes?.filter(other) ?? [];
  return {
    ...rest,
    ...(key && other(key) ? { primaryKey: key } : {}),
    uniques: table.uniques.filter(other),
    foreignKeys: table.foreignKeys.filter(other),
    checks: table.checks.filter(other),
    ...(excluded.length > 0 ? { excludes: excluded } : {}),
  };
}
