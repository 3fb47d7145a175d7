/**
 * Preflights: the rows that are in the way of ops.
 *
 * ```ts
 * import type { Misfits } from "@retort/core/preflight";
 *
 * const found: Misfits = { count: 2, examples: [{ id: 7 }, { id: 9 }] };
 * ```
 *
 * @module
 */
export { type Misfits } from "./count.ts";
export type { MisfitKind } from "./look.ts";
