/**
 * Comparing schemas: which come and which go.
 *
 * @module
 */
import { createSchema, dropSchema, type Op } from "../ops/mod.ts";
import { compact, objectMaps } from "../schema/mod.ts";
import type { ObjectName } from "./comparator.ts";
import { objectName, type Sides, sortObjects } from "./objects.ts";

/** Things that come before all that uses them, and go after it. */
export interface OuterOps {
  /** What comes or changes. */
  readonly creates: readonly Op[];
  /** What goes. */
  readonly drops: readonly Op[];
  /** What is nobody's to drop. */
  readonly unmanaged: readonly ObjectName[];
}

/** Compares the schemas by name; one that holds something is there, listed or not. */
export function compareSchemas(sides: Sides): OuterOps {
  const { removed, added, unmanaged } = sortObjects(sides, { map: "schemas" });
  const held = heldSchemas(sides);
  return {
    creates: added.filter(({ name }) => !held.has(name))
      .map(({ name, authorization }) => createSchema(name, compact({ authorization }))),
    drops: removed.map(({ name }) => dropSchema(name)),
    unmanaged: unmanaged.map((item) => objectName("schema", item)),
  };
}

function heldSchemas({ from }: Sides): ReadonlySet<string | undefined> {
  const inside = objectMaps.flatMap((map) => map === "schemas" ? [] : [from[map]]);
  const all = [from.tables, ...inside].flatMap((items) => [...items?.values() ?? []]);
  return new Set(all.map((item) => "schema" in item ? item.schema : undefined));
}
