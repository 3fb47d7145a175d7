/**
 * Virtual tables, and the tables in which they keep their rows.
 *
 * @module
 */
import type { OtherObject, OwnedObject } from "@retort/core/schema";
import { foldName } from "../tokens.ts";
import type { SchemaRow } from "./rows.ts";

/** The query for the names of virtual tables and of what belongs to them; the text doesn't tell. */
export const hiddenQuery: string = `SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type IN ('virtual', 'shadow')`;

/** Whether a row is a virtual table. */
export function isVirtual({ type, sql }: SchemaRow): boolean {
  return type === "table" && /^CREATE\s+VIRTUAL\s/i.test(sql);
}

/** The virtual tables. */
export function readVirtualTables(rows: readonly SchemaRow[]): readonly OtherObject[] {
  return rows.filter(isVirtual).map(({ name, sql }) => ({
    noun: "virtual table",
    name,
    definition: sql,
  }));
}

/** The tables that belong to virtual ones, each to that whose name it begins with. */
export function readShadowTables(
  rows: readonly SchemaRow[],
  hidden: ReadonlySet<string>,
): readonly OwnedObject[] {
  const owners = rows.filter(isVirtual).map(({ name }) => name)
    .toSorted((a, b) => b.length - a.length);
  const shadows = rows.filter((row) =>
    row.type === "table" && !isVirtual(row) && hidden.has(foldName(row.name))
  );
  return shadows.map(({ name }) => {
    const owner = owners.find((item) => foldName(name).startsWith(`${foldName(item)}_`));
    return { noun: "table", name, by: `virtual table ${owner ?? "of another name"}` };
  });
}
