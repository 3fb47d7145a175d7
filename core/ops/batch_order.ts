/**
 * Columns in another order.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Table } from "../schema/mod.ts";

/**
 * A table with its columns in an order that obeys each of these lists; what they leave open stays in
 * its order, and a column waits for all that must come before it.
 *
 * ```ts
 * import { reorderColumns } from "@retort/core/ops";
 * import { integer, tableOf } from "@retort/core/schema";
 *
 * const table = tableOf({ name: "t", columns: { a: integer(), b: integer(), c: integer() } });
 * reorderColumns(table, [["c", "a"]]).columns.map(({ name }) => name); // ["b", "c", "a"]
 * ```
 */
export function reorderColumns(table: Table, order: readonly (readonly string[])[]): Table {
  const known = new Set(table.columns.map((column) => column.name));
  const earlier = new Map<string, Set<string>>();
  for (const names of order) {
    names.forEach((name, index) => {
      if (!known.has(name)) refuse(`there is no column "${name}" to put in order`);
      const before = names[index - 1];
      if (before !== undefined) earlier.set(name, (earlier.get(name) ?? new Set()).add(before));
    });
  }
  let waiting = table.columns;
  const done = new Set<string>();
  const columns: Table["columns"][number][] = [];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ name }) =>
      [...earlier.get(name) ?? []].every((n) => done.has(n))
    );
    if (ready.length === 0) refuse("partialReordering contradicts itself");
    columns.push(...ready);
    for (const { name } of ready) done.add(name);
    waiting = waiting.filter(({ name }) => !done.has(name));
  }
  return { ...table, columns };
}

function refuse(problem: string): never {
  throw new RetortError("op/bad-argument", { op: "batchAlterTable", problem });
}
