/**
 * What a golden case is.
 *
 * @module
 */
import type { Op } from "@retort/core";

/** One op, shown in every dialect. */
export interface Case {
  readonly op: Op;
  /** The ops that make the schema it is applied to. */
  readonly before?: readonly Op[];
}

/** The cases of a noun by the name of their file. */
export type Cases = Readonly<Record<string, Case>>;
