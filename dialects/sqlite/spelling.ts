/**
 * Names as they are declared; SQLite finds them in any case.
 *
 * @module
 */
import type { Column, ForeignKey, Table } from "@retort/core/schema";
import { sameName } from "./tokens.ts";

/** A column's name as the column itself spells it. */
export function spelledAs(columns: readonly Column[], name: string): string {
  if (columns.some((column) => column.name === name)) return name;
  return columns.find((column) => sameName(column.name, name))?.name ?? name;
}

/** A reference as its parent spells its own names; without columns, to the parent's primary key. */
export function spelledReference(
  references: ForeignKey["references"],
  parent: Table | undefined,
): ForeignKey["references"] {
  const { table, columns } = references;
  if (!parent) return { table, columns };
  const spelled = columns.map((name) => spelledAs(parent.columns, name));
  const named = columns.length > 0 ? spelled : parent.primaryKey?.columns ?? [];
  return { table: parent.name, columns: named };
}
