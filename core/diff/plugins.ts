/**
 * Comparing the objects of plugins: each noun by what its plugin says of it.
 *
 * @module
 */
import type { Noun } from "../dialect/mod.ts";
import type { Op } from "../ops/mod.ts";
import { compact, type PluginObject, same } from "../schema/mod.ts";
import type { ObjectName } from "./comparator.ts";
import { type ObjectPair, type Sides, sortObjects, unchanged } from "./objects.ts";
import { compares } from "./registry.ts";

/** What the objects of plugins need. */
export interface PluginOps {
  /** What goes, before the tables that it hangs on. */
  readonly drops: readonly Op[];
  /** What comes or changes, after them. */
  readonly creates: readonly Op[];
  /** What is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
}

/** Compares the objects of the nouns that are known; others are left alone. */
export function comparePlugins(sides: Sides): PluginOps {
  const { cx, from, to } = sides;
  const nouns = (cx.nouns ?? []).filter(({ noun }) => compares(cx, noun));
  if (nouns.length === 0 || (!from.plugins && !to.plugins)) {
    return { drops: [], creates: [], unmanaged: [] };
  }
  const found = sortObjects(sides, { map: "plugins" });
  const of = (items: readonly PluginObject[], { noun }: Noun): readonly PluginObject[] =>
    items.filter((item) => item.noun === noun);
  // What comes last goes first: a plugin names its nouns in the order in which they can be made.
  const drops = nouns.toReversed().flatMap((noun) =>
    of(found.removed, noun).map((item) => noun.drop(item))
  );
  const creates = nouns.flatMap((noun) => [
    ...found.pairs.filter((pair) => pair.to.noun === noun.noun)
      .flatMap((pair) => changed(noun, pair)),
    ...of(found.added, noun).map((item) => noun.create(item)),
  ]);
  const unmanaged = found.unmanaged.filter(({ noun }) => nouns.some((item) => item.noun === noun));
  return { drops, creates, unmanaged: unmanaged.map(pluginName) };
}

function changed(noun: Noun, pair: ObjectPair<PluginObject>): readonly Op[] {
  const { from, to, written } = pair;
  if (unchanged(pair) || same(from, written)) return [];
  return noun.alter?.(from, written) ??
    [noun.drop(from), noun.create({ ...written, name: to.name })];
}

/** The name of an object with its noun and the table that it hangs on. */
export function pluginName({ noun, name, schema, table }: PluginObject): ObjectName {
  return compact({ noun, name, schema, table });
}
