/**
 * Objects beside tables as the server would hold them.
 *
 * @module
 */
import { normalizeObjects as normalize, normalizeSequence, type UsualSequence } from "@retort/ansi";
import { compact, type ObjectMap, type Routine, type Schema, type View } from "@retort/core/schema";
import { isMariaDb, notDefault, own, ownOptions } from "./flavour.ts";
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
    view: (view) => compact({ ...view, options: viewOptions(view, names) }),
  });
}

/** What a view says of itself; nothing where it is as usual. */
function viewOptions(view: View, names: readonly string[]): View["options"] {
  const { algorithm, security } = own(view, names);
  return ownOptions({
    algorithm: notDefault(algorithm, "undefined"),
    security: notDefault(security, "definer"),
  });
}

/** Routines without arguments: there is one of each name. */
function single(routines: ReadonlyMap<string, Routine>): ReadonlyMap<string, Routine> {
  return new Map(
    Array.from(routines, ([key, { arguments: _arguments, ...routine }]) => [key, routine]),
  );
}
