/**
 * Objects beside tables as the server would hold them.
 *
 * @module
 */
import { normalizeObjects as normalize, normalizeSequence, type UsualSequence } from "@retort/ansi";
import type { ObjectMap, Routine, Schema } from "@retort/core/schema";
import { isMariaDb } from "./flavour.ts";
import { shortName } from "./names.ts";
import { writer } from "./writer.ts";

/** What MariaDB takes for a sequence that says nothing. */
export const usualSequence: UsualSequence = {
  cache: 1000,
  type: () => undefined,
  limits: () => ({ min: -9223372036854775807n, max: 9223372036854775806n }),
};

const both: readonly ObjectMap[] = ["schemas", "routines", "views"];

/** The schema with its objects beside tables as the server would hold them. */
export function normalizeObjects(schema: Schema, names: readonly string[]): Schema {
  const { routines, ...rest } = schema;
  return normalize({ ...rest, ...(routines ? { routines: single(routines) } : {}) }, {
    names,
    keeps: isMariaDb(names) ? [...both, "sequences"] : both,
    text: writer.text,
    shortName,
    sequence: (sequence) => normalizeSequence(sequence, usualSequence),
  });
}

/** Routines without arguments: there is one of each name. */
function single(routines: ReadonlyMap<string, Routine>): ReadonlyMap<string, Routine> {
  return new Map(
    Array.from(routines, ([key, { arguments: _arguments, ...routine }]) => [key, routine]),
  );
}
