/**
 * Comparing views: which come, go and change, and which are in the way of other changes.
 *
 * @module
 */
import { createView, dropView, type Op, replaceView } from "../ops/mod.ts";
import { compact, plainText, same, tableKey, type View } from "../schema/mod.ts";
import type { ObjectName } from "./comparator.ts";
import {
  byName,
  objectName,
  type ObjectPair,
  type Sides,
  sortObjects,
  unchanged,
} from "./objects.ts";
import { inMentionOrder, type Mentioning, mentions, wordsOf } from "./order.ts";

/** The columns of tables that change in a way that views can be in the way of. */
export interface HardChange {
  /** The table. */
  readonly table: string;
  /** Its columns. */
  readonly columns: ReadonlySet<string>;
}

/** The ops on views. */
export interface ViewOps {
  /** What goes, those first that others don't need. */
  readonly drops: readonly Op[];
  /** What comes and changes, with its text. */
  readonly creates: readonly Mentioning[];
  /** The keys of views that go for good. */
  readonly gone: ReadonlySet<string>;
  /** The keys of views that go and come back: what hangs on them goes with them. */
  readonly remade: ReadonlySet<string>;
  /** What is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
}

/** Compares the views; where they stand in the way of `hard` changes they are made anew. */
export function compareViews(sides: Sides, hard: readonly HardChange[]): ViewOps {
  const { removed, added, pairs, unmanaged } = sortObjects(sides, { map: "views" });
  const differing = pairs.filter((pair) => !unchanged(bare(pair)));
  const renamed = (sides.cx.renames?.ops ?? []).length > 0;
  const anew = differing.filter(({ from, to }) => renamed || from.materialized || to.materialized);
  const going = new Set([...removed, ...anew.map(({ from }) => from)]);
  const changing = new Set([...going, ...differing.map(({ from }) => from)]);
  const movable = sides.cx.frozenViews
    ? inTheWay(sides, {
      hard,
      among: byName(sides.from.views ?? new Map<string, View>()),
      changing,
    })
    : inTheWay(sides, { hard, among: differing.map(({ from }) => from) });
  for (const view of movable) going.add(view);
  const back = new Map(pairs.map(({ from, written }) => [from, written]));
  const replaced = differing.filter(({ from }) => !going.has(from)).map(({ written }) => written);
  const again = [...going].filter((view) => !removed.includes(view))
    .map((view) => back.get(view) ?? view);
  return {
    drops: inMentionOrder([...going].map(withText)).toReversed().map(({ view }) => drop(view)),
    creates: [
      ...[...again, ...added].map((view) => item(view, create(view))),
      ...replaced.map((view) => item(view, replace(view))),
    ],
    gone: new Set(removed.map(tableKey)),
    remade: new Set([...again, ...replaced].map(tableKey)),
    unmanaged: unmanaged.map((view) => objectName("view", view)),
  };
}

interface Way {
  readonly hard: readonly HardChange[];
  /** The views that may have to go. */
  readonly among: readonly View[];
  /** Views that go or change anyway, which others stand on. */
  readonly changing?: ReadonlySet<View>;
}

/** The views that must go for a while: those on hard changes, and those on views that go or change. */
function inTheWay({ cx }: Sides, { hard, among: all, changing = new Set() }: Way): Set<View> {
  const words = new Map(all.map((view) => [view, wordsOf(plainText(view.query))]));
  const found = new Set(all.filter((view) => {
    const own = words.get(view) ?? new Set();
    const says = (name: string): boolean =>
      mentions(own, name) || (cx.renames?.former.get(name) ?? []).some((old) => mentions(own, old));
    const touched = ({ table, columns }: HardChange): boolean =>
      says(table) && [...columns].some(says);
    return hard.some(touched);
  }));
  const waiting = [...changing, ...found];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const view of all) {
      if (found.has(view) || view === next) continue;
      if (!mentions(words.get(view) ?? new Set(), next.name)) continue;
      found.add(view);
      waiting.push(view);
    }
  }
  return found;
}

/** Triggers are compared by themselves. */
function bare({ from, to, written, recorded }: ObjectPair<View>): ObjectPair<View> {
  const without = ({ triggers: _triggers, columns, ...view }: View): View =>
    compact({ ...view, columns: columns?.length ? columns : undefined });
  return {
    from: namedAlike(without(from), to),
    to: without(to),
    written,
    ...(recorded ? { recorded: without(recorded) } : {}),
  };
}

/** A database lists the columns of every view; only a model that names them is compared by them. */
function namedAlike(view: View, to: View): View {
  if (to.columns !== undefined && same(to.columns, view.columns)) return view;
  const { columns: _columns, ...rest } = view;
  return to.columns === undefined ? rest : view;
}

function withText(
  view: View,
): { readonly name: string; readonly text: string; readonly view: View } {
  return { name: view.name, text: plainText(view.query), view };
}

function item(view: View, op: Op): Mentioning {
  return { name: view.name, text: plainText(view.query), ops: [op] };
}

function create({ name, query, triggers: _triggers, ...rest }: View): Op {
  return createView(name, query, rest);
}

function replace({ name, query, triggers: _triggers, ...rest }: View): Op {
  return replaceView(name, query, rest);
}

function drop({ name, schema, materialized }: View): Op {
  return dropView(name, compact({ schema, materialized }));
}
