/**
 * An author who doesn't care for values, for tables without any.
 *
 * @module
 */
import type { Dialect } from "@retort/core/dialect";
import { withConversions } from "@retort/core/diff";
import type { Op } from "@retort/core/ops";
import { isHole, type Schema } from "@retort/core/schema";

/** The ops as autogenerate writes them, with NULL where nobody can know how values get to a new type. */
export function filled(ops: readonly Op[], live: Schema, { types }: Dialect): readonly Op[] {
  return withConversions(ops, live, types).map((op) => {
    const given: unknown = "options" in op ? op.options?.["postgres"]?.["using"] : undefined;
    return isHole(given) ? { ...op, options: { postgres: { using: "NULL" } } } : op;
  });
}
