/**
 * Comparing sequences: which come and go, and how they count.
 *
 * @module
 */
import {
  alterSequence,
  createSequence,
  dropSequence,
  type Op,
  type SequenceChanges,
} from "../ops/mod.ts";
import { compact, same, type Schema, type Sequence, tableKey } from "../schema/mod.ts";
import type { ObjectName } from "./comparator.ts";
import { objectName, type ObjectPair, type Sides, sortObjects } from "./objects.ts";

/** The ops on sequences, around those on tables. */
export interface SequenceOps {
  /** What comes before the tables whose defaults may use it. */
  readonly before: readonly Op[];
  /** Owners, which must be there first. */
  readonly owners: readonly Op[];
  /** What goes after the tables whose defaults may have used it. */
  readonly after: readonly Op[];
  /** What is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
}

/** Compares the sequences. */
export function compareSequences(sides: Sides): SequenceOps {
  const { removed, added, pairs, unmanaged } = sortObjects(sides, {
    map: "sequences",
  });
  const before: Op[] = [];
  const owners: Op[] = [];
  for (const { name, ownedBy, ...rest } of added) {
    const place = compact({ schema: rest.schema });
    const ready = ownedBy === undefined || hasOwner(sides.from, { ...place, ...ownedBy });
    before.push(createSequence(name, ready ? compact({ ...rest, ownedBy }) : rest));
    if (!ready) owners.push(alterSequence(name, { ownedBy }, place));
  }
  for (const pair of pairs) {
    const { ownedBy, ...set } = changes(pair);
    const { name, schema } = pair.to;
    const place = compact({ schema });
    if (Object.keys(set).length > 0) before.push(alterSequence(name, set, place));
    if (ownedBy !== undefined) owners.push(alterSequence(name, { ownedBy }, place));
  }
  // What is owned would go away with its table, and could not be brought back by its own op.
  const freed = removed.filter(({ ownedBy }) => ownedBy !== undefined);
  before.push(
    ...freed.map(({ name, schema }) => alterSequence(name, { ownedBy: null }, compact({ schema }))),
  );
  return {
    before,
    owners,
    after: removed.map(({ name, schema }) => dropSequence(name, compact({ schema }))),
    unmanaged: unmanaged.map((item) => objectName("sequence", item)),
  };
}

function hasOwner(
  schema: Schema,
  owner: { readonly schema?: string; readonly table: string; readonly column: string },
): boolean {
  const table = schema.tables.get(tableKey(compact({ name: owner.table, schema: owner.schema })));
  return table?.columns.some(({ name }) => name === owner.column) ?? false;
}

const parts = [
  "type",
  "start",
  "increment",
  "minValue",
  "maxValue",
  "cache",
  "cycle",
  "ownedBy",
] as const;

function changes({ from, to, written }: ObjectPair<Sequence>): SequenceChanges {
  const found = parts.flatMap((key): readonly (readonly [string, unknown])[] => {
    if (same(from[key], to[key])) return [];
    // A type can't be forgotten, only named.
    return [[key, written[key] ?? (key === "type" ? "bigint" : null)]];
  });
  return Object.fromEntries(found);
}
