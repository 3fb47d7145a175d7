/**
 * Names of constraints. DuckDB keeps none: it has names of its own, which follow from the table and
 * the columns, and retort names checks likewise, after what they say.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import { constraintsOf, type DropConstraint } from "@retort/core/ops";
import { applyNaming, defaultNaming, displayName, schemaOf } from "@retort/core/schema";
import type { ConstraintData, Table } from "@retort/core/schema";
import { canonical } from "./expressions.ts";

/** A constraint of a table. */
export type Constraint = Exclude<ConstraintData, { readonly kind: "index" }>;

/** The name that a constraint has on DuckDB, whatever it is told. */
export function nameOf(table: string, item: Constraint): string {
  switch (item.kind) {
    case "primaryKey":
      return [table, ...item.columns, "pkey"].join("_");
    case "unique":
      return [table, ...item.columns, "key"].join("_");
    case "foreignKey":
      return [table, ...item.columns, ...item.references.columns ?? [], "fkey"].join("_");
    case "check":
      return `${table}_check_${hashOf(canonical(item.expression))}`;
    case "exclude":
      return `${table}_excl`;
  }
}

function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text.replaceAll(/\s/g, "").toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}

/**
 * The name by which a table has the constraint that an op drops: the same, that of DuckDB, that of the
 * naming convention, or the only constraint of its type.
 *
 * @throws {RetortError} `dialect/unsupported` where several may be meant.
 */
export function droppedName(op: DropConstraint, table: Table): string | undefined {
  const all = constraintsOf(table);
  const fitting = all.filter(({ kind }) => op.type === undefined || kind === op.type);
  const named = (found: Table): string | undefined => {
    const at = constraintsOf(found).findIndex((item) => item.name === op.name);
    return all[at]?.name;
  };
  const derived = fitting.find((item) => nameOf(table.name, item) === op.name);
  const exact = named(table) ?? derived?.name ?? named(conventional(table));
  if (exact !== undefined) return exact;
  const [only, another] = fitting;
  if (only && !another) return only.name;
  if (op.ifExists || fitting.length === 0) return undefined;
  return unsupported(
    "duckdb",
    `tell which constraint of ${displayName(table)} is "${op.name}": it keeps no names of them`,
    `drop it by its name there: ${fitting.map((item) => nameOf(table.name, item)).join(", ")}`,
  );
}

/** The table as if its author had named nothing. */
function conventional(table: Table): Table {
  const bare = <T extends { readonly name?: string }>(item: T): T => {
    const { name: _name, ...rest } = item;
    return rest as T;
  };
  const { primaryKey } = table;
  const unnamed = {
    ...table,
    ...(primaryKey ? { primaryKey: bare(primaryKey) } : {}),
    uniques: table.uniques.map(bare),
    foreignKeys: table.foreignKeys.map(bare),
  };
  return applyNaming(schemaOf([unnamed]), defaultNaming).tables.values().next().value ?? table;
}
