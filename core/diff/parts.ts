/**
 * The parts of tables as they are named and made, one by one.
 *
 * @module
 */
import { alterTable, commentTable, createTrigger, type Op } from "../ops/mod.ts";
import {
  compact,
  type ConstraintData,
  freeze,
  stableJson,
  type Table,
  type TableName,
  type Trigger,
} from "../schema/mod.ts";

/** What a part of a table is. */
export type PartNoun =
  | "column"
  | "primary key"
  | "unique constraint"
  | "foreign key"
  | "check constraint"
  | "exclusion constraint"
  | "index"
  | "trigger"
  | "comment"
  | "options";

/** Where parts of a kind stand in a table. */
export type PartSlot =
  | "columns"
  | "primaryKey"
  | "uniques"
  | "foreignKeys"
  | "checks"
  | "excludes"
  | "indexes"
  | "triggers"
  | "comment"
  | "options";

/** A part of a table. */
export interface Part {
  /** What it is. */
  readonly noun: PartNoun;
  /** Its name; absent where it has none, or is the only one of its table. */
  readonly name?: string;
  /** What tells it from the others in its slot. */
  readonly id: string;
  /** It as data. */
  readonly item: unknown;
  /** The op that makes it. */
  readonly op: Op;
}

/** What has parts. */
export interface Owner extends TableName, Partial<Pick<Table, PartSlot>> {}

type Make = (item: never, place: Place) => unknown;

interface Place {
  readonly table: string;
  readonly schema?: string;
}

interface Kind {
  readonly noun: PartNoun;
  /** Whether a table has one at most. */
  readonly single?: true;
  readonly make: Make;
}

function constraint(kind: ConstraintData["kind"]): Make {
  return (item: object, place) => ({
    kind: "addConstraint",
    ...place,
    constraint: { kind, ...item },
  });
}

/** The slots of a table, in the order in which they are shown. */
export const partKinds: Readonly<Record<PartSlot, Kind>> = {
  comment: {
    noun: "comment",
    single: true,
    make: (text: string, { table, ...rest }) => commentTable(table, text, rest),
  },
  options: {
    noun: "options",
    single: true,
    make: (options: never, { table, ...rest }) => alterTable(table, { options }, rest),
  },
  columns: {
    noun: "column",
    make: (column: never, place) => ({ kind: "addColumn", ...place, column }),
  },
  primaryKey: { noun: "primary key", single: true, make: constraint("primaryKey") },
  uniques: { noun: "unique constraint", make: constraint("unique") },
  foreignKeys: { noun: "foreign key", make: constraint("foreignKey") },
  checks: { noun: "check constraint", make: constraint("check") },
  excludes: { noun: "exclusion constraint", make: constraint("exclude") },
  indexes: {
    noun: "index",
    make: (index: never, place) => ({ kind: "createIndex", ...place, index }),
  },
  triggers: {
    noun: "trigger",
    make: ({ name, sql }: Trigger, { table, ...rest }) => createTrigger(name, table, sql, rest),
  },
};

/** The slots, in the order in which they are shown. */
export const partSlots: readonly PartSlot[] = Object.keys(partKinds) as PartSlot[];

/** The parts in a slot. */
export function partsIn(owner: Owner, slot: PartSlot): readonly Part[] {
  const { noun, single, make } = partKinds[slot];
  const found = owner[slot];
  if (found === undefined) return [];
  const items: readonly unknown[] = single ? [found] : found as readonly unknown[];
  const place = compact({ table: owner.name, schema: owner.schema });
  return items.map((item) => {
    const { name } = item as { readonly name?: string };
    const id = single ? "" : name ?? stableJson(item);
    return compact({ noun, name, id, item, op: freeze(make(item as never, place)) }) as Part;
  });
}

/** The owner with a part of a slot replaced, added, or taken away where `item` is absent. */
export function withPart<T extends Owner>(
  owner: T,
  slot: PartSlot,
  { id, item }: { readonly id: string; readonly item: unknown },
): T {
  if (partKinds[slot].single) {
    const { [slot]: _old, ...rest } = owner;
    return (item === undefined ? rest : { ...rest, [slot]: item }) as T;
  }
  const parts = partsIn(owner, slot);
  const others = parts.map((part) => part.id === id ? item : part.item)
    .filter((part) => part !== undefined);
  const known = parts.some((part) => part.id === id);
  const items = known || item === undefined ? others : [...others, item];
  const isNeeded = items.length > 0 || (slot !== "excludes" && slot !== "triggers");
  const { [slot]: _old, ...rest } = owner;
  return (isNeeded ? { ...rest, [slot]: items } : rest) as T;
}
