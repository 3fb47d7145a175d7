/**
 * The changes between models and database, for people.
 *
 * @module
 */
import { type Op, spec } from "../ops/mod.ts";
import type { Comparison } from "./compare.ts";

/** Changes in words, and those that destroy data. */
export function describeChanges(
  { ops }: Pick<Comparison, "ops">,
): { readonly changes: readonly string[]; readonly lossy: readonly string[] } {
  const words = (op: Op): string => spec(op).describe(op);
  return {
    changes: ops.map(words),
    lossy: ops.filter((op) => spec(op).destroys?.(op) !== undefined).map(words),
  };
}
