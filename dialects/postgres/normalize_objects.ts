/**
 * Objects beside tables as PostgreSQL would hold them.
 *
 * @module
 */
import { normalizeObjects as normalize, normalizeSequence, type UsualSequence } from "@retort/ansi";
import { compact, objectMaps, type Schema, type View } from "@retort/core/schema";
import { shortName } from "./names.ts";
import { ownOptions, storageOptions } from "./options.ts";
import { writer } from "./writer.ts";

const bits: Readonly<Record<string, bigint>> = { smallint: 15n, integer: 31n };
const spellings: Readonly<Record<string, string>> = {
  int2: "smallint",
  int: "integer",
  int4: "integer",
  int8: "bigint",
};

/** What PostgreSQL takes for a sequence that says nothing. */
export const usualSequence: UsualSequence = {
  cache: 1,
  type(type) {
    const name = type?.toLowerCase() ?? "bigint";
    const found = spellings[name] ?? name;
    return found === "bigint" ? undefined : found;
  },
  limits(type) {
    const size = 1n << (bits[type ?? "bigint"] ?? 63n);
    return { min: -size, max: size - 1n };
  },
};

/** The schema with its objects beside tables as PostgreSQL would hold them. */
export function normalizeObjects(
  schema: Schema,
  place: (schema: string | undefined) => string | undefined,
): Schema {
  return normalize(schema, {
    names: ["postgres"],
    keeps: objectMaps,
    text: writer.text,
    shortName,
    place,
    sequence: (sequence) => normalizeSequence(sequence, usualSequence),
    always: ["plpgsql"],
    view: (view) => compact({ ...view, options: viewOptions(view) }),
  });
}

function viewOptions({ options }: View): View["options"] {
  return ownOptions({ with: storageOptions(options?.["postgres"]?.["with"]) });
}
