/**
 * Comparing functions and procedures: which come, go and change.
 *
 * @module
 */
import { createRoutine, dropRoutine, findRoutine, type Op, replaceRoutine } from "../ops/mod.ts";
import { expressionsOf, plainText, type Routine, type Schema } from "../schema/mod.ts";
import type { ObjectName } from "./comparator.ts";
import { objectName, type ObjectPair, type Sides, sortObjects, unchanged } from "./objects.ts";
import { inMentionOrder, type Mentioning, mentions, wordsOf } from "./order.ts";

/** The ops on routines; defaults and checks of tables may call them. */
export interface RoutineOps {
  /** What goes before tables change. */
  readonly dropsBefore: readonly Op[];
  /** What tables call, in the order in which it can be made. */
  readonly before: readonly Op[];
  /** What comes with the views, with its text. */
  readonly creates: readonly Mentioning[];
  /** What tables called, to go after they have changed. */
  readonly dropsAfter: readonly Op[];
  /** What is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
}

/** Compares the routines. */
export function compareRoutines(sides: Sides): RoutineOps {
  const { removed, added, pairs, unmanaged } = sortObjects(sides, {
    map: "routines",
    find: findRoutine,
  });
  const changed = pairs.filter((pair) => !unchanged(bare(pair)));
  const anew = changed.filter((pair) => !sameHead(pair));
  const creates = [
    ...added.map((item) => source(item, create(item))),
    ...changed.map((pair) => {
      const { from, written } = pair;
      const ops = anew.includes(pair) ? [drop(from), create(written)] : [replace(written)];
      return source(written, ...ops);
    }),
  ];
  const called = (schema: Schema): ReadonlySet<string> =>
    creates.length + removed.length === 0 ? new Set() : wordsOf(tableTexts(schema));
  const [now, then] = [called(sides.to), called(sides.from)];
  const gone = inMentionOrder(removed.map((item) => source(item, drop(item)))).toReversed();
  const opsOf = (items: readonly Mentioning[]): readonly Op[] => items.flatMap(({ ops }) => ops);
  return {
    dropsBefore: opsOf(gone.filter(({ name }) => !mentions(then, name))),
    before: opsOf(inMentionOrder(creates.filter(({ name }) => mentions(now, name)))),
    creates: creates.filter(({ name }) => !mentions(now, name)),
    dropsAfter: opsOf(gone.filter(({ name }) => mentions(then, name))),
    unmanaged: unmanaged.map((item) => objectName("routine", item)),
  };
}

/** A pair has the same arguments, said or not, and in whatever words. */
function bare({ from, to, written, recorded }: ObjectPair<Routine>): ObjectPair<Routine> {
  const without = ({ arguments: _arguments, ...rest }: Routine): Routine => rest;
  return {
    from: without(from),
    to: without(to),
    written,
    ...(recorded ? { recorded: without(recorded) } : {}),
  };
}

/** All that tables say in SQL: defaults, checks, computed columns, indexes. */
function tableTexts({ tables }: Schema): string {
  return [...tables.values()].flatMap(expressionsOf).map(plainText).join("\n");
}

/** What stands before the body; where arguments or the result change, replacing is refused. */
function sameHead({ to, recorded }: ObjectPair<Routine>): boolean {
  const head = ({ definition }: Routine): string =>
    plainText(definition).toLowerCase().split(/\b(?:as|begin|language|return)\b|\$/)[0]?.trim()
      .replace(/\bor\s+replace\b/, "").replace(/\s+/g, " ") ?? "";
  return recorded === undefined || head(recorded) === head(to);
}

function source(routine: Routine, ...ops: readonly Op[]): Mentioning {
  return { name: routine.name, text: plainText(routine.definition), ops };
}

function create({ name, definition, ...rest }: Routine): Op {
  return createRoutine(name, definition, rest);
}

function replace({ name, definition, ...rest }: Routine): Op {
  return replaceRoutine(name, definition, rest);
}

function drop({ name, definition: _definition, on: _on, ...rest }: Routine): Op {
  return dropRoutine(name, rest);
}
