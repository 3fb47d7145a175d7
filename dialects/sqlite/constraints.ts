/**
 * Constraints, where SQLite differs.
 *
 * @module
 */
import { collationName, constraintDefinition, type Parts, unsupported, words } from "@retort/ansi";
import type { TableConstraint } from "@retort/core/ops";
import type { Table } from "@retort/core/schema";
import { isAutoincrement, own } from "./table_options.ts";

/** A constraint beside the columns, with the ON CONFLICT, order and collations that SQLite knows. */
export function constraintLine(
  parts: Parts,
  item: TableConstraint,
  schema: string | undefined,
): string {
  const { writer } = parts;
  if (item.kind === "check" || item.kind === "exclude") return constraintDefinition(parts, item);
  if (item.kind === "foreignKey") return constraintDefinition(parts, withoutSchema(item, schema));
  const what = item.kind === "primaryKey" ? "PRIMARY KEY" : "UNIQUE";
  const { order, collations } = own(item);
  const columns = item.columns.map((name, index) =>
    words(
      writer.name(name),
      isText(collations, index) && `COLLATE ${collationName(parts, collations[index] ?? "")}`,
      Array.isArray(order) && order[index] === "desc" && "DESC",
    )
  );
  return words(
    item.name !== undefined && `CONSTRAINT ${writer.name(item.name)}`,
    `${what} (${columns.join(", ")})`,
    conflictText(item),
  );
}

/** A foreign key without the schema that it points into: SQLite looks for the parent in the table's own. */
function withoutSchema(
  item: Extract<TableConstraint, { readonly kind: "foreignKey" }>,
  own: string | undefined,
): TableConstraint {
  const { schema = own, table, columns } = item.references;
  if ((schema ?? "main") !== (own ?? "main")) {
    const what = `point a foreign key at "${table}" in another schema, "${schema}"`;
    unsupported("sqlite", what, "put both tables into one database file");
  }
  return { ...item, references: { table, columns } };
}

function isText(list: unknown, index: number): list is readonly string[] {
  return Array.isArray(list) && typeof list[index] === "string";
}

function conflictText(item: TableConstraint): string {
  const conflict = own(item)["onConflict"];
  return typeof conflict === "string" ? `ON CONFLICT ${conflict.toUpperCase()}` : "";
}

/** The column at which the primary key must stand: for AUTOINCREMENT, or DESC with one column. */
export function inlineKey(table: Table): string | undefined {
  const [only, ...others] = table.primaryKey?.columns ?? [];
  if (only === undefined || others.length > 0) return undefined;
  const needed = isAutoincrement(table) || own(table.primaryKey)["order"] !== undefined;
  return needed ? only : undefined;
}

/** `PRIMARY KEY` as it stands at its column. */
export function inlineKeyText(parts: Parts, table: Table): string {
  const { primaryKey } = table;
  if (primaryKey === undefined) return "";
  const item = { kind: "primaryKey" as const, ...primaryKey };
  return words(
    item.name !== undefined && `CONSTRAINT ${parts.writer.name(item.name)}`,
    "PRIMARY KEY",
    own(item)["order"] !== undefined && "DESC",
    conflictText(item),
    isAutoincrement(table) && "AUTOINCREMENT",
  );
}
