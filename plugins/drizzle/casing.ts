/**
 * How columns are called that have no name of their own.
 *
 * @module
 */
import type { Column } from "drizzle-orm";
import { toCamelCase, toSnakeCase } from "drizzle-orm/casing";

/** What `casing` may say in `drizzle.config.ts`. */
export type Casing = "camelCase" | "snake_case";

/** Whether a value is a casing. */
export function isCasing(value: unknown): value is Casing {
  return value === "camelCase" || value === "snake_case";
}

/** What gives the name of a column. */
export type NameOf = (column: Pick<Column, "name" | "keyAsName">) => string;

/** The names of columns: those that were given stay. */
export function columnNames(casing: Casing | undefined): NameOf {
  if (casing === undefined) return (column) => column.name;
  const convert = casing === "camelCase" ? toCamelCase : toSnakeCase;
  return ({ name, keyAsName }) => keyAsName ? convert(name) : name;
}

/** The name of a constraint, in which Drizzle has put columns as they are called in TypeScript. */
export function constraintName(
  name: string,
  columns: readonly Pick<Column, "name" | "keyAsName">[],
  nameOf: NameOf,
): string {
  return columns.reduce((text, column) => text.replace(column.name, nameOf(column)), name);
}
