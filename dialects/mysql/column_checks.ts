/**
 * Checks that MariaDB keeps with a column: they have its name, stand in its definition, and are lost
 * where that is written anew without them.
 *
 * @module
 */
import type { Check, Table } from "@retort/core/schema";
import { checkedOptions, isMariaDb, own } from "./flavour.ts";
import { writer } from "./writer.ts";

/** Whether a check stands in the definition of the column that has its name. */
export function isColumnCheck(check: Check, names: readonly string[]): boolean {
  checkedOptions(check, ["level", "enforced"], { names, what: `check "${check.name ?? ""}"` });
  return isMariaDb(names) && check.name !== undefined && own(check, names)["level"] === "column";
}

/** The check of a column as it stands behind the rest of its definition, or nothing. */
export function columnCheck(
  table: Table | undefined,
  column: string,
  names: readonly string[],
): string {
  const found = table?.checks.find((item) => item.name === column && isColumnCheck(item, names));
  return found ? `CHECK (${writer.text(found.expression)})` : "";
}
