/**
 * Comparing triggers, on tables and on views.
 *
 * @module
 */
import { createTrigger, dropTrigger, type Op } from "../ops/mod.ts";
import { compact, same, type Schema, type Trigger } from "../schema/mod.ts";
import type { ObjectName } from "./comparator.ts";
import type { Sides } from "./objects.ts";
import { mentions, wordsOf } from "./order.ts";
import type { HardChange } from "./views.ts";

/** The ops on triggers. */
export interface TriggerOps {
  /** What goes, before all else. */
  readonly drops: readonly Op[];
  /** What comes, after all else. */
  readonly creates: readonly Op[];
  /** What is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
}

/** What is done with the tables and views that triggers hang on, by key. */
export interface TriggerOwners {
  /** They go for good. */
  readonly gone: ReadonlySet<string>;
  /** They go and come back, or are replaced. */
  readonly remade: ReadonlySet<string>;
  /** Columns that can't change while a trigger names them. */
  readonly hard: readonly HardChange[];
}

interface Owner {
  readonly name: string;
  readonly schema?: string;
  readonly triggers?: readonly Trigger[];
}

/** Compares the triggers of all tables and views. */
export function compareTriggers(sides: Sides, owners: TriggerOwners): TriggerOps {
  const found = ownersOf(sides.from);
  const wanted = ownersOf(sides.to);
  const { author, recorded } = sides.cx;
  const known = { author: ownersOf(author ?? sides.to), recorded: recorded && ownersOf(recorded) };
  const keys = [...new Set([...found.keys(), ...wanted.keys()])].filter((key) => {
    return found.get(key)?.triggers?.length || wanted.get(key)?.triggers?.length;
  });
  const each = keys.toSorted().map((key) =>
    compareOwner(key, sides, { owners, found, wanted, ...known })
  );
  return {
    drops: each.flatMap(({ drops }) => drops),
    creates: each.flatMap(({ creates }) => creates),
    unmanaged: each.flatMap(({ unmanaged }) => unmanaged),
  };
}

type Owners = ReadonlyMap<string, Owner>;

interface Around {
  readonly owners: TriggerOwners;
  readonly found: Owners;
  readonly wanted: Owners;
  readonly author: Owners;
  readonly recorded: Owners | undefined;
}

function compareOwner(key: string, { cx }: Sides, around: Around): TriggerOps {
  const { owners, found, wanted } = around;
  const owner = wanted.get(key) ?? found.get(key) ?? { name: key };
  const place = compact({ schema: owner.schema });
  const of = (from: Owners | undefined): readonly Trigger[] => from?.get(key)?.triggers ?? [];
  const [before, after] = [of(found), of(wanted)];
  const [author, recorded] = [of(around.author), of(around.recorded)];
  const named = (list: readonly Trigger[], { name }: Trigger): Trigger | undefined =>
    list.find((item) => item.name === name);
  const gone = owners.gone.has(key);
  const remade = owners.remade.has(key);
  const asIs = (item: Trigger): boolean =>
    same(named(before, item), item) || same(named(recorded, item), item);
  const left = before.filter((item) => !named(after, item));
  const inTheWay = ({ sql }: Trigger): boolean =>
    owners.hard.some(({ table, columns }) => {
      if (table !== owner.name) return false;
      const words = wordsOf(sql);
      return [...columns].some((column) => mentions(words, column));
    });
  const owned = (item: Trigger): boolean => cx.managed?.(nameOf(item, owner)) ?? true;
  const dropped = gone || remade ? before : before.filter((item) => {
    const next = named(after, item);
    return next ? inTheWay(item) || !asIs(next) : owned(item);
  });
  const created = after.filter((item) => {
    const old = named(before, item);
    return !old || dropped.includes(old);
  });
  const kept = remade && !gone ? left.filter((item) => !owned(item)) : [];
  return {
    drops: dropped.map(({ name }) => dropTrigger(name, owner.name, place)),
    creates: [...created.map((item) => named(author, item) ?? item), ...kept].map((item) =>
      createTrigger(item.name, owner.name, item.sql, compact({ ...place, on: item.on }))
    ),
    unmanaged: gone ? [] : left.filter((item) => !owned(item)).map((item) => nameOf(item, owner)),
  };
}

function ownersOf({ tables, views }: Schema): Owners {
  return new Map<string, Owner>([...tables, ...views ?? []]);
}

function nameOf({ name }: Trigger, owner: Owner): ObjectName {
  return compact({ noun: "trigger" as const, name, schema: owner.schema, table: owner.name });
}
