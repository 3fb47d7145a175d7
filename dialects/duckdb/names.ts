/**
 * Names of constraints. DuckDB keeps none, so they get those of the naming convention, under which
 * revisions know them, unless somebody gave them others; checks are called after what they say.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import { constraintsOf, type DropConstraint } from "@retort/core/ops";
import {
  type ConstraintData,
  defaultNaming,
  displayName,
  nameOf as conventional,
  type Table,
} from "@retort/core/schema";
import { canonical } from "./expressions.ts";

/** A constraint of a table. */
export type Constraint = Exclude<ConstraintData, { readonly kind: "index" }>;

/** The name that a constraint has on DuckDB, whatever it is told. */
export function nameOf(table: string, item: Constraint): string {
  switch (item.kind) {
    case "primaryKey":
      return conventional(defaultNaming.primaryKey, { table, columns: item.columns });
    case "unique":
      return conventional(defaultNaming.unique, { table, columns: item.columns });
    case "foreignKey": {
      const referred = item.references.table;
      return conventional(defaultNaming.foreignKey, { table, columns: item.columns, referred });
    }
    case "check":
      return `ck_${table}_${hashOf(canonical(item.expression))}`;
    case "exclude":
      return `ex_${table}`;
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
 * The name by which a table has the constraint that an op drops: the same, that of DuckDB's own, that
 * of the naming convention, or the only constraint of its type.
 *
 * @throws {RetortError} `dialect/unsupported` where several may be meant.
 */
export function droppedName(op: DropConstraint, table: Table): string | undefined {
  const fitting = constraintsOf(table).filter(({ kind }) =>
    op.type === undefined || kind === op.type
  );
  const exact = fitting.find(({ name }) => name === op.name) ??
    fitting.find((item) => [nameOf(table.name, item), ownName(table.name, item)].includes(op.name));
  if (exact) return exact.name;
  const [only, another] = fitting;
  if (only && !another) return only.name;
  if (op.ifExists || fitting.length === 0) return undefined;
  return unsupported(
    "duckdb",
    `tell which constraint of ${displayName(table)} is "${op.name}": it keeps no names of them`,
    `drop it by its name there: ${fitting.map((item) => nameOf(table.name, item)).join(", ")}`,
  );
}

/** What DuckDB itself calls a constraint. */
function ownName(table: string, item: Constraint): string | undefined {
  if (item.kind === "check" || item.kind === "exclude") return undefined;
  const suffix = { primaryKey: "pkey", unique: "key", foreignKey: "fkey" }[item.kind];
  const referred = item.kind === "foreignKey" ? item.references.columns ?? [] : [];
  return [table, ...item.columns, ...referred, suffix].join("_");
}
