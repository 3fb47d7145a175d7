/**
 * Constraints from the catalog, by the names that follow from what they are.
 *
 * @module
 */
import {
  type Check,
  compact,
  type ForeignKey,
  type PrimaryKey,
  sql,
  type Table,
  type TableName,
  type Unique,
} from "@retort/core/schema";
import { unwrapped } from "../expressions.ts";
import { nameOf } from "../names.ts";
import type { ConstraintRow } from "./rows.ts";

/** The constraints of a table. */
export function readConstraints(
  rows: readonly ConstraintRow[],
  { name, schema }: TableName,
): Pick<Table, "primaryKey" | "uniques" | "foreignKeys" | "checks"> {
  const of = (type: string): readonly ConstraintRow[] => rows.filter((row) => row.type === type);
  const [key] = of("PRIMARY KEY").map(({ columns }): PrimaryKey => ({
    name: nameOf(name, { kind: "primaryKey", columns }),
    columns,
  }));
  return {
    ...(key ? { primaryKey: key } : {}),
    uniques: of("UNIQUE").map(({ columns }): Unique => ({
      name: nameOf(name, { kind: "unique", columns }),
      columns,
    })),
    foreignKeys: of("FOREIGN KEY").map(({ columns, target, targets }): ForeignKey => {
      const item = {
        columns,
        references: compact({ table: target ?? "", schema, columns: targets }),
      };
      return { name: nameOf(name, { kind: "foreignKey", ...item }), ...item };
    }),
    checks: of("CHECK").map(({ expression }): Check => {
      const item = { expression: sql.raw(unwrapped(expression ?? "")) };
      return { name: nameOf(name, { kind: "check", ...item }), ...item };
    }),
  };
}
