/**
 * Comparing indexes: columns, uniqueness, order, expressions and conditions.
 *
 * @module
 */
import { type CreateIndex, dropIndex, type Op } from "../ops/mod.ts";
import { compact, freeze, type Index } from "../schema/mod.ts";
import { difference, speaksOf, standsOn, type TablePair } from "./comparator.ts";

/** The drops and the creations that make the indexes of a table what they shall be. */
export function compareIndexes(
  pair: TablePair,
): { readonly drops: readonly Op[]; readonly creates: readonly Op[] } {
  const { from, to, written } = pair;
  const fresh = (index: Index): boolean =>
    standsOn(pair, [...index.parts.map((part) => part.column), ...(index.include ?? [])]) ||
    index.parts.some((part) => speaksOf(pair, part.expression)) || speaksOf(pair, index.where);
  const { removed, added } = difference(from.indexes, to.indexes, fresh);
  const own = new Map(written.indexes.map((index) => [index.name, index]));
  const place = compact({ table: to.name, schema: to.schema });
  return {
    drops: removed.map(({ name }) => dropIndex(name, to.name, compact({ schema: to.schema }))),
    creates: added.map((index): CreateIndex =>
      freeze({ kind: "createIndex", ...place, index: own.get(index.name) ?? index })
    ),
  };
}
